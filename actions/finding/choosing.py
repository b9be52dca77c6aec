"""How products are chosen to be shown: by a search, for the shopper's taste, as a present, by likeness, by reviewers.

`turn.memory.chosen_by` says which, so that the same choice can be explained, continued and changed in later turns; it
is made anew each time, as what may be told of others can change in between.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.cards import make_product_cards
from actions.context import current_graph, current_recommender, current_shelf, current_store
from actions.finding.by_taste import order_by_taste
from actions.finding.chosen import MOST_REASONS, Chosen
from actions.finding.criteria import as_query, says_nothing
from actions.finding.fitting import find_fitting, sizes_of
from actions.finding.limits import keep_within
from actions.finding.needs import asks_more, keep_needed
from actions.finding.occasions import find_suited, keep_suited, order_for_occasion, take_turns, with_liking
from actions.finding.pursuits import keep_for
from actions.finding.sorting import sort_chosen
from actions.memory import Criteria, list_in
from actions.opinions.asked import AskedOpinion, hear_opinions, tell_opinions
from actions.opinions.favours import ByFriends, read_favours
from actions.quick_replies import QuickReply
from actions.turn import ActionTurn
from recommender.children import speaks_of_child
from recommender.experiments.listed import HearsShown, list_of
from recommender.merchandising import keep_caps
from recommender.serve import SuggestContext, Suggestion
from retrieval.graph import Matching, Relation
from retrieval.search import Found
from retrieval.terms import holds, split_terms
from shop.access import list_people, open_eyes
from shop.catalogue import Product, find_product, get_listings
from shop.errors import NotFound
from shop.merchandising.rules import rules_in_force
from shop.wishlists.gifts import SeenWish, wishlist_of

SHOWN = 5
SEARCH: dict[str, Any] = {"as": "search"}
POOL = 100  # found or suggested products that are looked at
_SUGGESTED = ("suggestion", "gift", "group")  # by the recommender, so that the merchant's rules are about them
_IN_ORDER = ("search", "opinion")  # by the search already
_MOST_EARLIER = 10  # lists that can be come back to
TASTED = 40  # products that a taste may put first: behind them comes what is hardly what was asked for
_SORTED = 25  # of the best: the cheapest of all hundred would suit nobody
_LOOKED_AT = 30  # of what a search finds at least: what states what is needed may stand below what does not
_NARROWED = 300  # products that meet the conditions of the message, among which suggestions are looked for


@dataclass(frozen=True)
class Wanted:
    """What a list is chosen for: how many products at least, of what kind, and which not."""

    criteria: Criteria
    limit: int
    out: Collection[str]


def choose(
    turn: ActionTurn,
    chosen_by: dict[str, Any],
    limit: int = SHOWN,
    excluded: Collection[str] = (),
    criteria: Criteria | None = None,
) -> list[Chosen]:
    """Return what this way of choosing gives now, the best first, without rejected and `excluded` products.

    All of it meets the criteria, which are those of the conversation unless others are given.
    """
    out = {*turn.memory.rejected_ids, *excluded}
    asked = criteria or turn.memory.criteria
    taste = asked.taste if asked.sort == "best" else ""
    sorts = asked.sort != "best" and chosen_by.get("as") not in _IN_ORDER
    wanted = Wanted(asked, max(limit, _SORTED if sorts else TASTED if taste else 0), out)
    ways = {
        "search": _by_search,
        "suggestion": _by_taste,
        "gift": _as_gift,
        "group": _for_group,
        "similar": _by_likeness,
        "matching": _by_relation,
        "opinion": _by_opinion,
        "friends": _by_friends,
    }
    way = ways.get(str(chosen_by.get("as")))
    found = [one for one in way(turn, chosen_by, wanted) if one.product_id not in out] if way else []
    found = _order_by_taste(turn, taste, found) if taste else found
    found = sort_chosen(turn, found[:_SORTED], asked.sort) if sorts else found
    return (_keep_caps(turn, found) if chosen_by.get("as") in _SUGGESTED else found)[:limit]


def _order_by_taste(turn: ActionTurn, taste: str, found: Sequence[Chosen]) -> list[Chosen]:
    """Return them as the words order them, each with the reason first; as they were where no words tell."""
    order = order_by_taste(turn, taste, [one.product_id for one in found[:TASTED]])
    if order is None:
        return list(found)
    by_id = {one.product_id: one for one in found}
    return [
        replace(by_id[id], reasons=(order.reasons[id], *by_id[id].reasons[: MOST_REASONS - 1]), by_taste=True)
        for id in order.product_ids
    ]


def search_for(turn: ActionTurn, criteria: Criteria, limit: int = POOL) -> list[Chosen]:
    """Return what the shelf finds for these criteria, without rejected products."""
    rejected = set(turn.memory.rejected_ids)
    many = _NARROWED if criteria.limits else max(limit + len(rejected), _LOOKED_AT)
    found = _keep_asked(criteria, current_shelf().find_products(as_query(criteria), many))
    kept = [one for one in found if one.product_id not in rejected][:limit]
    return [Chosen(one.product_id, matched=one.matched, akin=one.akin) for one in kept]


def _keep_asked(criteria: Criteria, found: list[Found]) -> list[Found]:
    """Return those that state what the criteria's limits allow, and nothing against what they need."""
    if not criteria.limits and not asks_more(criteria):
        return found
    with current_store().read() as tx:
        listings = get_listings(tx, [one.product_id for one in found])
    by_id = {one.product_id: one for one in found}
    best_first = criteria.sort == "best"
    kept = keep_within(criteria.limits, [listings[id] for id in by_id if id in listings], nearest_first=best_first)
    return [by_id[one.product.id] for one in keep_needed(criteria, kept, best_first=best_first)]


