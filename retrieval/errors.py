"""What can go wrong with indexes. Every message names the value and what is allowed."""


class RetrievalError(Exception):
    """The request cannot be done; `str(error)` is a sentence for an operator."""


class IndexRefused(RetrievalError):
    """A saved index is missing, changed, or of another kind than what was asked for: nothing of it was loaded."""
