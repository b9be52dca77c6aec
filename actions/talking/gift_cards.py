"""What is on the shopper's gift cards, and that one pays a whole order: theirs, and no rule that an article quotes."""

import re

from actions.names import join_names
from actions.turn import ActionTurn, ask_to_sign_in
from shop.customers import PaymentKind, payment_methods_of
from shop.orders.wording import format_money

_BALANCE = re.compile(
    r"\b(?:left|balance|remain\w*|is on my)\b.*\bgift ?cards?\b|\bgift ?cards?\b.*\b(?:left|balance|remain\w*)\b",
    re.IGNORECASE,
)
_ON_CARD = re.compile(
    r"\b(?:what(?:'?s)?|how much|check|show|see|any(?:thing)?|money|credit|funds)\b.{0,30}"
    r"\b(?:on|in|of|left)\b.{0,14}\bgift ?cards?\b"
    r"|\b(?:check|show|see)(?: me)? my gift ?cards?\b|\bgift ?cards? (?:credit|value|amount|funds)\b",
    re.IGNORECASE,
)
_OF_PRICE = re.compile(r"\b(?:off|expir\w*|valid|last|buy|cost|put|top up|refund\w*)\b", re.IGNORECASE)
_SPLITS = re.compile(
    r"\b(?:half|part(?:ly|ial\w*)?|some of|split|rest|remainder|remaining|difference|combin\w+|both|together|mix"
    r"|two (?:ways|cards))\b.*\bgift ?cards?\b|\bgift ?cards?\b.*\b(?:half|part(?:ly|ial\w*)?|split|the rest|remainder"
    r"|combin\w+|both|together|(?:and|plus|with) (?:my |the |a )?(?:credit card|card|visa|paypal|mastercard))\b",
    re.IGNORECASE,
)


def answer_gift_cards(turn: ActionTurn) -> bool:
    """Tell what is left, or that a gift card has to cover all; return whether one of them was asked."""
    if _SPLITS.search(turn.text):
        turn.say("gift_card_whole", values={"left": _tell_cards(turn)})
    elif asks_balance(turn.text):
        _tell_balance(turn)
    else:
        return False
    return True


def asks_balance(text: str) -> bool:
    """Say whether the words ask what is on their gift cards."""
    return _BALANCE.search(text) is not None or (_ON_CARD.search(text) is not None and not _OF_PRICE.search(text))


def _tell_balance(turn: ActionTurn) -> None:
    if turn.customer_id is None:
        ask_to_sign_in(turn)
    else:
        turn.say("gift_card_balance", values={"left": _tell_cards(turn)})


def _tell_cards(turn: ActionTurn) -> str:
    """Return what is left on the shopper's gift cards; "" for none, and for guests."""
    methods = payment_methods_of(turn.store, turn.customer_id) if turn.customer_id else ()
    cards = [one for one in methods if one.kind is PaymentKind.GIFT_CARD]
    return join_names([f"{format_money(card.balance_cents, card.currency)} on {card.label}" for card in cards], most=10)
