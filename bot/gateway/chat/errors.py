"""What the chat's doors refuse, each with the code that windows know it by."""

from bot.conversations.errors import Closed, TooLong
from shop.errors import Conflict, Invalid, NotAllowed, NotFound, ShopError


class TooFast(ShopError):
    """Too many messages in too short a time."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__(f"That was a lot at once; try again in {retry_after_s:.1f} seconds.")
        self.retry_after_s = retry_after_s

    @property
    def headers(self) -> dict[str, str]:
        """What the answer to a REST request carries."""
        return {"Retry-After": str(int(self.retry_after_s) + 1)}


class Unproven(ShopError):
    """A token or a session is missing, forged or for somebody else."""

    headers = {"WWW-Authenticate": 'Bearer realm="confab chat"'}  # noqa: RUF012


class Expired(Unproven):
    """A token or a session was good once."""


class NoAssistant(ShopError):
    """There is nobody who could answer."""

    def __init__(self) -> None:
        super().__init__("The assistant is not available at the moment; your message was not taken.")


_CODES: tuple[tuple[type[ShopError], str], ...] = (
    (TooLong, "too_long"),
    (Invalid, "invalid"),
    (TooFast, "too_fast"),
    (Expired, "expired"),
    (Unproven, "not_allowed"),
    (NotAllowed, "not_allowed"),
    (NotFound, "not_found"),
    (Closed, "closed"),
    (Conflict, "closed"),  # a poll that has ended
)


def code_of(error: ShopError) -> str:
    """Return the code on the wire; "unavailable" for what is nobody's fault but ours."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), "unavailable")