def show_products(
    turn: ActionTurn,
    response: str,
    chosen: Sequence[Chosen],
    chosen_by: dict[str, Any],
    values: dict[str, Any],
    quick_replies: Sequence[QuickReply] = (),
    *,
    keep_before: bool = True,
    evidence: Sequence[str] = (),
) -> None:
    """Say `response` with the cards of these products, and remember what was shown and how it was chosen.

    The list before is kept, to come back to. `evidence` are ids of what the reasons were told from.

    The words get the number of cards as `count`, and the first one's title and currency besides `values`.
    """
    cards = make_product_cards(turn, [c.product_id for c in chosen], {c.product_id: c.reasons for c in chosen})
    ids = [card.product_id for card in cards]
    turn.memory.product_ids, turn.memory.chosen_by = ids, {**chosen_by, "ids": ids}
    if keep_before:
        keep_list(turn)
    turn.memory.deed = {}  # from now on "undo that" means the list
    turn.memory.variant_id = ""
    turn.focus(ids[0] if len(ids) == 1 else "")
    turn.show("products")
    about = {
        "count": len(cards),
        "first": cards[0].title if cards else "",
        "currency": cards[0].currency if cards else "EUR",
    }
    turn.say(
        response,
        values=about | values,
        products=cards,
        quick_replies=() if turn.mood == "angry" else quick_replies,
        evidence=[*ids, *evidence],
    )
    _tell_shown(chosen, ids)


def keep_list(turn: ActionTurn) -> None:
    """Keep the list that was there before this message, if it was another one."""
    before, now = turn.list_before, list_in(turn.memory)
    same = before.product_ids == now.product_ids and before.criteria == now.criteria
    if before.product_ids and not same and turn.memory.earlier[-1:] != [before]:
        turn.memory.earlier = [*turn.memory.earlier, before][-_MOST_EARLIER:]


def _tell_shown(chosen: Sequence[Chosen], product_ids: Sequence[str]) -> None:
    """Let the recommender know what the shopper sees of its suggestions."""
    list_id = next((found.list_id for found in chosen if found.list_id), "")
    if list_id and isinstance(recommender := current_recommender(), HearsShown):
        recommender.shown(list_id, product_ids)


