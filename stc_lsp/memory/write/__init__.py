"""What the one writer of an index writes, by what it is about."""
