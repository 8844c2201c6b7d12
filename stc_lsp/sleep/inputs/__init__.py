"""What each thought is made from."""
