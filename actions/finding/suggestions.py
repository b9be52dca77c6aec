"""Suggestions for the shopper's own taste, things like another, and saying no to what was shown."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.finding.choosing import POOL, SEARCH, SHOWN, choose, keep_list, show_products
from actions.finding.company import is_for_several
from actions.finding.criteria import is_refused, only_refuses, read_criteria, says_nothing, tell_criteria
from actions.finding.for_occasion import show_for_occasion
from actions.finding.gifts import seek_for, seek_together
from actions.finding.givers import find_givers, gives_too
from actions.finding.going_back import rejection_id
from actions.finding.likeness import show_similar
from actions.finding.picking import pick_of_shown
from actions.finding.refined_search import change_list
from actions.finding.refining import read_refinement
from actions.finding.refusals import refused_purposes, refused_things
from actions.finding.search import next_ideas, show_found
from actions.finding.taste_wishes import read_taste
from actions.listings import read_listings
from actions.memory import Criteria
from actions.opinions.by_friends import show_by_friends
from actions.reference.resolve import find_products_meant
from actions.turn import ActionTurn, ShopAction
from retrieval.terms import split_terms, wanted_words
from shop.activity import Event, EventName
from shop.activity.events import record_events
from shop.catalogue import Product

_MOST_REJECTED = 200
_LONGEST_NAME = 3  # words of what is turned down
_CHANGES = ("undo", "that_brand", "other_brand", "other_colour")  # of the list, and no word on single products
_ALL_OF_THEM = re.compile(
    r"\b(?:these|those|them|any|none|all|everything|nothing|neither|not a single)\b", re.IGNORECASE
)
_NO_ONE = re.compile(
    r"\b(?:not|no|nope|without|except|(?:any|every)thing but|have|has|own|owns|got)\b\W+"
    r"(?:(?:the|that|those|these|any|an?)\W+)?(?P<called>[\w' -]+?)\W*$",
    re.IGNORECASE,
)
_BEGINS_WITH_NO = re.compile(r"^(?:(?:but|and|ok|hm+|well)\W+)*(?:not?|without)\s", re.IGNORECASE)
_NO_NAME = frozenset(
    ("1", "one", "ones", "either", "please", "pls", "thing", "things", "already", "thank", "thanks", "it")
)
_OF_THESE = re.compile(
    r"\bwhich\b.*\b(?:you|i)\b|\bwhat (?:would|do|should|'d) (?:you|i) (?:pick|take|choose|go for|recommend|buy|get)\b"
    r"|\byour (?:pick|favou?rite|choice)\b",
    re.IGNORECASE,
)
_NO_TASTE = frozenset((
    "suggestion", "suggestions", "idea", "ideas", "surprise", "taste", "style", "like", "likes", "liked", "advise",
    "advice", "personally", "opinion", "suit", "fit", "open", "clue", "pick", "choose", "throw", "purchase", "must",
    "haves", "next", "items", "buy", "want", "idk", "know", "think", "person", "someone", "mine", "myself",
    "according", "reviews", "else", "more", "other", "others", "today", "now", "you've", "spend", "budget", "please",
    "could", "should", "would", "friend", "friends", "friend's", "mates", "love", "loves", "loved", "because",
))  # fmt: skip


class ActionRecommend(ShopAction):
    """Suggests from what the shopper did and their friends like; for guests, what is liked here."""

    action_name = "action_recommend"

    def act(self, turn: ActionTurn) -> None:
        if find_givers(turn) and gives_too(turn):
            seek_for(turn, {})  # "what could Priya and I give Ana"
            return
        if turn.customer_id is not None and is_for_several(turn):
            seek_together(turn)
            return
        if _OF_THESE.search(turn.text) and not turn.entity("product_type") and pick_of_shown(turn):
            return
        if show_for_occasion(turn, least=SHOWN):  # for a birthday, what suits the shopper says more
            return
        said = read_criteria(turn)
        words = " ".join(word for word in wanted_words(said.text) if word.lower() not in _NO_TASTE)
        chosen_by: dict[str, Any] = {
            "as": "suggestion",
            "budget_max_cents": said.price_max_cents,
            "seed_ids": [turn.page_product_id] if turn.page_product_id else [],
        }
        before = turn.memory.product_ids if turn.memory.chosen_by.get("as") == "suggestion" else []
        for criteria in (replace(said, text=words), replace(said, text="")):
            turn.memory.criteria = criteria
            chosen = choose(turn, chosen_by, excluded=before) or choose(turn, chosen_by)
            if chosen:
                values = {
                    "known": turn.customer_id is not None,
                    "what": tell_criteria(criteria),
                    "price_max_cents": criteria.price_max_cents,
                }
                show_products(turn, "suggestions_for_you", chosen, chosen_by, values, next_ideas())
                return
        turn.say("no_suggestions", values={"what": tell_criteria(said)})


class ActionFindSimilar(ShopAction):
    """Shows things like one product, within what else the message says."""

    action_name = "action_find_similar"

    def act(self, turn: ActionTurn) -> None:
        if not show_by_friends(turn):
            show_similar(turn)


class ActionReject(ShopAction):
    """Remembers what is not wanted, and shows others; none to an angry shopper."""

    action_name = "action_reject"

    def act(self, turn: ActionTurn) -> None:
        if turn.memory.product_ids and read_refinement(turn).has(*_CHANGES):
            change_list(turn)
            return
        if turn.memory.product_ids and (_refuses_property(turn) or _is_of_taste(turn)):
            change_list(turn)
            return
        if turn.memory.product_ids and (kind := _other_kind(turn)):
            _search_kind(turn, kind)
            return
        rejected = _read_rejected(turn)
        if not rejected and not turn.memory.product_ids and not turn.entities:
            turn.say("nothing_to_decline")
            return
        _note_passed_over(turn, rejected)
        turn.memory.rejected_ids = list(dict.fromkeys([*turn.memory.rejected_ids, *rejected]))[-_MOST_REJECTED:]
        _record(turn, rejected)
        _refuse_named(turn)
        if turn.memory.product_id in rejected:
            turn.focus("")
        if turn.mood == "angry" or not turn.memory.chosen_by:
            turn.say("rejected", values={"count": len(rejected)})
            return
        chosen_by = turn.memory.chosen_by
        others = [] if _narrows(turn, rejected) else choose(turn, chosen_by, excluded=turn.memory.product_ids)
        chosen = others or choose(turn, chosen_by)
        if chosen:
            show_products(turn, "others_instead", chosen, chosen_by, {"rejected": len(rejected)}, next_ideas())
        elif chosen_by["as"] == "search" and not says_nothing(turn.memory.criteria):
            show_found(turn, turn.memory.criteria, [])  # gives up another wish, and says which
        else:
            turn.memory.product_ids = []
            keep_list(turn)
            turn.say("nothing_else", values={"rejected": len(rejected)})


def _other_kind(turn: ActionTurn) -> str:
    """Return the kind of thing that is named and not turned down, and of which nothing is shown; "" for none.

    "Not wool jumper", after boots, is about a jumper.
    """
    if not _BEGINS_WITH_NO.match(turn.text):
        return ""
    kinds = [one.value for one in turn.entities if one.name == "product_type" and not is_refused(turn, one)]
    listed = [one.product for one in read_listings(turn, turn.memory.product_ids)]
    shown = [set(split_terms(f"{product.type} {product.title}")) for product in listed]
    kind = kinds[0] if kinds else ""
    return "" if any(set(split_terms(kind)) <= terms for terms in shown) else kind


def _search_kind(turn: ActionTurn, kind: str) -> None:
    """Look for this kind without what is refused of it."""
    said = read_criteria(turn)
    refused = [*said.not_features, *([said.material] if said.material else [])]
    criteria = Criteria(
        product_type=kind,
        not_features=list(dict.fromkeys(one for one in refused if one.casefold() != kind.casefold())),
        not_colours=[*said.not_colours, *([said.colour] if said.colour else [])],
        not_brands=[*said.not_brands, *([said.brand] if said.brand else [])],
    )
    show_found(turn, criteria, choose(turn, SEARCH, POOL, criteria=criteria))


def _note_passed_over(turn: ActionTurn, rejected: Sequence[str]) -> None:
    """Keep which were turned down only as "all of these": who asks for that kind anew is shown them again."""
    memory = turn.memory
    whole = len(rejected) > 1 and set(rejected) == set(memory.product_ids)
    before = [id for id in memory.passed_over_ids if id not in rejected]
    new = [id for id in rejected if id not in memory.rejected_ids or id in memory.passed_over_ids] if whole else []
    memory.passed_over_ids = [*before, *new][-_MOST_REJECTED:]


def _is_of_taste(turn: ActionTurn) -> bool:
    """Say whether it tells how others should be: "not that, less sporty"."""
    return bool(read_taste(turn, read_listings(turn, turn.memory.product_ids)))


def _narrows(turn: ActionTurn, rejected: Sequence[str]) -> bool:
    """Say whether only something of the list is turned down, so that the rest of it is still wanted."""
    shown = set(turn.memory.product_ids)
    return turn.memory.chosen_by.get("as") == "search" and len(shown.intersection(rejected)) < len(shown)


def _read_rejected(turn: ActionTurn) -> list[str]:
    """Return what is not wanted: the one named, or placed, or talked about; else all that was shown."""
    named = any(turn.entity(name) for name in ("product", "ordinal", "colour", "brand", "material"))
    shown = turn.memory.product_ids
    if only_refuses(turn) or (not named and any(entity.role == "not" for entity in turn.entities)):
        return []  # what is left out from now on, and no word on the others
    if called := _shown_and_called(turn):
        return called
    if not named and _refuses_kind(turn):
        return []
    meant = find_products_meant(turn) if named else []
    if named:
        return [id for id in meant if len(meant) == 1 or id in shown]
    if turn.memory.product_id and not _ALL_OF_THEM.search(turn.text):
        return [turn.memory.product_id]
    return list(shown)


def _refuses_property(turn: ActionTurn) -> bool:
    """Say whether it is not these products that are turned down, but something they may have: "no teflon please"."""
    named = any(turn.entity(name) for name in ("product", "ordinal", "colour", "brand", "material", "product_type"))
    refused = refused_things(turn) or (refused_purposes(turn.text) and not turn.entity("person"))
    return not named and bool(refused) and not _shown_and_called(turn)


def _shown_and_called(turn: ActionTurn) -> list[str]:
    """Return those shown that have the words after a no in their title or make: "not the carbon one"; [] for all."""
    words = _refused_words(turn)
    if not words:
        return []
    with turn.store.read() as tx:
        products = tx.get_many(Product, turn.memory.product_ids).values()
    called = [one.id for one in products if words <= set(split_terms(f"{one.brand} {one.title}"))]
    return called if len(called) < len(turn.memory.product_ids) else []


def _refuses_kind(turn: ActionTurn) -> bool:
    """Say whether one of a kind is turned down: "not the carbon one", whether one of carbon is shown or not."""
    return re.search(r"\bthe\s+\S.*\bones?\b", turn.text, re.IGNORECASE) is not None and bool(_refused_words(turn))


def _refused_words(turn: ActionTurn) -> set[str]:
    """Return what the one that is not wanted is called: "carbon" of "not the carbon one"."""
    said = _NO_ONE.search(turn.text)
    if said is None or _ALL_OF_THEM.search(turn.text):
        return set()
    words = set(split_terms(said["called"])) - _NO_NAME
    return words if len(words) <= _LONGEST_NAME else set()


def _refuse_named(turn: ActionTurn) -> None:
    """From now on leave out what the message refuses: "no polyester stuff", "hate noise cancelling"."""
    said, now = read_criteria(turn), turn.memory.criteria
    materials = turn.all_entities("material") if not turn.entity("product") else []
    if _refuses_kind(turn) and not _shown_and_called(turn):
        materials = [*materials, *sorted(_refused_words(turn))]
    turn.memory.criteria = replace(
        now,
        not_brands=list(dict.fromkeys([*now.not_brands, *said.not_brands])),
        not_colours=list(dict.fromkeys([*now.not_colours, *said.not_colours])),
        not_features=list(dict.fromkeys([*now.not_features, *said.not_features, *materials])),
    )


def _record(turn: ActionTurn, rejected: Sequence[str]) -> None:
    """Let suggestions learn from it; the shop keeps it only of those who consent."""
    if turn.customer_id is None or not rejected:
        return
    with turn.store.read() as tx:
        now = tx.now
    customer_id = turn.customer_id
    record_events(
        turn.store,
        [Event(rejection_id(turn, id), EventName.DISLIKE, customer_id, id, None, None, now) for id in rejected],
    )
