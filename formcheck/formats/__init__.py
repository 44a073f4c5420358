"""Files that formcheck writes and reads again: poses, reports, tables."""
