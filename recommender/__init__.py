"""Recommending, with reasons: behaviour, content and the social graph."""