def _by_search(turn: ActionTurn, chosen_by: dict[str, Any], wanted: Wanted) -> list[Chosen]:
    return search_for(turn, wanted.criteria, wanted.limit + len(wanted.out))


def _by_opinion(turn: ActionTurn, chosen_by: dict[str, Any], wanted: Wanted) -> list[Chosen]:
    """Return what reviewers praise for the wish, the most praised first unless another order is wished."""
    asked = AskedOpinion.of(chosen_by)
    ids = find_asked(turn, asked, wanted.criteria)
    praised = {one.product_id: one for one in hear_opinions(turn, asked, ids) if one.is_praise}
    order = list(praised) if wanted.criteria.sort == "best" else [id for id in ids if id in praised]
    reasons = tell_opinions(turn, asked, list(praised.values()))
    return [Chosen(id, reasons[id], told_from=(praised[id].quotes[0].review_id,)) for id in order]


def _by_friends(turn: ActionTurn, chosen_by: dict[str, Any], wanted: Wanted) -> list[Chosen]:
    """Return what meets the criteria and friends speak for, or those people whose word counts, the best first."""
    way, asked = ByFriends.of(chosen_by), wanted.criteria
    matched: dict[str, tuple[str, ...]] | None = None
    if asked.text or asked.product_type:
        matched = {one.product_id: one.matched for one in search_for(turn, replace(asked, sort="best")) if not one.akin}
    favours = read_favours(turn, None if matched is None else list(matched), way.person_ids, liked=way.liked)
    kept = keep_for(turn, way.purpose, list(favours))
    chosen = [
        Chosen(id, one.reasons, (matched or {}).get(id, ()), told_from=one.review_ids)
        for id, one in favours.items()
        if id in kept
    ]
    return chosen if matched is not None else _meeting(chosen, asked)


def find_asked(turn: ActionTurn, asked: AskedOpinion, criteria: Criteria) -> list[str]:
    """Return the products whose reviewers are asked, by id: what meets the criteria, of some if so."""
    if asked.among_ids:
        among = [Chosen(id) for id in asked.among_ids]
        return [one.product_id for one in _meeting(among, replace(criteria, text="", sort="best"))]
    return [one.product_id for one in search_for(turn, criteria) if not one.akin]


def _by_taste(turn: ActionTurn, chosen_by: dict[str, Any], wanted: Wanted) -> list[Chosen]:
    context = SuggestContext(
        seed_product_ids=chosen_by.get("seed_ids", ()),
        budget_max_cents=chosen_by.get("budget_max_cents"),
        excluded_ids=tuple(wanted.out),
        for_child=bool(chosen_by.get("for_child")),
        child_age=chosen_by.get("child_age"),
    )
    return _suggest(turn.customer_id, context, wanted)


def _as_gift(turn: ActionTurn, chosen_by: dict[str, Any], wanted: Wanted) -> list[Chosen]:
    """Return the receiver's open wishes first, as far as the giver may see them, then suggestions for them."""
    recipient_id = chosen_by.get("recipient_id")
    wishes = _wishes_of(turn, recipient_id) if recipient_id else ()
    given = {wish.product_id for wish in wishes if wish.taken or wish.mine_to_give}
    context = SuggestContext(
        recipient_id=recipient_id,
        budget_max_cents=chosen_by.get("budget_max_cents"),
        excluded_ids=(*wanted.out, *(wish.product_id for wish in wishes)),
        for_child=bool(chosen_by.get("for_child")),
        child_age=chosen_by.get("child_age"),
        only_suited=not wanted.criteria.product_type,
    )
    # Without a receiver that the shop knows, the giver's own taste says nothing of theirs.
    giver_id = turn.customer_id if recipient_id else None
    others = _suggest(giver_id, context, wanted)
    open_wishes = [wish.product_id for wish in wishes if wish.product_id not in given]
    wished = _meeting(_affordable(turn, open_wishes, chosen_by), replace(wanted.criteria, text="", kinds={}))
    others = [found for found in others if found.product_id not in {wish.product_id for wish in wishes}]
    return wished + (_fitting(turn, recipient_id, chosen_by["who"], others) if recipient_id else others)


