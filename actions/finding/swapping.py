"""What is swapped in a comparison on the screen, or taken out of it: "swap the third for the trail one"."""

from collections.abc import Sequence

from actions.finding.choosing import search_for
from actions.finding.compared import FEWEST, compared_before, list_placed_in
from actions.listings import read_listings
from actions.memory import Criteria
from actions.reference.resolve import find_products_named
from actions.turn import ActionTurn
from language.swaps import is_it, read_swap
from language.values import read_ordinal
from retrieval.terms import split_wanted
from shop.catalogue import Listing

_NO_NAME = frozenset(("1", "number", "no", "shoe", "other", "comparison"))


def swap_compared(turn: ActionTurn) -> list[str] | None:
    """Return the comparison on the screen after what the message swaps or takes out; None where it does neither.

    What comes in stands where the other stood. [] where it is not clear which is meant, or too few would be left.
    """
    before, swap = compared_before(turn), read_swap(turn.text)
    if not before or swap is None:
        return None
    out = find_by_words(turn, swap.out, before, before)
    if not out:
        return []
    if not swap.into:
        left = [id for id in before if id != out]
        return left if len(left) >= FEWEST else []
    if is_it(swap.into) and turn.memory.product_id:
        it = turn.memory.product_id
        return [it if id == out else id for id in before] if it not in before else []
    others = [id for id in turn.memory.chosen_by.get("ids", ()) if id not in before]
    into = find_by_words(turn, swap.into, others, list_placed_in(turn, [read_ordinal(swap.into) or 0]))
    into = into or find_on_sale(turn, swap.into, before)
    return [into if id == out else id for id in before] if into and into not in before else []


def find_by_words(turn: ActionTurn, words: str, among: Sequence[str], placed: Sequence[str]) -> str:
    """Return the one of `among` that the words mean: by its place in `placed`, its name, or a word of its title."""
    place = read_ordinal(words)
    if place is not None and -len(placed) <= place <= len(placed):
        return placed[place - 1 if place > 0 else place]
    wanted = set(split_wanted(words)) - _NO_NAME
    shares = {one.product.id: _share(one, wanted) for one in read_listings(turn, among)}
    best = [id for id, share in shares.items() if share and share == max(shares.values())]
    if len(best) == 1:
        return best[0]
    named = [id for id in find_products_named(turn, words) if id in among]
    return named[0] if len(named) == 1 else ""


def _share(listing: Listing, wanted: set[str]) -> float:
    product = listing.product
    told = set(split_wanted(f"{product.title} {product.brand} {product.type} {' '.join(product.attributes.values())}"))
    return len(wanted & told) / len(wanted) if wanted and wanted <= told else 0.0


def find_on_sale(turn: ActionTurn, words: str, before: Sequence[str]) -> str:
    """Return what the shop sells by these words, best of the kind of those before; "" for nothing that has them."""
    named = [id for id in find_products_named(turn, words) if id not in before]
    if len(named) == 1:
        return named[0]
    types = [one.product.type for one in read_listings(turn, before)]
    kind = types[0] if len(set(types)) == 1 else ""
    wanted = set(split_wanted(words)) - _NO_NAME
    found = search_for(turn, Criteria(text=words, product_type=kind)) if wanted else []
    listings = read_listings(turn, [one.product_id for one in found if one.product_id not in before])
    return next((one.product.id for one in listings if _share(one, wanted)), "")
