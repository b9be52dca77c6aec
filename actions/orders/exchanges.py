"""Pieces of an order that become other variants: before it is sent, or in exchange for what has come."""

import re
from abc import abstractmethod
from collections.abc import Sequence

from actions.order_cards import make_order_card
from actions.orders.changes import Draft, OrderChange
from actions.orders.choice import goes_on_wrong
from actions.orders.coming_back import answers_of_coming_back
from actions.orders.payment_choice import PaymentQuestion, choose_method
from actions.orders.pending_changes import can_pay
from actions.orders.piece_choice import choose_pieces
from actions.orders.pieces import find_pieces_meant
from actions.orders.return_label import tell_label_cost
from actions.orders.states import now_of, refuse, state_of
from actions.orders.swaps import SwapFound, find_swap, tell_variants
from actions.orders.troubles import OUR_FAULTS
from actions.quick_replies import numbered
from actions.reference.named_orders import names_order
from actions.reference.own_things import note_own_things
from actions.reference.resolve import find_orders_meant
from actions.talking.hand_off import HUMAN
from actions.tasks import ask_for, end_task, read_choice, signed_in
from actions.turn import ActionTurn, Entity
from language.order_wishes import means_in_order
from shop.catalogue import Listing, Variant, find_product, get_listings
from shop.customers import PaymentMethod, payment_methods_of
from shop.orders.amounts import original_method_id
from shop.orders.lookup import find_order
from shop.orders.records import Order, OrderItem, OrderStatus
from shop.orders.requests import ChangeItems, ExchangeItems, ItemChange
from shop.orders.rules import check_status, check_window
from shop.orders.wording import describe

_MOST_CHOICES = 8
_THE_SAME = re.compile(  # not "in the same colour": as it was
    r"\b(?:the )?(?:very )?same (?:one|thing|again|please|pls)\b|\bthe same\W*$|^\W*same\W*$|\byes the same\b",
    re.IGNORECASE,
)
_SAME_OR_NEW = re.compile(
    rf"{_THE_SAME.pattern}|\b(?:new|another|fresh|working|intact) (?:one|ones|pair|piece)\b|\breplac(?:e|ement)\b"
    r"|\bsend (?:me )?(?:it |a )?new\b",
    re.IGNORECASE,
)
_OF_IT = re.compile(r"\b(?:it|them|this|that|these|those|the (?:size|colou?r))\b", re.IGNORECASE)
OFFERS_CHANGE = "offer:change_order"  # a change that is possible still, where it was only asked whether it is
_NO_METHOD = "None of the ways to pay in your account can take the difference in price."


