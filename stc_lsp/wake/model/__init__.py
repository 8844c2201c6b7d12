"""The rungs that ask a model: what it is shown, and what is made of what it says."""
