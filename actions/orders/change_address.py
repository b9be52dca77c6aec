"""Sending a pending order elsewhere, or keeping another address for new orders."""

import re

from actions.memory import Told
from actions.orders.addresses import (
    make_address,
    mend_number,
    missing_parts,
    out_of_reach,
    read_address,
    say_out_of_reach,
    take_country,
)
from actions.orders.changes import Draft, OrderChange
from actions.quick_replies import numbered, quick_reply
from actions.tasks import ask_for, read_choice, signed_in
from actions.turn import ActionTurn
from shop.customers import Address, find_customer
from shop.errors import ShopError
from shop.orders.lookup import find_orders
from shop.orders.records import Order, OrderStatus
from shop.orders.requests import ChangeAddress, ChangeProfileAddress, Request
from shop.orders.rules import check_status
from shop.orders.wording import tell_address

_ACCOUNT = re.compile(r"\b(account|profile|default|my data|saved?|future|new orders|old address)\b", re.IGNORECASE)
_CORRECTS = re.compile(
    r"\b(zip|post ?code|wrong (?:town|city|street|number|house)|(?:my|our|the) street|house number|spell\w*|typo)\b",
    re.IGNORECASE,
)
_ADDS = re.compile(r"\b(add|missing|forgot|forgotten)\b", re.IGNORECASE)
_SAVED = re.compile(r"\b(home|saved|default|usual|my (?:own )?address)\b", re.IGNORECASE)
_MOST_KNOWN = 3
_PART_NAMES = {"line1": "street and number", "postcode": "postcode", "city": "town", "country": "country"}


class ActionChangeAddress(OrderChange):
    """Changes where a pending order goes, or the address of the account."""

    action_name = "action_change_address"
    proposal = "change_address"
    buttons = ("Yes, change it", "No, leave it")

    def check(self, turn: ActionTurn, order: Order) -> None:
        check_status(order, OrderStatus.PENDING, "changed")

    def prepare(self, turn: ActionTurn, draft: Draft) -> Request | None:
        if draft.profile or self._means_account(turn, draft):
            draft.profile = True
            return self._complete_account(turn, draft)
        if not draft.order_id and not turn.entity("order_id") and not self._has_pending(turn):
            turn.memory.told = Told("refused", turn.message_id, self.proposal)
            turn.say("no_order_change_address", quick_replies=[_ACCOUNT_BUTTON])
            return None
        return super().prepare(turn, draft)

    def complete(self, turn: ActionTurn, draft: Draft, order: Order) -> ChangeAddress | None:
        address = self._read(turn, draft, order.address)
        return None if address is None else ChangeAddress(order.id, address)

    def _complete_account(self, turn: ActionTurn, draft: Draft) -> ChangeProfileAddress | None:
        old = find_customer(turn.store, signed_in(turn)).address
        address = self._read(turn, draft, old)
        return None if address is None else ChangeProfileAddress(address)

    def _read(self, turn: ActionTurn, draft: Draft, old: Address | None) -> Address | None:
        """Return the whole new address; None after asking for it, or for what it lacks."""
        known = [address for address in known_addresses(turn) if address != old]
        said = self._said(turn)
        chosen = self._choose_known(turn, known, said)
        if chosen is not None:
            draft.address = _parts_of(chosen)
        elif said:
            self._take(turn, draft, said, old)
        elif turn.asking == "confirm":
            draft.address = mend_number(draft.address, turn.text)
        if country := out_of_reach(draft.address):
            say_out_of_reach(turn, country)
            draft.address = {}
        missing = missing_parts(draft.address)
        if not missing:
            return make_address(draft.address)
        self._ask_address(turn, draft, old, missing, known)
        return None

    def _said(self, turn: ActionTurn) -> str:
        if given := turn.all_entities("address"):
            return next((text for text in given if any(sign.isdigit() for sign in text)), given[0])
        answers = turn.flow == self.proposal and turn.asking == "address" and turn.intent != self.proposal
        return turn.text if answers else ""

    def _choose_known(self, turn: ActionTurn, known: list[Address], said: str) -> Address | None:
        """Return a known address that is chosen by its place, as "home", or by its town or street alone."""
        asked = turn.flow == self.proposal and turn.asking == "address"
        chosen = read_choice(turn, self.proposal) if asked else None
        if by_place := [address for address in known if tell_address(address) == chosen]:
            return by_place[0]
        home = find_customer(turn.store, signed_in(turn)).address
        if asked and home in known and len(turn.text.split()) <= 5 and _SAVED.search(turn.text):
            return home
        plain = said.strip().casefold()
        return next((one for one in known if plain in (one.city.casefold(), one.line1.casefold())), None)

    def _take(self, turn: ActionTurn, draft: Draft, said: str, old: Address | None) -> None:
        """Put what was said into the draft: a new address, what an earlier one lacked, or a correction of the old."""
        found = read_address(said)
        missing = missing_parts(draft.address)
        if draft.address and len(missing) == 1 and missing[0] not in found:
            found = {missing[0]: " ".join(said.split())}
        if old is not None and not draft.address and _CORRECTS.search(turn.text):
            draft.address = _parts_of(old)
        elif old is not None and not draft.address and _ADDS.search(turn.text):
            draft.address, found = _parts_of(old), {"line2": said}
        elif {"line1", "postcode", "city"} <= found.keys() or (not missing and found.keys() == {"city"}):
            draft.address = {}
        draft.address |= found
        take_country(draft.address, old)

    def _ask_address(
        self, turn: ActionTurn, draft: Draft, old: Address | None, missing: list[str], known: list[Address]
    ) -> None:
        some = bool(draft.address)
        offered = [] if some else known[:_MOST_KNOWN]
        ask_for(
            turn,
            self.proposal,
            "address",
            "missing_address_parts" if some else "which_address",
            gathered=draft.write(),
            choices=[tell_address(address) for address in offered],
            values={
                "missing": [_PART_NAMES[part] for part in missing],
                "number": draft.order_id,
                "current": tell_address(old) if old else "",
                "so_far": ", ".join(draft.address.values()),
            },
            quick_replies=numbered([tell_address(address)[:80] for address in offered]),
        )

    def _means_account(self, turn: ActionTurn, draft: Draft) -> bool:
        if draft.order_id or any(turn.entity(name) for name in ("order_id", "product", "product_type")):
            return False
        answers = turn.flow == self.proposal and turn.asking == "address"
        return not answers and _ACCOUNT.search(turn.text) is not None

    def _has_pending(self, turn: ActionTurn) -> bool:
        return any(self._fits(turn, order) for order in find_orders(turn.store, signed_in(turn), limit=100))

    def _fits(self, turn: ActionTurn, order: Order) -> bool:
        try:
            self.check(turn, order)
        except ShopError:
            return False
        return True


_ACCOUNT_BUTTON = quick_reply("Change the address in my account", "change_address")


def known_addresses(turn: ActionTurn) -> list[Address]:
    """Return the shopper's own address and those of their last orders, each once, the own one first."""
    customer = find_customer(turn.store, signed_in(turn))
    used = [order.address for order in find_orders(turn.store, customer.id) if not order.gift_for]
    return list(dict.fromkeys([*([customer.address] if customer.address else []), *used]))


def _parts_of(address: Address) -> dict[str, str]:
    return {name: value for name, value in vars(address).items() if value}
