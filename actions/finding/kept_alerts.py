"""The alerts that a customer has set: shown, and stopped."""

import re
from collections.abc import Sequence

from actions.cards import tell_options
from actions.reference.resolve import find_products_meant
from actions.tasks import end_task, says_all, signed_in
from actions.turn import ActionTurn
from retrieval.terms import split_terms, wanted_words
from shop.alerts import alerts_of, cancel_alert
from shop.catalogue import Product, Variant
from shop.orders.wording import format_money
from shop.prices import Alert, AlertKind

FLOW = "set_alert"
_SHOW = re.compile(r"\b(?:show|list|see|view|which|what|any|have i|do i have|my|every)\b.*\balerts\b", re.IGNORECASE)
_STOP = re.compile(
    r"\b(?:cancel|delete|remove|stop|drop|end|forget|turn off|switch off|turn my|no more|don'?t need|do not need)\b.*"
    r"\b(?:alerts?|notifications?|telling me|watching)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(  # said of alerts, as the message was heard to be about them
    r"^\W*(?:please )?(?:delete|remove|cancel|stop|drop|end|forget)\b(?!.*\b(?:cart|basket|bag|order)\b)", re.IGNORECASE
)
_NO_NAME = frozenset(
    ("delete", "remove", "cancel", "stop", "drop", "end", "forget", "alert", "alerts", "one", "please")
)
_SEVERAL = re.compile(r"\balerts\b", re.IGNORECASE)
_LONGEST = 4  # words of "remove it", said of the alert that was just set


def speaks_of_kept(turn: ActionTurn) -> bool:
    """Say whether the message is about alerts that are there, and sets none."""
    return _stops(turn.text) or _SHOW.search(turn.text) is not None


def show_or_stop(turn: ActionTurn) -> None:
    """Show the customer's alerts, or stop those that the message means; ask which where it means none clearly."""
    alerts = alerts_of(turn.store, signed_in(turn))
    end_task(turn, FLOW)
    if not alerts:
        turn.say("no_alerts")
    elif not _stops(turn.text):
        turn.say("alerts_shown", values={"alerts": _tell(turn, alerts)})
    elif meant := _find_meant(turn, alerts):
        _stop(turn, meant)
    else:
        turn.say("which_alert_to_stop", values={"alerts": _tell(turn, alerts)})


def stop_latest(turn: ActionTurn) -> bool:
    """Stop the alert that was set last, if "remove it" can mean nothing else; return whether it did."""
    if turn.customer_id is None or turn.entities or len(turn.text.split()) > _LONGEST:
        return False
    alerts = [one for one in alerts_of(turn.store, turn.customer_id) if one.id == turn.memory.alert_id]
    if not alerts:
        return False
    _stop(turn, alerts)
    return True


def _find_meant(turn: ActionTurn, alerts: Sequence[Alert]) -> list[Alert]:
    """Return the alerts meant: on what is named, else all if it says so, else the last one set, or the only one."""
    if called := _called(turn, alerts):
        return called
    named = turn.all_entities("product") or turn.all_entities("product_type")
    if not named and (says_all(turn) or _SEVERAL.search(turn.text)):
        return list(alerts)
    if not named:
        return [one for one in alerts if one.id == turn.memory.alert_id] or (list(alerts) if len(alerts) == 1 else [])
    with turn.store.read() as tx:
        variants = tx.get_many(Variant, [one.variant_id for one in alerts])
    product_ids = find_products_meant(turn)
    return [one for one in alerts if one.variant_id in variants and variants[one.variant_id].product_id in product_ids]


def _stops(text: str) -> bool:
    return _STOP.search(text) is not None or _ENDS.search(text) is not None


def _called(turn: ActionTurn, alerts: Sequence[Alert]) -> list[Alert]:
    """Return the alerts whose products have most of the message's words in their names: "the drift one"; [] for all."""
    said = set(wanted_words(turn.text.lower())) - _NO_NAME
    with turn.store.read() as tx:
        variants = tx.get_many(Variant, [one.variant_id for one in alerts])
        products = tx.get_many(Product, [variant.product_id for variant in variants.values()])
    shared = {
        one.id: len(said & set(split_terms(products[variants[one.variant_id].product_id].title)))
        for one in alerts
        if one.variant_id in variants and variants[one.variant_id].product_id in products
    }
    most = max(shared.values(), default=0)
    called = [one for one in alerts if most and shared.get(one.id) == most]
    return called if len(called) < len(alerts) else []


def _stop(turn: ActionTurn, alerts: Sequence[Alert]) -> None:
    told = _tell(turn, alerts)
    for alert in alerts:
        cancel_alert(turn.store, signed_in(turn), alert.id)
    turn.memory.alert_id = ""
    turn.say("alerts_stopped", values={"alerts": told})


def _tell(turn: ActionTurn, alerts: Sequence[Alert]) -> list[str]:
    """Return each alert in words: "Velori Hush 700 (black) at €200.00 or less"."""
    with turn.store.read() as tx:
        variants = tx.get_many(Variant, [one.variant_id for one in alerts])
        products = tx.get_many(Product, [variant.product_id for variant in variants.values()])
    return [
        _tell_one(alert, products[variant.product_id], variant)
        for alert in alerts
        if (variant := variants.get(alert.variant_id)) is not None and variant.product_id in products
    ]


def _tell_one(alert: Alert, product: Product, variant: Variant) -> str:
    options = tell_options(variant)
    name = f"{product.title} ({options})" if options else product.title
    if alert.kind is AlertKind.PRICE and alert.threshold_cents is not None:
        return f"{name} at {format_money(alert.threshold_cents, variant.currency)} or less"
    return f"{name} back in stock"
