"""Understanding sheets: bytes → cells → tables → records and diagnostics. Knows nothing of the store."""