def _fitting(turn: ActionTurn, person_id: str, who: str, chosen: list[Chosen]) -> list[Chosen]:
    """Return those that come in the sizes of theirs that the shopper may know, each saying so; all for none."""
    sizes = sizes_of(turn, person_id)
    fits = find_fitting(turn, sizes, [one.product_id for one in chosen]) if sizes else {}
    kept = [(one, fits.get(one.product_id, "")) for one in chosen]
    told = f"Comes in {who}'s size, "
    return [
        replace(one, reasons=(*one.reasons[: MOST_REASONS - 1], told + size)) if size else one
        for one, size in kept
        if size is not None
    ]


def _for_group(turn: ActionTurn, chosen_by: dict[str, Any], wanted: Wanted) -> list[Chosen]:
    """Return what pleases all members that still exist for the shopper."""
    with turn.store.read() as tx:
        there = {one.id for one in list_people(tx, open_eyes(tx, turn.customer_id), chosen_by["member_ids"])}
    context = SuggestContext(
        member_ids=tuple(id for id in chosen_by["member_ids"] if id in there),
        budget_max_cents=chosen_by.get("budget_max_cents"),
        excluded_ids=tuple(wanted.out),
        for_child=bool(chosen_by.get("for_child")),
    )
    return _suggest(turn.customer_id, context, wanted)


def _by_likeness(turn: ActionTurn, chosen_by: dict[str, Any], wanted: Wanted) -> list[Chosen]:
    try:
        similar = current_recommender().similar(chosen_by["product_id"], turn.customer_id, max(POOL, wanted.limit))
    except NotFound:
        return []
    kind = find_product(turn.store, chosen_by["product_id"]).product.type
    return _narrow(similar, wanted.criteria, kind)


def _by_relation(turn: ActionTurn, chosen_by: dict[str, Any], wanted: Wanted) -> list[Chosen]:
    """Return what goes with a product: what is made for it, what works with it, then what people buy with it."""
    found = current_graph().matching(chosen_by["product_id"])
    with turn.store.read() as tx:
        listings = get_listings(tx, [chosen_by["product_id"], *(one.product_id for one in found)])
    whole = listings.get(chosen_by["product_id"])
    if whole is None:
        return []
    title = whole.product.title
    there = [one for one in found if one.product_id in listings and listings[one.product_id].available]
    kind = split_terms(chosen_by.get("kind", ""))
    of_kind = [one for one in there if kind and holds(split_terms(listings[one.product_id].product.type), kind)]
    related = [Chosen(one.product_id, (_tell_relation(one, title),)) for one in of_kind or there]
    return _meeting(keep_suited(related, chosen_by.get("occasion", "")), replace(wanted.criteria, text="", occasion=""))


def _tell_relation(one: Matching, title: str) -> str:
    if one.relation is Relation.ACCESSORY_OF:
        return f"Made for the {title}"
    if one.relation is Relation.WORKS_WITH:
        return f"Works with the {title}"
    return f"{one.count} customers bought both"


def _suggest(customer_id: str | None, context: SuggestContext, wanted: Wanted) -> list[Chosen]:
    """Return suggestions for this customer from among what meets the criteria; the context has the highest price."""
    meeting: dict[str, tuple[str, ...]] = {}
    if not says_nothing(replace(wanted.criteria, price_max_cents=None)):
        meeting = _find_meeting(wanted.criteria)
        context = replace(context, among_ids=tuple(meeting), kind_named=bool(wanted.criteria.product_type))
    kinds = wanted.criteria.kinds
    said = f"{wanted.criteria.text} {wanted.criteria.product_type} {' '.join(kinds.values())}"
    context = replace(context, for_child=context.for_child or speaks_of_child(said))
    in_turn = bool(kinds or wanted.criteria.occasion)
    made = current_recommender().suggest(customer_id, context, POOL if in_turn else wanted.limit)
    chosen = [Chosen(one.product_id, one.reasons, meeting.get(one.product_id, ()), list_of(one)) for one in made]
    if wanted.criteria.occasion:
        return order_for_occasion(chosen, find_suited(wanted.criteria, _find_meeting))
    return take_turns([with_liking(one, kinds) for one in chosen]) if kinds else chosen


