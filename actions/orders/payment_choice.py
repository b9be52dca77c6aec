"""Which way to pay, or to get money back, is meant."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.quick_replies import numbered
from actions.tasks import ask_for, read_choice
from actions.turn import ActionTurn
from shop.customers import PaymentKind, PaymentMethod

_KINDS = {
    PaymentKind.CARD: re.compile(r"\b(card|debit|credit)\b", re.IGNORECASE),
    PaymentKind.PAYPAL: re.compile(r"\bpay ?pal\b", re.IGNORECASE),
    PaymentKind.GIFT_CARD: re.compile(r"\b(gift|voucher|gift ?card)\b", re.IGNORECASE),
}
_REFUSES = re.compile(  # "no not a gift card", "anything but paypal"
    r"\b(?P<no>not|no|never|without|anything but|except|instead of|rather than|(?:do|wo|ca)n['’]?t(?: want| use)?)\s+"
    r"(?P<beside>(?:(?:to|on|onto|a|an|the|my|any|use|want|with|it|that|back)\s+)*)"
    r"(?P<way>(?:\w+ )?cards?|gift|vouchers?|pay ?pal|visa|mastercard)\b",
    re.IGNORECASE,
)
_FILLERS = frozenset(("card", "ending", "in", "the", "my", "with", "to", "on", "by", "please", "number", "use", "it"))
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class PaymentQuestion:
    """What a flow needs a payment method for. `suitable` are those that can do it."""

    flow: str
    ask: str  # the response that asks for one, with the value "methods": labels
    every: Sequence[PaymentMethod]  # all that the customer has
    suitable: Sequence[PaymentMethod]
    values: Mapping[str, Any]  # for the question's words


_TAKES_BACK = re.compile(r"\b(?:no|wait|sorry|actually|rather|i mean)\b", re.IGNORECASE)


def choose_method(
    turn: ActionTurn, question: PaymentQuestion, kept_id: str, gathered: Mapping[str, Any]
) -> PaymentMethod | None:
    """Return the method that is named, kept, or the only suitable one; None after asking. `suitable` is not empty.

    One that is named and cannot be used is told so, and asked again.
    """
    if refused := _refused(turn, question, kept_id):
        return _choose_other(turn, question, refused, gathered)
    said = said_method(turn, question.flow)
    named = _named(turn, question, said)
    suitable = [method for method in named if method in question.suitable]
    if len(suitable) == 1:
        return suitable[0]
    if said and not suitable:
        response = "method_unsuitable" if named else "method_unknown"
        turn.say(response, values={"method": named[0].label if named else said})
        _ask(turn, question, question.suitable, gathered)
        return None
    kept = next((method for method in question.suitable if method.id == kept_id), None)
    if not said and (kept or len(question.suitable) == 1):
        return kept or question.suitable[0]
    _ask(turn, question, suitable or question.suitable, gathered)
    return None


def said_method(turn: ActionTurn, flow: str) -> str:
    """Return how the message names a method; "" when it does not."""
    if named := turn.all_entities("payment_method"):
        return named[-1] if _TAKES_BACK.search(turn.text) else named[0]
    if turn.flow != flow or turn.asking != "payment":
        return ""
    names_kind = any(pattern.search(turn.text) for pattern in _KINDS.values())
    if not names_kind and (turn.entity("product") or turn.entity("product_type")):
        return ""  # "the jacket", of what goes back
    return turn.text if names_kind or turn.intent not in (flow, "affirm") else ""


def find_methods(methods: Sequence[PaymentMethod], said: str) -> list[PaymentMethod]:
    """Return the methods that may be called so: by the words of the label, else by the kind; [] for none."""
    words = set(_WORD.findall(said.casefold())) - _FILLERS
    numbers = {word for word in words if word.isdecimal()}
    labels = [(method, set(_WORD.findall(method.label.casefold()))) for method in methods]
    by_label = [method for method, label in labels if words & label and numbers <= label]
    if numbers and not by_label:
        return []
    if by_label:
        return by_label
    gift = _KINDS[PaymentKind.GIFT_CARD].search(said) is not None
    kinds = {PaymentKind.GIFT_CARD} if gift else {kind for kind, pattern in _KINDS.items() if pattern.search(said)}
    return [method for method in methods if method.kind in kinds]


def _named(turn: ActionTurn, question: PaymentQuestion, said: str) -> list[PaymentMethod]:
    if not said:
        return []
    chosen = read_choice(turn, question.flow) if turn.asking == "payment" else None
    by_place = [method for method in question.every if method.id == chosen]
    return by_place or find_methods(question.every, said)


def _refused(turn: ActionTurn, question: PaymentQuestion, kept_id: str) -> list[PaymentMethod]:
    """Return the methods that the message turns down; [] for none. "No paypal", beside another, asks for it."""
    found = _REFUSES.search(turn.text)
    methods = find_methods(question.every, found["way"]) if found else []
    bare = found is not None and found["no"].casefold() == "no" and not found["beside"]
    return [] if bare and kept_id and kept_id not in {method.id for method in methods} else methods


def _choose_other(
    turn: ActionTurn, question: PaymentQuestion, refused: Sequence[PaymentMethod], gathered: Mapping[str, Any]
) -> PaymentMethod | None:
    """Return the one that is named beside those refused, or is the only one left; None after asking which."""
    named = find_methods(question.every, _REFUSES.sub(" ", turn.text))
    left = [method for method in question.suitable if method not in refused]
    meant = [method for method in left if method in named] or left
    if len(meant) == 1:
        return meant[0]
    _ask(turn, question, meant or question.suitable, gathered)
    return None


def _ask(
    turn: ActionTurn, question: PaymentQuestion, methods: Sequence[PaymentMethod], gathered: Mapping[str, Any]
) -> None:
    ask_for(
        turn,
        question.flow,
        "payment",
        question.ask,
        gathered=gathered,
        choices=[method.id for method in methods],
        values={**question.values, "methods": [method.label for method in methods]},
        quick_replies=numbered([method.label for method in methods]),
    )
