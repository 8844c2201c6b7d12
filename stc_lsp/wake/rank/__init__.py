"""Search: which places a question is about, best first."""
