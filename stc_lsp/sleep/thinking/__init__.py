"""Making what is missing: thought by thought, in many processes, by a model in rounds or in batches."""
