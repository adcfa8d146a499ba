"""The metrics themselves, one file a conversation; catalogue.py gathers them."""
