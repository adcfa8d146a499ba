"""The command line: one file per command, found by discovery; what they share lives in registry.py and answer.py."""
