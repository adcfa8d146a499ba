"""Where on a sheet the tables lie, and where each has its header."""
