"""What readers ask of a snapshot, by what it is about."""
