"""The engine: one message in, the assistant's replies out, with Rasa embedded."""
