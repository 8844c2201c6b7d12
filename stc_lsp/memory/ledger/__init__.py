"""Every call to a model, what it cost, and the caps that none may pass."""
