"""What friends have shown the shopper, and the shopper them: products and wishlists, with the words that came along."""

import re

from actions.cards import make_product_cards
from actions.names import join_names
from actions.people.whom import tell_people
from actions.quick_replies import quick_reply
from actions.tasks import signed_in
from actions.turn import ActionTurn
from language.sent_things import asks_what_i_sent
from shop.access import Person
from shop.sending import Received, SentKind, received_from, sent_by

_SENT_ME = re.compile(
    r"\b(?:sen[dt]|sends|share[ds]?|show(?:ed|n|s)?|forward(?:ed)?)\b.{0,20}\b(?:me|us)\b", re.IGNORECASE
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|so|hey)\W+)*(?:what|who|which|did|has|have|where|any(?:thing|one|body)?)\b|\?\W*$", re.IGNORECASE
)
_MOST_SHOWN = 8


def show_received(turn: ActionTurn, people: list[Person]) -> bool:
    """Show what these friends, or all for [], have sent; return whether the message asks for that."""
    if not (_SENT_ME.search(turn.text) and _ASKS.search(turn.text)):
        return False
    received = received_from(turn.store, signed_in(turn), [person.id for person in people])
    if not received:
        turn.say("nothing_received", values={"people": tell_people(people)})
        return True
    cards = make_product_cards(turn, list(said := _by_product(received)), said)[:_MOST_SHOWN]
    lists = list(dict.fromkeys(one.sender.nickname for one in received if one.kind is SentKind.WISHLIST))
    if cards:
        turn.show("products")
        turn.memory.product_ids = [card.product_id for card in cards]
    turn.say(
        "things_received",
        values={"count": len(cards), "who": join_names(_senders(received)), "lists": join_names(lists)},
        products=cards,
        quick_replies=[quick_reply(f"{name}'s wishlist"[:60], "show_wishlist", person=name) for name in lists[:2]],
    )
    return True


def show_sent(turn: ActionTurn, people: list[Person]) -> bool:
    """Show what the shopper has sent to these friends, or to all for []; return whether the message asks for that."""
    if not asks_what_i_sent(turn.text):
        return False
    sent = sent_by(turn.store, signed_in(turn), [person.id for person in people])
    if not sent:
        turn.say("nothing_sent", values={"people": tell_people(people)})
        return True
    lines: dict[str, tuple[str, ...]] = {}
    for one in sent:
        if one.kind is SentKind.PRODUCT:
            line = f"to {one.friend.nickname}" + (f": “{one.message}”" if one.message else "")
            lines[one.subject_id] = tuple(dict.fromkeys((*lines.get(one.subject_id, ()), line)))
    cards = make_product_cards(turn, list(lines), lines)[:_MOST_SHOWN]
    lists = list(dict.fromkeys(one.friend.nickname for one in sent if one.kind is SentKind.WISHLIST))
    if cards:
        turn.show("products")
        turn.memory.product_ids = [card.product_id for card in cards]
    turn.say("things_sent", values={"count": len(cards), "lists": join_names(lists)}, products=cards)
    return True


def _by_product(received: tuple[Received, ...]) -> dict[str, tuple[str, ...]]:
    """Return who sent each product, and what they said to it."""
    lines: dict[str, tuple[str, ...]] = {}
    for one in received:
        if one.kind is SentKind.PRODUCT:
            line = f"from {one.sender.nickname}" + (f": “{one.message}”" if one.message else "")
            lines[one.subject_id] = tuple(dict.fromkeys((*lines.get(one.subject_id, ()), line)))
    return lines


def _senders(received: tuple[Received, ...]) -> list[str]:
    return list(dict.fromkeys(one.sender.nickname for one in received if one.kind is SentKind.PRODUCT))
