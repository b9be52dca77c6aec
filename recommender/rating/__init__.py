"""Predicting ratings by squared error: one protocol, one file a family."""
