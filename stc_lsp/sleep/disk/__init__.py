"""What is on disk: watched, scanned, read; and what is passed over there."""
