"""What may be done to a customer's profile at the order desk: change the default address."""

from dataclasses import replace

from shop.customers import Customer
from shop.errors import NotFound
from shop.orders.ledger import Edit
from shop.orders.plan import Plan
from shop.orders.requests import ChangeProfileAddress
from shop.orders.rules import check_address
from shop.orders.wording import tell_address
from shop.store import Writer


def plan_profile_address(tx: Writer, customer_id: str, request: ChangeProfileAddress) -> Plan:
    customer = tx.lock(Customer, customer_id)
    if customer is None:
        raise NotFound("customer", customer_id)
    address = check_address(request.address)
    new = tell_address(address)
    return Plan(
        subject_id=customer.id,
        order=None,
        edits=(Edit(customer, replace(customer, address=address)),),
        summary=f"Make {new} the default address for new orders. Orders already placed keep theirs.",
        lines=(new,),
        outcome=f"The default address is now {new}.",
    )
