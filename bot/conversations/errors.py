"""What can go wrong with a message beside what can go wrong in the shop."""

from shop.errors import Conflict, Invalid


class TooLong(Invalid):
    """A text has more characters than a message may have."""


class Closed(Conflict):
    """The conversation has ended; nothing more is said in it."""
