"""Who is shopping."""

from collections.abc import Mapping

from actions.names import join_names
from actions.turn import ActionTurn
from shop.customers import Customer


def read_shopper(turn: ActionTurn) -> Customer | None:
    """Return the customer as they are now; None for a guest, and for an account that is gone."""
    if turn.customer_id is None:
        return None
    with turn.store.read() as tx:
        return tx.get(Customer, turn.customer_id)


def tell_sizes(sizes: Mapping[str, str]) -> str:
    """Return "shoe 38 and top M"; "" for none."""
    return join_names([f"{name} {size}" for name, size in sizes.items()], most=len(sizes))


def read_sizes(turn: ActionTurn) -> dict[str, str]:
    """Return the sizes in the customer's profile, {"shoe": "38"}; {} for a guest."""
    customer = read_shopper(turn)
    return customer.sizes if customer else {}
