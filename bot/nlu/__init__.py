"""Rasa components of understanding."""
