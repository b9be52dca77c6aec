"""Which order is meant: named, remembered, the only one that fits, or asked for."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.memory import Told
from actions.opinions.unpaid import read_unpaid_reviews
from actions.order_cards import make_order_card, tell_items
from actions.orders.states import is_open, refuse
from actions.quick_replies import QuickReply, quick_reply
from actions.reference.resolve import find_orders_meant
from actions.talking.hand_off import HUMAN
from actions.tasks import ask_for, end_task, read_choice, signed_in
from actions.turn import ActionTurn
from language.order_wishes import ordered_wrong_variant, wants_money_back
from language.values import read_order_number
from retrieval.terms import split_terms, split_wanted
from shop.catalogue import Product
from shop.errors import NotFound, ShopError
from shop.orders.lookup import LONGEST_LIST, find_order, find_orders
from shop.orders.records import Order
from shop.orders.rules import RETURN_WINDOW

_MOST_CHOICES = 6
_OF_IT = re.compile(  # the one just talked about, and never another instead
    r"\b(?:cancel|return|exchange|swap|change|send|pay|stop|refund)\w* (?:for )?(?:it|this|that|them|these|those)\b"
    r"|\bfor (?:it|this|that|them|these|those)\b",
    re.IGNORECASE,
)
_SAY_NOTHING = frozenset(split_terms("order first last second other new old thing broken cracked damaged late wrong"))
_DESCRIBES = re.compile(r"^(?:(?:it'?s|it is|its|no|oh|ok|i mean(?:t)?)\W+)*(?:the|that|those|my)\b", re.IGNORECASE)
_NAMING = ("product", "product_type", "brand", "ordinal", "date")


@dataclass(frozen=True)
class OrderQuestion:
    """What a flow needs an order for. `check` raises the ShopError that says why an order is not possible."""

    flow: str
    check: Callable[[Order], None]
    ask: str  # the response that asks for it
    none: str  # the response for a shopper who has no such order
    beside: str = ""  # the response when the thing named is in none of these orders, before asking; "" refuses it

    def fits(self, order: Order) -> bool:
        try:
            self.check(order)
        except ShopError:
            return False
        return True


def choose_order(turn: ActionTurn, question: OrderQuestion, kept_id: str, gathered: Mapping[str, Any]) -> Order | None:
    """Return the order that is meant; None after asking for it, or after saying why there is none.

    `kept_id` is what the flow knows already; "" for nothing. An order number in the message goes before it.
    """
    number = said_number(turn, question.flow) or kept_id
    if number:
        return _take_named(turn, question, number, gathered)
    meant = find_orders_meant(turn)
    fitting = [order for order in meant if question.fits(order)]
    things = [*turn.all_entities("product"), *turn.all_entities("product_type")]
    elsewhere = bool(things) and bool(question.beside)
    if meant and not fitting and not elsewhere and _means_it(turn, question):
        _refuse(turn, question, meant[0])
        return None
    unknown = bool(things) and not fitting  # never another order instead of the one with the thing that was named
    if unknown:
        turn.say(question.beside if meant and elsewhere else "not_in_orders", values={"said": things[0]})
    fitting = fitting or _list_fitting(turn, question)
    if len(fitting) == 1 and not unknown:
        return fitting[0]
    _ask(turn, question, fitting, gathered, also=[HUMAN] if unknown else [])
    return None


def said_number(turn: ActionTurn, flow: str) -> str | None:
    """Return the order number in the message, as an entity or as the answer to the question for it."""
    if (said := turn.entity("order_id")) is not None:
        return read_order_number(said) or said
    if turn.flow == flow and turn.asking == "order":
        return read_choice(turn, flow) or read_order_number(turn.text) or _described(turn)
    return None


def _described(turn: ActionTurn) -> str | None:
    """Return the one of the orders to choose from that is described: "the one with the lid"; None for none, or several.

    By what the shop says of what is in it, and where that does not tell by what reviewers do.
    """
    wanted = {term for term in split_wanted(turn.text) if term not in _SAY_NOTHING}
    if not wanted or not _DESCRIBES.match(turn.text):
        return None
    orders = [find_order(turn.store, signed_in(turn), id) for id in turn.memory.choices]
    for tell in (_shop_words, _review_words):
        known = {order.id: wanted & tell(turn, order) for order in orders}
        most = max(map(len, known.values()), default=0)
        best = [id for id, terms in known.items() if most and len(terms) == most]
        if best:
            return best[0] if len(best) == 1 else None
    return None


def _shop_words(turn: ActionTurn, order: Order) -> set[str]:
    looks = [value for item in order.items for value in (item.title, *item.options.values())]
    with turn.store.read() as tx:
        products = tx.get_many(Product, [item.product_id for item in order.items]).values()
    texts = [text for one in products for text in (one.brand, one.type, one.description)]
    stated = [text for one in products for pair in one.attributes.items() for text in pair]
    return {term for text in (*looks, *texts, *stated) for term in split_wanted(text)}


def _review_words(turn: ActionTurn, order: Order) -> set[str]:
    found = read_unpaid_reviews(turn, [item.product_id for item in order.items])
    return {term for reviews in found.values() for review in reviews for term in split_wanted(review.text)}


def offer_orders(orders: Sequence[Order]) -> dict[str, Any]:
    """Return the facts that let a shopper choose among orders: cards, buttons and choices in one sequence."""
    shown = orders[:_MOST_CHOICES]
    return {
        "orders": [make_order_card(order) for order in shown],
        "quick_replies": [quick_reply(_tell(order), "inform", order_id=order.id) for order in shown],
        "choices": [order.id for order in shown],
        "evidence": [order.id for order in shown],
    }


def _take_named(turn: ActionTurn, question: OrderQuestion, number: str, gathered: Mapping[str, Any]) -> Order | None:
    try:
        order = find_order(turn.store, signed_in(turn), number)
    except NotFound:
        turn.say("order_not_found", values={"number": number})
        _ask(turn, question, _list_fitting(turn, question), gathered)
        return None
    if not question.fits(order):
        _refuse(turn, question, order)
        return None
    return order


def _list_fitting(turn: ActionTurn, question: OrderQuestion) -> list[Order]:
    return [order for order in find_orders(turn.store, signed_in(turn), limit=LONGEST_LIST) if question.fits(order)]


def _refuse(turn: ActionTurn, question: OrderQuestion, order: Order) -> None:
    try:
        question.check(order)
    except ShopError as why:
        refuse(turn, question.flow, order, str(why), by_state=True)


def _ask(
    turn: ActionTurn,
    question: OrderQuestion,
    orders: Sequence[Order],
    gathered: Mapping[str, Any],
    *,
    also: Sequence[QuickReply] = (),
) -> None:
    if not orders:
        every = find_orders(turn.store, signed_in(turn), limit=LONGEST_LIST)
        under_way = [one for one in every if is_open(one)]
        if not every:
            end_task(turn, question.flow)
            turn.say("no_orders")
            return
        if len(under_way) == 1:  # it must be this one that they think of: say what keeps it from that
            _refuse(turn, question, under_way[0])
            return
        end_task(turn, question.flow)
        turn.memory.told = Told("refused", turn.message_id, question.flow)
        turn.say(
            question.none,
            values={"days": RETURN_WINDOW.days},
            quick_replies=[quick_reply("Show my orders", "track_order")],
        )
        return
    turn.show("orders")
    turn.memory.order_ids = [order.id for order in orders[:_MOST_CHOICES]]
    offered = offer_orders(orders)
    offered["quick_replies"] += also
    ask_for(turn, question.flow, "order", question.ask, gathered=gathered, values={"count": len(orders)}, **offered)


def _means_it(turn: ActionTurn, question: OrderQuestion) -> bool:
    """Say whether the message means one order: what it names, or the "it" that was just talked about."""
    of_told = bool(turn.memory.told.order_id) and wants_money_back(turn.text)
    of_it = _OF_IT.search(turn.text) is not None or goes_on_wrong(turn) or of_told
    return _names_one(turn) or (turn.flow != question.flow and of_it)


def goes_on_wrong(turn: ActionTurn) -> bool:
    """Say whether the order just told of has the wrong size: "I ordered the wrong size tho"."""
    return bool(turn.memory.told.order_id) and ordered_wrong_variant(turn.text)


def _names_one(turn: ActionTurn) -> bool:
    return any(turn.entity(name) for name in _NAMING)


def _tell(order: Order) -> str:
    """Return the number with what is in it, for a button: "#W1 · Mug + 2 more"."""
    first, *others = tell_items(order)
    return f"{order.id} · {first}" + (f" + {len(others)} more" if others else "")
