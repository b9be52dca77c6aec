"""Reference resolution: which of the shop's things the words of a message mean."""
