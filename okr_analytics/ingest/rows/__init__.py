"""From the rows of a table to records: made ready, told apart, read by type."""
