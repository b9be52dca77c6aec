"""The demo shop: hand-written products, reviews and people, put together the same way for the same seed."""
