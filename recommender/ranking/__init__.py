"""Ranking products for a customer: one protocol, one file a family."""
