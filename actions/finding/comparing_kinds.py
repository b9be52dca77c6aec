"""Which products stand side by side where kinds of thing are named and no product: those shown, else the best found."""

import re
from dataclasses import replace

from actions.finding.choosing import POOL, SEARCH, search_for
from actions.finding.chosen import Chosen
from actions.finding.compared import WITH_IT
from actions.finding.criteria import read_criteria
from actions.finding.search import tell_search
from actions.memory import Criteria
from actions.turn import ActionTurn

_OF_ONE_KIND = 3  # products, of which nothing is shown
_OF_EACH = {2: 2}  # of several kinds, by how many there are; one of each of more
_COMPARES = re.compile(
    r"\b(?:comp(?:are|ares|ared|aring|arison)|vs\.?|versus|side by side|next to each other"
    r"|(?:what(?:'?s| is| are) the )?differences?(?: between)?)(?!\w)",
    re.IGNORECASE,
)
_POLITE = re.compile(r"\b(?:can|could|would|will) (?:you|u)\b|\b(?:your?|ur|put|some|best|top|for me)\b", re.IGNORECASE)


def find_of_kinds(turn: ActionTurn) -> list[str]:
    """Return the ids of what is compared; [] where no comparison of kinds is asked for, or too little is there.

    Those of the kind that are shown, with "it" where the message says so. Else the best of a search, which is what is
    talked about from now on.
    """
    kinds = list(dict.fromkeys(turn.all_entities("product_type")))
    if not kinds or turn.entity("product") or not _COMPARES.search(turn.text):
        return []
    found = [_find(turn, kind) for kind in kinds]
    it = turn.memory.product_id if WITH_IT.search(turn.text) else ""
    of_kinds = {one.product_id for some in found for one in some}
    shown = [id for id in turn.memory.product_ids if id in of_kinds]
    if len(shown) > 1 and not it:
        return shown
    each = _OF_EACH.get(len(kinds), 1) if len(kinds) > 1 else _OF_ONE_KIND
    best = [one.product_id for some in found for one in some[:each] if one.product_id != it]
    meant = [it, *best] if it else best
    if len(meant) < 2:
        return []
    if not it:
        _talk_of_found(turn, meant, found[0] if len(kinds) == 1 else [])
    return meant


def _find(turn: ActionTurn, kind: str) -> list[Chosen]:
    """Return what the shop has of the kind as the message wants it, the best first; nothing that only comes near."""
    return [one for one in search_for(turn, _wanted(turn, kind), POOL) if not one.akin]


def _wanted(turn: ActionTurn, kind: str) -> Criteria:
    criteria = read_criteria(turn)
    text = criteria.text if criteria.product_type else ""
    text = " ".join(_POLITE.sub(" ", _COMPARES.sub(" ", text)).split())
    return replace(criteria, product_type=kind, text=text)


def _talk_of_found(turn: ActionTurn, ids: list[str], found: list[Chosen]) -> None:
    """Remember the search that these come from, and say how many more there are."""
    memory = turn.memory
    memory.criteria = _wanted(turn, turn.all_entities("product_type")[0]) if found else Criteria()
    memory.chosen_by = {**SEARCH, "ids": ids}
    if len(found) > len(ids):
        turn.say("compares_best_found", values=tell_search(memory.criteria, len(found)) | {"count": len(ids)})