class _Swapping(OrderChange):
    """What an exchange and a change of items have in common: pieces, what they become, and who pays the difference."""

    @abstractmethod
    def make_request(
        self, order: Order, changes: tuple[ItemChange, ...], method_id: str
    ) -> ChangeItems | ExchangeItems:
        """Return the request for the order desk."""

    def complete(self, turn: ActionTurn, draft: Draft, order: Order) -> ChangeItems | ExchangeItems | None:
        before = draft.positions
        swappable = _find_swappable(turn, order)
        if not swappable:
            refuse(turn, self.proposal, order, f"Nothing in order {order.id} comes in another variant in stock.")
            return None
        if not draft.positions and self._corrects(turn) and not find_pieces_meant(turn, order, by_colour=False):
            draft.positions = self._find_fitting(turn, order, swappable)
        ask = f"which_items_{self.proposal}"
        positions = choose_pieces(turn, self.proposal, ask, draft, order, by_colour=False, among=swappable)
        if not positions:
            return None
        if before and before != list(positions):
            draft.new_variant_ids = {}
        variants = self._choose_variants(turn, draft, order, positions)
        if variants is None:
            return None
        items = [order.items[place] for place in positions]
        difference = sum(new.price_cents - old.price_cents for old, new in zip(items, variants, strict=True))
        method = self._choose_method(turn, draft, order, difference)
        if method is None:
            return None
        changes = (ItemChange(old.variant_id, new.id) for old, new in zip(items, variants, strict=True))
        return self.make_request(order, tuple(changes), method.id)

    def _find_fitting(self, turn: ActionTurn, order: Order, swappable: Sequence[int]) -> list[int]:
        """Return the one piece that can become what is said, "make it a 39"; [] for none or several."""
        fitting = []
        for place in swappable:
            item = order.items[place]
            found = find_swap(turn, find_product(turn.store, item.product_id), item.options)
            if found.said and len(found.candidates) == 1 and not found.exact:
                fitting.append(place)
        return fitting if len(fitting) == 1 else []

    def _choose_variants(
        self, turn: ActionTurn, draft: Draft, order: Order, positions: Sequence[int]
    ) -> list[Variant] | None:
        """Return what each piece becomes; None after asking for the first that is open, or after refusing."""
        chosen: list[Variant] = []
        for place in positions:
            item = order.items[place]
            listing = find_product(turn.store, item.product_id)
            variant = self._choose_variant(turn, draft, order, place, listing)
            if variant is None:
                return None
            draft.new_variant_ids[str(place)] = variant.id
            chosen.append(variant)
        return chosen

    def _choose_variant(
        self, turn: ActionTurn, draft: Draft, order: Order, place: int, listing: Listing
    ) -> Variant | None:
        item = order.items[place]
        kept = _by_id(listing, draft.new_variant_ids.get(str(place), ""))
        if self._wants_same(turn, draft):
            end_task(turn, self.proposal)
            _say_same_by_human(turn, order, item)
            return None
        asked = self._asks_for(turn, draft, place)
        picked = _by_id(listing, read_choice(turn, self.proposal) or "") if asked else None
        if picked is not None:
            return picked
        if kept is not None and not self._corrects(turn):
            return kept
        begun = kept.options if kept is not None else item.options  # "yes, but in coral" keeps the size
        found = find_swap(turn, listing, begun, text=turn.text if asked and turn.intent != self.proposal else "")
        if len(found.candidates) == 1 and not found.exact and not found.unknown:
            return found.candidates[0]
        if kept is not None and not found.said and not found.unknown:
            return kept  # what is proposed is only named again
        self._ask_variant(turn, draft, order, place, found)
        return None

    def _ask_variant(self, turn: ActionTurn, draft: Draft, order: Order, place: int, found: SwapFound) -> None:
        item = order.items[place]
        if not found.candidates:
            why = f"{describe(item.title, item.options)} has no other variant in stock at the moment."
            refuse(turn, self.proposal, order, why)
            return
        offered = found.candidates[:_MOST_CHOICES]
        if found.exact is not None:
            turn.say("variant_sold_out", values={"title": item.title, "options": tell_variants([found.exact])[0]})
        elif found.unknown:
            turn.say("no_such_variant", values={"title": item.title, "said": found.unknown})
        draft.new_variant_ids.pop(str(place), None)
        ask_for(
            turn,
            self.proposal,
            "new_variant",
            "which_new_variant",
            gathered=draft.write(),
            choices=[variant.id for variant in offered],
            values={"piece": describe(item.title, item.options), "variants": tell_variants(offered)},
            orders=[make_order_card(order)],
            quick_replies=numbered(tell_variants(offered)),
            evidence=[order.id, item.product_id],
        )

    def _choose_method(
        self, turn: ActionTurn, draft: Draft, order: Order, difference_cents: int
    ) -> PaymentMethod | None:
        """Return who pays or gets the difference; asked only when there is something to pay and a choice."""
        every = payment_methods_of(turn.store, order.customer_id)
        suitable = [method for method in every if can_pay(method, order, difference_cents)]
        if not suitable:
            refuse(turn, self.proposal, order, _NO_METHOD)
            return None
        kept = next((method for method in suitable if method.id == draft.payment_method_id), None)
        if difference_cents <= 0 and turn.entity("payment_method") is None:
            original = next((method for method in suitable if method.id == original_method_id(order)), suitable[0])
            return kept or original
        values = {"number": order.id, "cents": difference_cents, "currency": order.currency}
        question = PaymentQuestion(self.proposal, "which_payment_for_difference", every, suitable, values)
        method = choose_method(turn, question, draft.payment_method_id, draft.write())
        draft.payment_method_id = method.id if method else ""
        return method

    def _asks_for(self, turn: ActionTurn, draft: Draft, place: int) -> bool:
        """Say whether the open question is what this piece shall become: the first one that has nothing yet."""
        if turn.flow != self.proposal or turn.asking != "new_variant":
            return False
        return place == next((p for p in draft.positions if str(p) not in draft.new_variant_ids), None)

    def decline(self, turn: ActionTurn) -> None:
        draft = Draft.read(turn, self.proposal)
        order = find_order(turn.store, signed_in(turn), draft.order_id) if self._wants_same(turn, draft) else None
        super().decline(turn)
        if order is not None and draft.positions:
            _say_same_by_human(turn, order, order.items[draft.positions[0]])

    def _wants_same(self, turn: ActionTurn, draft: Draft) -> bool:
        """Say whether the very same is wanted again: what came broken has nothing else to become in "a new one"."""
        words = _SAME_OR_NEW if draft.reason in OUR_FAULTS else _THE_SAME
        return words.search(turn.text) is not None and not self._corrects(turn)

    def _corrects(self, turn: ActionTurn) -> bool:
        return any(turn.entity(name) for name in ("colour", "size"))


