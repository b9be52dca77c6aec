"""Experiments with the recommender: who gets which variant, what was shown, and what came of it."""
