"""What bytes of each format hold: one module a format, run inside the confined reader."""
