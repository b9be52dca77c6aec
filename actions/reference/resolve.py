"""Which of the shop's things a message means: products, variants, people, orders.

Everything is read for this shopper and as it is now: nothing withdrawn, hidden, or of somebody else comes back.
"""

import re
from collections.abc import Sequence, Set

from actions.finding.superlatives import find_standing, read_superlative
from actions.reference.named_orders import find_orders_meant
from actions.reference.named_people import find_people_meant, find_people_named
from actions.reference.named_variants import find_variant_meant
from actions.reference.product_names import names_of, split_name
from actions.turn import ActionTurn
from language.price_degrees import read_price_degree
from language.values import read_ordinal
from shop.catalogue import Listing, Product, get_listings
from shop.store import Reader

__all__ = [
    "find_orders_meant", "find_people_meant", "find_people_named", "find_product_meant", "find_products_meant",
    "find_products_named", "find_products_of_make", "find_products_together", "find_variant_meant",
]  # fmt: skip

_MOST = 6  # candidates: more are no help to whoever has to choose
_MOST_LOOKED_AT = 200
_NO_NAMES = frozenset(
    ("it", "this", "that", "them", "these", "those", "one", "ones", "same", "thing", "product", "item", "article")
)
_COUNTING = frozenset(("pair", "pairs", "piece", "pieces", "pack", "packs", "set", "sets"))  # "2 pairs of socks"
# "The pikka one": by a word of its title or its make, and by no place
_CALLED = re.compile(r"\b(?:the|that|this) (?P<called>(?!other\b|same\b|right\b|last\b)[a-z][\w-]{2,}) ones?\b", re.I)
_POINTED_WITH = re.compile(r"\b(?:the|that|this) (?P<word>[a-z][\w-]{2,})\b", re.IGNORECASE)
_CHOOSES = frozenset(
    ("choose_option", "product_details", "add_to_cart", "read_reviews", "add_to_wishlist", "check_stock")
)


def find_product_meant(turn: ActionTurn) -> str | None:
    """Return the id of the product on sale that this message means; None when it is unclear or not sold here."""
    found = find_products_meant(turn)
    return found[0] if len(found) == 1 else None


def find_products_meant(turn: ActionTurn) -> list[str]:
    """Return the product meant, or up to six that the words fit equally; [] for none, or when nothing tells which.

    What is named counts before what was shown, that before what is talked about, that before the page. Something
    named that the shop does not sell is never taken for another thing.
    """
    name = next((value for value in turn.all_entities("product") if not _is_no_name(value)), None)
    if name is not None:
        return find_products_named(turn, name)
    with turn.store.read() as tx:
        shown = _on_sale(tx, turn.memory.product_ids)
        place = _read_place(turn)
        if place is not None:
            return _pick_place(turn, shown, place)
        focus = next(iter(_on_sale(tx, _talked_about(turn)).values()), None)
    if called := _pick_called(turn, shown) or _pick_by_word(turn, shown):
        return called
    described = _pick_described(turn, shown, focus)
    if described is not None:
        return described
    if focus is not None:
        return [focus.product.id]
    return list(shown) if len(shown) == 1 else []


def find_products_named(turn: ActionTurn, name: str) -> list[str]:
    """Return the product on sale of this name, or up to six that it fits equally; [] for none."""
    found = names_of(turn.store).find(name)[:_MOST_LOOKED_AT]
    with turn.store.read() as tx:
        sold = {id: p for id, p in tx.get_many(Product, [named.product_id for named in found]).items() if p.active}
    brand = turn.entity("brand")
    kinds = turn.all_entities("product_type")
    ids = [id for id, product in sold.items() if brand and _same_words(brand, product.brand)] or list(sold)
    ids = [id for id in ids if any(_same_words(kind, _kind_of(sold[id])) for kind in kinds)] or ids
    whole = [named.product_id for named in found if named.whole and named.product_id in ids]
    if len(whole) == 1:
        return whole
    shown = [id for id in turn.memory.product_ids if id in ids]
    if turn.memory.product_id in ids and len(shown) != 1:
        return [turn.memory.product_id]
    if shown:
        return shown[:_MOST]
    return [turn.page_product_id] if turn.page_product_id in ids else ids[:_MOST]


