"""Who acts at the order desk, and for whom."""

from dataclasses import dataclass
from enum import StrEnum

from shop.errors import Invalid
from shop.texts import check_id


class ActorKind(StrEnum):
    SHOPPER = "shopper"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """`id` is who acts and is named in the audit; `customer_id` is whose orders and profile they may touch.

    A shopper acts for nobody else. Raises Invalid for ids that no record can have.
    """

    kind: ActorKind
    id: str
    customer_id: str = ""  # "" for staff or the system at work for no customer in particular

    def __post_init__(self) -> None:
        check_id("id", self.id)
        if self.customer_id:
            check_id("customer_id", self.customer_id)
        if self.kind is ActorKind.SHOPPER and self.customer_id != self.id:
            raise Invalid("customer_id", f"Shopper {self.id!r} can act only for themselves.")


def shopper(customer_id: str) -> Actor:
    """Return the customer acting for themselves."""
    return Actor(ActorKind.SHOPPER, customer_id, customer_id)
