"""What to think about first: how likely somebody asks, times what that saves, for each token."""
