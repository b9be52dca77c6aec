"""Learning from what customers did: questions of the past, weights, settings, and the models in use."""
