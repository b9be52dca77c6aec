"""Orders that were placed: where they are, and every change of them."""
