"""From facts to words."""
