"""What makes thoughts: `structural` from the code alone, `model` with a language model behind an endpoint."""