def find_products_together(turn: ActionTurn, names: Sequence[str]) -> list[str]:
    """Return the product of each name, left out for none; of several that a name fits, the most like the others."""
    candidates = [found for name in names if (found := find_products_named(turn, name))]
    with turn.store.read() as tx:
        products = tx.get_many(Product, [id for found in candidates for id in found])
    certain = [products[found[0]] for found in candidates if len(found) == 1]
    types, places = {product.type for product in certain}, {product.path[:1] for product in certain}

    def unlikeness(id: str) -> tuple[bool, bool]:
        return products[id].type not in types, products[id].path[:1] not in places

    return [min(found, key=unlikeness) for found in candidates]


def _kind_of(product: Product) -> str:
    return f"{product.type} {product.title}"


def _is_no_name(words: str) -> bool:
    return all(word in _NO_NAMES for word in split_name(words) if word not in ("the", "a"))


def _on_sale(tx: Reader, ids: list[str]) -> dict[str, Listing]:
    return {id: listing for id, listing in get_listings(tx, ids).items() if listing.product.active}


def _talked_about(turn: ActionTurn) -> list[str]:
    return [id for id in (turn.memory.product_id, turn.page_product_id) if id]


def _read_place(turn: ActionTurn) -> int | None:
    """Return the place in the list of products that the message names; None when it names none, or another list's.

    Below a poll it is the list that the poll was made from.
    """
    voted_on = turn.shown == "poll" and turn.intent != "choose_option"
    if not (voted_on or turn.shown in ("none", "products")) or not turn.memory.product_ids:
        return None
    said = turn.entity("ordinal") or (turn.text if turn.intent == "choose_option" else "")
    return read_ordinal(said) if said else None


def _pick_place(turn: ActionTurn, shown: dict[str, Listing], place: int) -> list[str]:
    ids = turn.memory.product_ids
    listed = list(turn.memory.chosen_by.get("ids", ()))
    if ids == turn.memory.compared and len(ids) < place <= len(listed):  # of the list that was compared from
        with turn.store.read() as tx:
            shown, ids = _on_sale(tx, listed), listed
    index = place - 1 if place > 0 else len(ids) + place
    return [ids[index]] if 0 <= index < len(ids) and ids[index] in shown else []


def _pick_described(turn: ActionTurn, shown: dict[str, Listing], focus: Listing | None) -> list[str] | None:
    """Return those that fit the brand, kind, colour, material or price words; None when there are none to go by."""
    kinds = [*turn.all_entities("brand"), *turn.all_entities("product_type")]
    looks = [*turn.all_entities("colour"), *turn.all_entities("material")]
    among = _by_price(turn.text.lower(), list(shown.values()))
    if not kinds and not looks:
        return [among[0].product.id] if len(among) == 1 < len(shown) else None
    fitting = [listing for listing in among if all(_has(listing, words) for words in (*kinds, *looks))]
    if focus is not None and all(_has(focus, words) for words in kinds) and (not fitting or focus in fitting):
        return [focus.product.id]  # its colour may be what is asked for
    if fitting:
        return [listing.product.id for listing in fitting][:_MOST]
    return _with_most_words(turn, find_products_named(turn, " ".join(kinds))) if kinds else None


