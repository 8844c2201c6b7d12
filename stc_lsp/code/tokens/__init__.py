"""Tokens that layout does not change, and the fingerprints that are made from them."""