class ActionChangeItems(_Swapping):
    """Changes the size or colour of what a pending order holds."""

    action_name = "action_change_items"
    proposal = "change_items"
    buttons = ("Yes, change it", "No, leave it")

    def act(self, turn: ActionTurn) -> None:
        if turn.flow == "add_to_cart" and means_in_order(turn.text):
            turn.end_flow()  # it was taken for the cart
        if means_in_order(turn.text) and turn.flow != self.proposal:
            _take_said_before(turn)
        _take_offered(turn)
        if _means_only(turn, OrderStatus.DELIVERED):
            ActionExchangeOrder().act(turn)  # it has come already
        else:
            super().act(turn)

    def check(self, turn: ActionTurn, order: Order) -> None:
        check_status(order, OrderStatus.PENDING, "changed")

    def make_request(self, order: Order, changes: tuple[ItemChange, ...], method_id: str) -> ChangeItems:
        return ChangeItems(order.id, changes, method_id)


class ActionExchangeOrder(_Swapping):
    """Exchanges pieces of a delivered order for other variants of the same products."""

    action_name = "action_exchange_order"
    proposal = "exchange_order"
    buttons = ("Yes, exchange it", "No, keep it")

    def act(self, turn: ActionTurn) -> None:
        if answers_of_coming_back(turn, self.proposal):
            return
        if _means_only(turn, OrderStatus.PENDING):
            ActionChangeItems().act(turn)  # it is not sent yet
        else:
            super().act(turn)

    def check(self, turn: ActionTurn, order: Order) -> None:
        check_status(order, OrderStatus.DELIVERED, "exchanged")
        check_window(order, now_of(turn), "exchanged")

    def make_request(self, order: Order, changes: tuple[ItemChange, ...], method_id: str) -> ExchangeItems:
        return ExchangeItems(order.id, changes, method_id)

    def foretell(self, turn: ActionTurn, draft: Draft) -> None:
        tell_label_cost(turn, draft.order_id, draft.reason, "label_to_pay")


def _take_said_before(turn: ActionTurn) -> None:
    """Hear the message before once more, of an order: "no, in my order" after "change it to 39"."""
    known = {each.name for each in turn.entities}
    turn.entities = (*turn.entities, *(each for each in turn.said_before if each.name not in known))


def _take_offered(turn: ActionTurn) -> None:
    """Hear "to 39" of the thing and the order that it was just offered to change, as a yes would be."""
    if turn.flow != "none" or turn.memory.proposal != OFFERS_CHANGE:
        return
    offered = turn.memory.flow
    number = [["order_id", offered["order_id"]]] if offered.get("order_id") else []
    known = {each.name for each in turn.entities}
    said = [Entity(name, value) for name, value in (*offered["things"], *number) if name not in known]
    turn.end_flow()
    turn.entities = (*turn.entities, *said)


def _means_only(turn: ActionTurn, status: OrderStatus) -> bool:
    """Say whether a wish for another variant begins here, of an order in this status and of none that fits better.

    What was delivered too long ago fits no exchange.
    """
    note_own_things(turn)
    begun = turn.flow in (ActionChangeItems.proposal, ActionExchangeOrder.proposal)
    if begun or not (names_order(turn) or _OF_IT.search(turn.text) or goes_on_wrong(turn)):
        return False
    now = now_of(turn)
    states = [state_of(order, now) for order in find_orders_meant(turn)]
    other = "delivered" if status is OrderStatus.PENDING else "pending"
    return status.value in states and other not in states


def _say_same_by_human(turn: ActionTurn, order: Order, item: OrderItem) -> None:
    piece = describe(item.title, item.options)
    turn.say("same_by_human", values={"piece": piece}, quick_replies=[HUMAN], evidence=[order.id])


def _find_swappable(turn: ActionTurn, order: Order) -> list[int]:
    """Return the positions of the pieces whose product has another variant in stock."""
    with turn.store.read() as tx:
        listings = get_listings(tx, (item.product_id for item in order.items))
    return [
        place
        for place, item in enumerate(order.items)
        if item.product_id in listings
        and any(v.available and v.id != item.variant_id for v in listings[item.product_id].variants)
    ]


def _by_id(listing: Listing, variant_id: str) -> Variant | None:
    return next((variant for variant in listing.variants if variant.id == variant_id), None)
