"""What is for an occasion, or goes with a liking, and how that is told: by what says so in the knowledge graph."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from actions.context import current_graph, current_store
from actions.finding.chosen import MOST_REASONS, Chosen
from actions.memory import Criteria
from retrieval.occasions import find_occasion, read_occasions
from retrieval.pastimes import tell_pastime
from retrieval.suiting import Evidence, Said
from shop.catalogue import Product

_SAYS = {
    Said.TITLE: "its name says so",
    Said.TYPE: "it is sold as “{words}”",
    Said.CATEGORY: "it stands under “{words}”",
    Said.ATTRIBUTE: "of it is stated “{words}”",
    Said.DESCRIPTION: "its description says “{words}”",
}


def find_suited(criteria: Criteria, find_meeting: Callable[[Criteria], Mapping[str, object]]) -> dict[str, Evidence]:
    """Return what is for the criteria's occasion and meets all else, the surest first, with what says so.

    `find_meeting` gives the products that meet criteria without an occasion.
    """
    suited = {one.product_id: one.evidence for one in current_graph().suited(criteria.occasion)}
    plain = replace(criteria, occasion="", text="")
    if plain == Criteria():
        return suited
    with current_store().read() as tx:
        kinds = {product.type for product in tx.get_many(Product, list(suited)).values()}
    meeting = {id for kind in kinds for id in find_meeting(replace(plain, product_type=plain.product_type or kind))}
    return {id: evidence for id, evidence in suited.items() if id in meeting}


def kinds_given_at(said: str) -> dict[str, str]:
    """Return the types of what is given at the occasion that somebody names, each with its name; {} for none."""
    asked = find_occasion(f"for {said}") if said else None
    return dict.fromkeys(current_graph().given_at(asked.name), asked.name) if asked else {}


def keep_suited(chosen: Sequence[Chosen], occasion: str) -> list[Chosen]:
    """Return those that are for the occasion, each also saying why; all of them for ""."""
    if not occasion:
        return list(chosen)
    suited = {one.product_id: one.evidence for one in current_graph().suited(occasion)}
    kept = [one for one in chosen if one.product_id in suited]
    return [replace(one, reasons=(*one.reasons, tell_evidence(suited[one.product_id]))) for one in kept]


def tell_evidence(evidence: Evidence) -> str:
    """Return what says that a product is for the occasion: "For camping: it stands under “Camp kitchen”"."""
    told = read_occasions()[evidence.occasion].told
    if evidence.said is Said.KIND:
        return f"Goes with {told}"
    return f"For {told}: {_SAYS[evidence.said].format(words=evidence.words)}"


def order_for_occasion(chosen: Sequence[Chosen], suited: Mapping[str, Evidence]) -> list[Chosen]:
    """Return those that are for the occasion, saying why, each kind in turn: first those of which texts say it."""
    told = [
        replace(one, reasons=(tell_evidence(suited[one.product_id]), *one.reasons[: MOST_REASONS - 1]))
        for one in chosen
        if one.product_id in suited
    ]
    return take_turns(sorted(told, key=lambda one: suited[one.product_id].said is Said.KIND))


def with_liking(one: Chosen, kinds: Mapping[str, str]) -> Chosen:
    """Return the suggestion with the liking that it goes with, or the occasion it is given at, as its first reason."""
    liking, kind = one.matched if len(one.matched) == 2 else ("", "")
    if kinds.get(kind) != liking:
        return one
    given_at = next((each for each in read_occasions().values() if each.gifts and each.name == liking), None)
    told = f"An idea for {given_at.told}" if given_at else f"Goes with {tell_pastime(liking)}"
    return replace(one, reasons=(told, *one.reasons))


def take_turns(chosen: Sequence[Chosen]) -> list[Chosen]:
    """Let what goes with each liking, and each kind of thing, come in turn: three headlamps are one idea."""
    by_liking: dict[str, dict[tuple[str, ...], list[Chosen]]] = {}
    for one in chosen:
        by_liking.setdefault("".join(one.matched[:1]), {}).setdefault(one.matched, []).append(one)
    turns = [_in_turn(list(by_kind.values())) for by_kind in by_liking.values()]
    return _in_turn(turns)


def _in_turn(rows: Sequence[Sequence[Chosen]]) -> list[Chosen]:
    return [one for turn in zip_longest(*rows) for one in turn if one is not None]
