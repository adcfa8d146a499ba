"""One rule a file, named after its code; they are found by discovery (registry.py)."""