def _find_meeting(criteria: Criteria) -> dict[str, tuple[str, ...]]:
    """Return the products that meet the criteria, with the words of the search that each has."""
    if criteria.kinds:
        return _find_liked(criteria)
    if criteria.occasion:
        suited = find_suited(criteria, _find_meeting)
        with current_store().read() as tx:
            products = tx.get_many(Product, list(suited))
        return {id: (products[id].type,) for id in suited if id in products}
    found = _keep_asked(criteria, current_shelf().find_products(as_query(criteria), _NARROWED))
    return {one.product_id: one.matched for one in found}


def _find_liked(criteria: Criteria) -> dict[str, tuple[str, ...]]:
    """Return what goes with one of the likings, with the liking as its word, and what has a word of the others."""
    plain, found = replace(criteria, kinds={}), dict[str, tuple[str, ...]]()
    for kind, liking in {} if criteria.product_type else criteria.kinds.items():
        for id in _find_meeting(replace(plain, product_type=kind, text="")):
            found.setdefault(id, (liking, kind))
    others = _find_meeting(plain) if criteria.text or criteria.product_type else {}
    return found | {id: words for id, words in others.items() if id not in found and (words or criteria.product_type)}


def _meeting(chosen: list[Chosen], criteria: Criteria) -> list[Chosen]:
    """Return those that meet the criteria, in their order."""
    if says_nothing(criteria) or not chosen:
        return chosen
    meeting = _find_meeting(criteria)
    return [found for found in chosen if found.product_id in meeting]


def _narrow(similar: Sequence[Suggestion], criteria: Criteria, kind: str) -> list[Chosen]:
    """Return those that meet the criteria, then what else meets them; all of them when there are no criteria.

    `kind` is the type of product looked for when the criteria name none.
    """
    chosen = [Chosen(found.product_id, found.reasons, list_id=list_of(found)) for found in similar]
    if says_nothing(criteria):
        return chosen
    meeting = _find_meeting(replace(criteria, product_type=criteria.product_type or kind))
    kept = [replace(found, matched=meeting[found.product_id]) for found in chosen if found.product_id in meeting]
    known = {found.product_id for found in kept}
    return kept + [Chosen(id, matched=matched) for id, matched in meeting.items() if id not in known]


def _keep_caps(turn: ActionTurn, chosen: list[Chosen]) -> list[Chosen]:
    """Return those that leave the merchant's caps kept, also with what a wishlist added."""
    with turn.store.read() as tx:
        rules = rules_in_force(tx)
        products = tx.get_many(Product, [one.product_id for one in chosen]) if rules else {}
    kept = set(keep_caps(rules, products.values()))
    return [one for one in chosen if one.product_id in kept] if rules else chosen


def _wishes_of(turn: ActionTurn, recipient_id: str) -> tuple[SeenWish, ...]:
    try:
        return wishlist_of(turn.store, turn.customer_id, recipient_id)
    except NotFound:
        return ()  # they no longer exist for the giver


def _affordable(turn: ActionTurn, product_ids: list[str], chosen_by: dict[str, Any]) -> list[Chosen]:
    """Return those of these wishes that can be bought within the budget."""
    most = chosen_by.get("budget_max_cents")
    with turn.store.read() as tx:
        listings = get_listings(tx, product_ids)
    return [
        Chosen(id, (f"It is on {chosen_by['who']}'s wishlist",))
        for id, listing in listings.items()
        if listing.available and (most is None or listing.product.price_from_cents <= most)
    ]
