"""Who is shopping."""

from actions.turn import ActionTurn
from shop.customers import Customer


def read_shopper(turn: ActionTurn) -> Customer | None:
    """Return the customer as they are now; None for a guest, and for an account that is gone."""
    if turn.customer_id is None:
        return None
    with turn.store.read() as tx:
        return tx.get(Customer, turn.customer_id)


def read_sizes(turn: ActionTurn) -> dict[str, str]:
    """Return the sizes in the customer's profile, {"shoe": "38"}; {} for a guest."""
    customer = read_shopper(turn)
    return customer.sizes if customer else {}