def _with_most_words(turn: ActionTurn, ids: list[str]) -> list[str]:
    """Return the one whose title has more words of the message than the others': "one lumbra arc lamp"; else all."""
    if len(ids) < 2:
        return ids
    counted = {word for count in turn.all_entities("quantity") for word in split_name(count)}
    said = set(split_name(turn.text)) - counted - _COUNTING
    with turn.store.read() as tx:
        titles = {id: one.title for id, one in tx.get_many(Product, ids).items()}
    shares = {id: len(said.intersection(split_name(title))) for id, title in titles.items()}
    best = [id for id in ids if shares.get(id, 0) == max(shares.values(), default=0)]
    return best if len(best) == 1 else ids


def _pick_called(turn: ActionTurn, shown: dict[str, Listing]) -> list[str]:
    """Return the one that goes furthest, "the lightest one", or is called so, "the pikka one"; [] for neither."""
    by_degree = turn.intent in _CHOOSES and len(shown) > 1 and read_superlative(turn.text) is not None
    standing = find_standing(turn.text, list(shown.values())) if by_degree else None
    if standing is not None and standing.first:
        return [id for id, one in shown.items() if one.product.title in standing.first]
    said = _CALLED.search(turn.text) if turn.intent in _CHOOSES else None
    words = said["called"] if said else ""
    looks = [*turn.all_entities("colour"), *turn.all_entities("material")]
    if not words or turn.all_entities("brand") or any(not _is_called(look, words, shown) for look in looks):
        return []
    kinds = {one.product.type for one in shown.values()}
    called = [id for id, one in shown.items() if _same_words(words, one.product.title)]
    return called or find_products_of_make(turn, words, kinds)


def _pick_by_word(turn: ActionTurn, shown: dict[str, Listing]) -> list[str]:
    """Return the one of several shown whose title alone has the word pointed with, "the sloth"; [] for none or two."""
    named = any(turn.all_entities(name) for name in ("brand", "product_type", "colour", "material"))
    if named or turn.intent not in _CHOOSES or len(shown) < 2:
        return []
    called = {
        word: [id for id, one in shown.items() if _same_words(word, one.product.title)] for word in _pointed(turn)
    }
    ids = {found[0] for found in called.values() if len(found) == 1}
    return list(ids) if len(ids) == 1 else []


def _pointed(turn: ActionTurn) -> list[str]:
    return [found["word"].lower() for found in _POINTED_WITH.finditer(turn.text)]


def _is_called(look: str, called: str, shown: dict[str, Listing]) -> bool:
    """Say whether what was heard as a look is a name: "the lantern one", where nothing shown comes in lantern."""
    options = (value for one in shown.values() for v in one.variants if v.active for value in v.options.values())
    return look.casefold() == called.casefold() and not any(_same_words(look, value) for value in options)


def find_products_of_make(turn: ActionTurn, words: str, kinds: Set[str] = frozenset()) -> list[str]:
    """Return the products of the make that is called so, those of these kinds if there are any; [] for no such make."""
    found = [named.product_id for named in names_of(turn.store).find(words)[:_MOST_LOOKED_AT]]
    with turn.store.read() as tx:
        products = tx.get_many(Product, found).values()
    made = [one for one in products if one.active and _same_words(words, one.brand)]
    return [one.id for one in made if one.type in kinds][:_MOST] or [one.id for one in made][:_MOST]


def _by_price(text: str, shown: list[Listing]) -> list[Listing]:
    def price(listing: Listing) -> int:
        return listing.product.price_from_cents

    way = read_price_degree(text) if shown else 0
    return [min(shown, key=price) if way < 0 else max(shown, key=price)] if way else shown


def _has(listing: Listing, words: str) -> bool:
    """Say whether the product's title, brand, kind, attributes or a variant that is sold has these words."""
    product = listing.product
    options = (value for variant in listing.variants if variant.active for value in variant.options.values())
    texts = (product.title, product.brand, product.type, *product.attributes.values(), *options)
    return any(_same_words(words, text) for text in texts)


def _same_words(said: str, text: str) -> bool:
    return {_singular(word) for word in split_name(said)} <= {_singular(word) for word in split_name(text)}


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
