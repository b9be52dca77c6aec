"""Why something was shown: the true reasons, worked out anew, or that there are none."""

import re

from actions.finding.choosing import POOL, choose
from actions.finding.chosen import Chosen
from actions.finding.told_interests import tell_interests
from actions.finding.why_not import tell_why_not
from actions.quick_replies import quick_reply
from actions.reference.resolve import find_product_meant
from actions.turn import ActionTurn, ShopAction
from shop.catalogue import Product
from shop.consent import Purpose, allows
from shop.merchandising import RuleKind
from shop.merchandising.rules import rules_in_force

_IN_GENERAL = re.compile(
    r"\bhow (?:do|does|did) (?:you|it|this) (?:choose|pick|decide|know|work)|on what basis", re.IGNORECASE
)
_MOST_EXPLAINED = 3
_MOVES_UP = (RuleKind.PIN, RuleKind.BOOST)


class ActionExplain(ShopAction):
    """Says why a product was shown, or how products are chosen at all."""

    action_name = "action_explain"

    def act(self, turn: ActionTurn) -> None:
        if tell_why_not(turn) or tell_interests(turn):
            return
        meant = find_product_meant(turn)
        ids = [meant] if meant else turn.memory.product_ids[:_MOST_EXPLAINED]
        shown = set(turn.memory.chosen_by.get("ids", ()))
        if not ids or (_IN_GENERAL.search(turn.text) and not turn.entity("product")):
            _explain_in_general(turn)
        elif not shown.intersection(ids):
            listed = not shown.issuperset(turn.memory.product_ids) and ids[0] in turn.memory.product_ids
            turn.say("not_my_choice", values={"title": _titles(turn, ids)[0], "listed": listed}, evidence=ids)
        else:
            _explain(turn, [id for id in ids if id in shown])


def _explain(turn: ActionTurn, ids: list[str]) -> None:
    chosen_by = turn.memory.chosen_by
    found = {chosen.product_id: chosen for chosen in choose(turn, chosen_by, POOL)}
    facts = [
        {"title": title, "reasons": list(found.get(id, Chosen(id)).reasons), "matched": _matched(found, id)}
        for id, title in zip(ids, _titles(turn, ids), strict=True)
    ]
    if meant := ids if len(ids) == 1 else []:
        turn.focus(meant[0])
    turn.say(
        f"explained_{chosen_by['as']}",
        values={"products": facts, "sort": turn.memory.criteria.sort, "who": str(chosen_by.get("who", ""))},
        evidence=ids,
    )


def _matched(found: dict[str, Chosen], id: str) -> str:
    return ", ".join(found[id].matched) if id in found else ""


def _explain_in_general(turn: ActionTurn) -> None:
    """Say how products are chosen for this shopper, and where they can change that."""
    personal = False
    if turn.customer_id is not None:
        with turn.store.read() as tx:
            personal = allows(tx, turn.customer_id, Purpose.PERSONALISE)
    known = turn.customer_id is not None
    buttons = (quick_reply("My privacy", "privacy_settings"),) if known else ()
    with turn.store.read() as tx:
        merchant = any(rule.terms.kind in _MOVES_UP for rule in rules_in_force(tx))
    facts = {"known": known, "personal": personal, "merchant": merchant}
    turn.say("how_i_choose", values=facts, quick_replies=buttons)


def _titles(turn: ActionTurn, ids: list[str]) -> list[str]:
    with turn.store.read() as tx:
        products = tx.get_many(Product, ids)
    return [products[id].title for id in ids]
