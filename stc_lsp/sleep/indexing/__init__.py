"""Keeping the index equal to what is on disk, one update after another."""
