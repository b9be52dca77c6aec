"""Rasa policies: how a prediction of the language room becomes a decision of the dialogue."""
