"""Thinking ahead: watch, index, plan, think. The only writer of chunks and thoughts; knows no SQL."""
