"""Two to four products side by side: action_compare. Which goes furthest is told of more."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from actions.cards import make_product_cards
from actions.finding.by_people import tell_by_group
from actions.finding.by_taste import TasteOrder, order_by_taste
from actions.finding.choosing import keep_list
from actions.finding.citations import page_of
from actions.finding.compared import FEWEST, MOST, WITH_IT, compared_before, find_compared
from actions.finding.comparing_alike import compares_with_alike, find_beside
from actions.finding.comparing_kinds import find_of_kinds
from actions.finding.picking import pick_of_shown
from actions.finding.product_questions import answer_for_list, facts_of_each
from actions.finding.search import search_anew
from actions.finding.standing import asks_cards, stand_by_cards
from actions.finding.suits import speaks_of, tell_which_suit
from actions.finding.superlatives import Standing, find_standing, rank_by, read_purpose, read_superlative
from actions.finding.swapping import swap_compared
from actions.finding.taste_wishes import read_taste_asked
from actions.listings import read_listings
from actions.names import join_names
from actions.opinions.unpaid import count_suspected
from actions.quick_replies import quick_reply
from actions.turn import ActionTurn, ShopAction
from language.undecided import is_undecided
from shop.cards import ComparisonRow, ProductCard
from shop.catalogue import Listing
from shop.orders.wording import format_money

NOT_STATED = "not stated"
_MOST_PROPERTIES = 12
_ASKS_OPINION = re.compile(
    r"\b(?:would|wud|should|do) (?:you|u|i) (?:take|pick|choose|recommend|buy|get|go for|prefer)\b"
    r"|\byour (?:pick|favou?rite|choice)\b",
    re.IGNORECASE,
)
_WHICH_ARE = re.compile(
    r"\bwhich(?: (?:of (?:them|these|those)|one|ones))? (?:is|are|has|have|can|do|does|comes?|works?|fits?)\b"
    r"(?! (?:the )?(?:better|best|worse|worst|nicer|right|most|your)\b)",
    re.IGNORECASE,
)


class ActionCompare(ShopAction):
    """Compares products by price, stars, what they come in and every property that the shop knows of them."""

    action_name = "action_compare"

    def act(self, turn: ActionTurn) -> None:
        if not turn.entity("product") and tell_by_group(turn):
            return
        undecided = _ASKS_OPINION.search(turn.text) or is_undecided(turn.text)
        if undecided and not turn.entity("product") and pick_of_shown(turn):
            return
        if (_asks_which(turn) and answer_for_list(turn)) or tell_which_suit(turn):
            return
        swapped = swap_compared(turn)
        if swapped == []:
            titles = [one.product.title for one in read_listings(turn, turn.memory.product_ids)]
            turn.say("swap_unclear", values={"titles": titles})
            return
        beside = compares_with_alike(turn) and not swapped
        ids = swapped or (find_beside(turn) if beside else find_of_kinds(turn) or find_compared(turn))
        if beside and not ids and turn.said:
            return  # that nothing is like it
        listings = read_listings(turn, ids)
        if len(listings) < FEWEST and turn.entity("product_type") and not turn.entity("product"):
            search_anew(turn)  # "which trail shoe is best in mud" wants some to be found
            return
        if len(listings) < FEWEST:
            _ask_what(turn, listings)
            return
        _put_side_by_side(turn, listings)


def _put_side_by_side(turn: ActionTurn, listings: Sequence[Listing]) -> None:
    """Show those that go furthest in what is asked for, four at most, and say which are left out."""
    by_words = None
    if not read_superlative(turn.text):
        by_words = _order_by_words(turn, [listing.product.id for listing in listings])
    listings = _rank(turn, listings, by_words)
    reasons = {id: (reason,) for id, reason in by_words.reasons.items()} if by_words else {}
    cards = make_product_cards(turn, [listing.product.id for listing in listings], reasons)
    compared_last = compared_before(turn)
    shown = [card.product_id for card in cards[:MOST]]
    turn.memory.product_ids, turn.memory.variant_id = shown, ""
    turn.memory.compared = shown
    before = set(turn.list_before.product_ids)
    if set(shown) != before:
        keep_list(turn)
    turn.show("products")
    response, said, winner = _answer(turn, listings, cards, by_words)
    it = turn.memory.product_id
    kept = set(shown) == before or (it in shown and WITH_IT.search(turn.text))
    turn.focus(winner or (it if kept else ""))
    turn.say(
        response,
        values=said,
        products=cards[:MOST],
        comparison=compare(listings[:MOST], cards[:MOST], count_suspected(turn, shown)),
        evidence=shown,
    )
    if left := cards[MOST:]:
        _tell_left_out(turn, left, added=shown == compared_last)


def _rank(turn: ActionTurn, listings: Sequence[Listing], by_words: TasteOrder | None) -> list[Listing]:
    """Return the products, first what goes furthest in what the message asks for; as they were for nothing."""
    if asked := read_superlative(turn.text):
        ranked = rank_by(asked, listings)
        return [*ranked, *(listing for listing in listings if listing not in ranked)]
    if by_words:
        return sorted(listings, key=lambda listing: by_words.product_ids.index(listing.product.id))
    standing = stand_by_cards(turn.text, make_product_cards(turn, [listing.product.id for listing in listings]))
    titles = [title for title, _ in standing.ranked] if standing and len(listings) > MOST else []
    return sorted(listings, key=lambda one: titles.index(one.product.title) if one.product.title in titles else MOST)


def _tell_left_out(turn: ActionTurn, left: Sequence[ProductCard], *, added: bool) -> None:
    """Say which do not stand side by side, and how they can; one that was to be added is "it" from now on."""
    if added and len(left) == 1:
        turn.focus(left[0].product_id)
    values = {"most": MOST, "left": join_names([card.title for card in left]), "count": len(left), "added": added}
    turn.say("compared_most", values=values, evidence=[card.product_id for card in left])


def compare(
    listings: Sequence[Listing], cards: Sequence[ProductCard], suspected: Mapping[str, int]
) -> list[ComparisonRow]:
    """Return the rows of a comparison: what every product has first, then properties that most of them state.

    `suspected` is how many reviews of a product look bought, said beside its stars.
    """
    ids = [card.product_id for card in cards]
    rows = [
        _row("price", "price", ids, [format_money(card.price_cents, card.currency) for card in cards]),
        _row("rating", "reviews", ids, [_tell_rating(card, suspected.get(card.product_id, 0)) for card in cards]),
        _row("in stock", "stock", ids, ["yes" if card.in_stock else "no" for card in cards]),
        _row("brand", "brand", ids, [card.brand or NOT_STATED for card in cards]),
    ]
    options = [_options(listing) for listing in listings]
    for name in _names(options):
        rows.append(_row(name, "option", ids, [", ".join(one.get(name, ())) or NOT_STATED for one in options]))
    stated = [listing.product.attributes for listing in listings]
    for name in _names(stated)[:_MOST_PROPERTIES]:
        if name not in _names(options):
            rows.append(_row(name, "attribute", ids, [one.get(name, NOT_STATED) for one in stated]))
    return rows


def _row(name: str, field: str, product_ids: Sequence[str], values: Sequence[str]) -> ComparisonRow:
    """Return the row with the place where each value stands."""
    part = {"reviews": "reviews", "attribute": "details"}.get(field, "")
    told = zip(product_ids, values, strict=True)
    links = ["" if value == NOT_STATED else page_of(id, part) for id, value in told]
    return ComparisonRow(name, tuple(values), field, tuple(links))


def _asks_which(turn: ActionTurn) -> bool:
    """Say whether it asks which of the list are so, "which of them are waterproof", and none of them by name."""
    by_degree = read_superlative(turn.text) or read_purpose(turn.text) or asks_cards(turn.text)
    named = any(turn.entity(name) for name in ("product", "product_type", "ordinal", "quantity"))
    return _WHICH_ARE.search(turn.text) is not None and not by_degree and not named


def _answer(
    turn: ActionTurn, listings: Sequence[Listing], cards: Sequence[ProductCard], by_words: TasteOrder | None
) -> tuple[str, dict[str, Any], str]:
    """Return what to say: how they stand in what was asked, that it is not stated, or what stands out anyway.

    And the id of the one that is named as going furthest, which is "it" from now on; "" for none.
    """
    ids = {card.title: card.product_id for card in cards}
    standing = find_standing(turn.text, listings) or stand_by_cards(turn.text, cards)
    if standing is not None:
        return "compared_by", _tell_standing(standing), ids[standing.first[0]] if len(standing.first) == 1 else ""
    if by_words:
        return "compared_by_words", _tell_by_words(turn, by_words, cards), cards[0].product_id if by_words.clear else ""
    asked = read_superlative(turn.text)
    purpose = "" if asked else read_purpose(turn.text)
    facts: dict[str, Any] = {}
    told: Sequence[object] = ()
    if purpose:
        of_purpose = partial(speaks_of, purpose=purpose)
        facts, told = facts_of_each(turn, [one.product for one in listings], f"good for {purpose}?", of_purpose)
    if told:
        return "facts_of_list", facts, ""
    wanted = asked.word if asked else purpose
    if wanted:
        return "compared_not_stated", _sum_up(cards[:MOST]) | {"wanted": wanted, "measured": asked is not None}, ""
    return "compared", _sum_up(cards[:MOST]), ""


def _order_by_words(turn: ActionTurn, ids: Sequence[str]) -> TasteOrder | None:
    """Return how words order them, where the message asks by a quality that nobody states: "the most elegant"."""
    taste = read_taste_asked(turn.text)
    return order_by_taste(turn, taste, ids, leave_out=False) if taste else None


def _tell_by_words(turn: ActionTurn, order: TasteOrder, cards: Sequence[ProductCard]) -> dict[str, Any]:
    return {
        "said": read_taste_asked(turn.text),
        "first": cards[0].title if order.clear else "",
        "why": order.reasons[cards[0].product_id],
    }


def _tell_standing(standing: Standing) -> dict[str, Any]:
    """Return what goes furthest and what comes next; of values that cannot be compared, all of them."""
    told = [f"{title} ({stated})" for title, stated in standing.ranked]
    ties = len(standing.first)
    return {
        "word": standing.word,
        "name": standing.name,
        "first": join_names(standing.first),
        "several": ties > 1,
        "best": standing.ranked[0][1],
        "next": told[ties] if 0 < ties < len(told) else "",
        "told": "; ".join(told),
        "silent": join_names(standing.silent),
    }


def _ask_what(turn: ActionTurn, found: Sequence[Listing]) -> None:
    buttons = []
    if len(turn.memory.product_ids) >= FEWEST:
        buttons = [quick_reply("The first two", "compare_products", quantity="2")]
        if len(turn.memory.product_ids) > FEWEST:
            buttons.append(quick_reply("All of them", "compare_products", quantity=str(MOST)))
    known = found[0].product.title if found else ""
    turn.say("what_to_compare", values={"known": known}, quick_replies=buttons)


def _sum_up(cards: Sequence[ProductCard]) -> dict[str, object]:
    """Return the cheapest and the best rated; "" where none stands out."""
    prices = sorted(cards, key=lambda card: card.price_cents)
    rated = sorted((card for card in cards if card.rating is not None), key=lambda card: -(card.rating or 0))
    clear = len(rated) > 1 and rated[0].rating != rated[1].rating
    differs = prices[0].price_cents != prices[1].price_cents and len({card.currency for card in cards}) == 1
    return {
        "count": len(cards),
        "titles": [card.title for card in cards],
        "cheapest": prices[0].title if differs else "",
        "less_cents": prices[1].price_cents - prices[0].price_cents if differs else 0,
        "currency": cards[0].currency,
        "best_rated": rated[0].title if clear else "",
        "stars": f"{rated[0].rating:.1f}" if clear else "",
        "reviews": rated[0].reviews if clear else 0,
    }


def _tell_rating(card: ProductCard, suspected: int) -> str:
    if card.rating is None:
        return "no reviews yet"
    doubt = f", {suspected} {'looks' if suspected == 1 else 'look'} bought" if suspected else ""
    return f"{card.rating:.1f} of 5 ({card.reviews} {'review' if card.reviews == 1 else 'reviews'}{doubt})"


def _options(listing: Listing) -> dict[str, tuple[str, ...]]:
    values: dict[str, dict[str, None]] = {}
    for variant in listing.variants:
        if variant.available:
            for name, value in variant.options.items():
                values.setdefault(name, {})[value] = None
    return {name: tuple(known) for name, known in values.items()}


def _names(stated: Sequence[dict[str, str] | dict[str, tuple[str, ...]]]) -> list[str]:
    """Return all names, those that more products state first, else in their order."""
    names = list(dict.fromkeys(name for facts in stated for name in facts))
    return sorted(names, key=lambda name: -sum(name in facts for facts in stated))
