"""What can go wrong in the shop. Every message names the value and what is allowed; only doors translate."""


class ShopError(Exception):
    """The request cannot be done. `str(error)` is a sentence that a shopper may read."""


class Invalid(ShopError):
    """A value is outside what is allowed. `field` is the name of the argument or field at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class NotFound(ShopError):
    """There is no such thing for this viewer: missing and hidden look the same on purpose."""

    def __init__(self, what: str, key: str) -> None:
        super().__init__(f"{what} {key!r} was not found.")
        self.what = what
        self.key = key


class Conflict(ShopError):
    """The thing is in a state that does not allow this, or somebody else was faster."""


class NotAllowed(ShopError):
    """This actor may not do this, and it is no secret that the thing exists."""


class AlreadyExists(Conflict):
    """A record with this id or unique field is already stored."""


class StoreUnavailable(ShopError):
    """The database cannot be reached or does not answer in time."""


class GivenUp(StoreUnavailable):
    """What is done here took too long, and nobody waits for it any more: nothing of it stays."""

    def __init__(self) -> None:
        super().__init__("Nobody waits for this any more; nothing of it is kept.")
