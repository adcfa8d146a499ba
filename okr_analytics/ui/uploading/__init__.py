"""The upload page in rooms: what is kept of a file, what is asked, its tables, its picture, its changes."""
