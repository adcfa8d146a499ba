"""What a table is about and what each of its columns means, by evidence."""
