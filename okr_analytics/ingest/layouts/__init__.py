"""Shapes of tables: one file each, with the smallest sheet that shows it; found by discovery, tested together."""
