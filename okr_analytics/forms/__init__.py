"""What templates ask for, in words: written by packs, known by ingest when a filled one comes in."""
