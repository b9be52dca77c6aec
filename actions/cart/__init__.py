"""The cart, and paying for what is in it."""
