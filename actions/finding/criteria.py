"""What a message says of the products wanted."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from actions.context import current_shelf
from actions.finding.limits import read_limits
from actions.finding.prices import AFTER_PRICE, BEFORE_PRICE, CURRENCY, is_measure, read_price_range
from actions.finding.refusals import drop_refused, refused_purposes, refused_things, tell_refused, wants_wireless
from actions.memory import Criteria
from actions.reference.product_names import names_of
from actions.reference.resolve import find_products_of_make
from actions.turn import ActionTurn, Entity
from retrieval.search import SearchQuery
from retrieval.terms import wanted_words

_SINGLE = ("product_type", "brand", "colour", "size", "material")  # of which a search takes one
_CONDITIONS = ("price", "brand", "colour")  # whatever else is said of a thing
_IS_SIZE = re.compile(r"(?:x{0,4}[sml]|\d+(?:[.,]\d+)?|small|medium|large)", re.IGNORECASE)
_BEFORE_REFUSED = r"(?:but\s+)?(?:not|no|without|except|other than|anything but|instead of|nothing|isn't|never)?"
_BEFORE_TURNED_DOWN = (
    r"(?:(?:that|which|who)\s+)?(?:(?:\S+ ){0,3}(?:(?:allergic|sensitive) to|allerg(?:y|ies) to)"
    r"|\w+n't|no|non|not|without|never|isnt|arent|dont|doesnt)(?:[\s-]+\w+){0,3}?"
)
_REFUSAL = (
    r"(?:\b(?:no|non|not|without|never|instead of|rather than)|n't"
    r"|\b(?:isnt|arent|dont|doesnt|(?:allergic|sensitive) to|allerg(?:y|ies) to))"
)
# Before a brand or a kind of thing: stricter than before a material, as "not only" and "no, Strida" are no refusals
_TURNS_DOWN = (
    r"(?:not (?:interested in|into|keen on|after)|no more|nothing(?: more| else)?|no|not|without|except|hate|enough"
    r"|(?:any|every)thing but|sick of|tired of|never|stop showing(?: me)?"
    r"|(?:do|did)(?:n'?t| not) (?:want|like|need|show me))"
    r"(?:\s+(?:any|more|of|from|by|with|the|these|those|other|an?))*"
)
# What no product states of itself: such words order a list, but nothing shown is said to be so
_COMPARATIVES = frozenset((
    "quieter", "softer", "warmer", "lighter", "heavier", "wider", "narrower", "louder", "brighter", "darker", "longer",
    "shorter", "thicker", "thinner", "stronger", "faster", "bigger", "smaller", "larger", "better", "nicer",
))  # fmt: skip
_WHOLE = 0.95  # share of the words that stand in one title
_NO_FEATURE = r"\b(?:nothing|no|not|non|without)[\s-]+(?:(?:too|so|that|an?|any)\s+)?"
_NO_WISH = frozenset((
    "find", "search", "searching", "product", "products", "buy", "shop", "shopping", "item", "items", "order", "please",
    "want", "wanna", "sell", "hello", "new", "nice", "good", "cool", "help", "browse", "catalogue", "catalog", "page",
))  # fmt: skip


def read_criteria(turn: ActionTurn) -> Criteria:
    """Return what the message asks for by itself. Of what it names several of, the words of the search tell."""
    lowest, highest = read_price_range(turn)
    refused = [entity.value for entity in turn.entities if entity.name != "brand" and is_refused(turn, entity)]
    makes = turn.all_entities("brand", "not")
    no_makes = [said for said in makes if not find_products_of_make(turn, said)]  # "not pvc" was heard as a make
    brands = [entity.value for entity in turn.entities if entity.name == "brand" and is_refused(turn, entity)]
    wanted = {name: [v for v in turn.all_entities(name) if v not in (*refused, *brands)] for name in _SINGLE}
    several = {name for name in _SINGLE if len(wanted[name]) > 1}
    several |= {"brand"} if any(_is_of_title(turn, said) for said in wanted["brand"]) else set()
    single = {name: "" if name in several else "".join(wanted[name]) for name in _SINGLE}
    limits = read_limits(turn.text)
    single["size"] = "" if any(single["size"].lower() in limit.said for limit in limits) else single["size"]
    told = [said for said in turn.all_entities("feature") if said not in refused]
    features = [said for said in told if not any(said.lower() in one.said for one in limits)]
    things = [*turn.all_entities("feature", "not"), *no_makes, *refused]
    people = {word for name in turn.all_entities("person") for word in name.casefold().split()}
    purposes = [purpose for purpose in refused_purposes(turn.text) if purpose.casefold() not in people]
    not_features = list(dict.fromkeys([*things, *purposes, *_kinds_for(turn, purposes), *refused_things(turn)]))
    unplugged = [said for said in not_features if wants_wireless(turn, said)]
    return Criteria(
        text=_read_text(turn, several),
        product_type=single["product_type"],
        brand=single["brand"],
        colour=single["colour"],
        size=single["size"],
        material=single["material"],
        features=[*features, *(["wireless"] if unplugged and "wireless" not in features else [])],
        price_min_cents=lowest,
        price_max_cents=highest,
        not_brands=[*(said for said in makes if said not in no_makes), *brands],
        not_colours=turn.all_entities("colour", "not"),
        not_features=[said for said in not_features if said not in unplugged],
        limits=limits,
    )


def _kinds_for(turn: ActionTurn, purposes: Sequence[str]) -> list[str]:
    """Return the kinds of things that go with a pastime that is refused of ideas: "nothing with running".

    Of one kind of thing that is searched for none are left out.
    """
    of_ideas = turn.memory.chosen_by.get("as") in ("gift", "group", "suggestion")
    of_one_kind = turn.memory.criteria.product_type or turn.entity("product_type")
    if not of_ideas or of_one_kind:
        return []
    return [kind for purpose in purposes for kind in current_shelf().kinds_liked(purpose)]


def _is_of_title(turn: ActionTurn, brand: str) -> bool:
    """Say whether what was heard as a make is more than one: "brisk north harbour", the North Harbour by Brisk."""
    if len(brand.split()) < 2 or find_products_of_make(turn, brand):
        return False
    return any(named.share >= _WHOLE for named in names_of(turn.store).find(brand)[:1])


def is_refused(turn: ActionTurn, entity: Entity) -> bool:
    """Say whether the words before a value turn it down: "that don't smell of rubber", "no more from Strida"."""
    refusals = {
        "material": rf"{_REFUSAL}[\s-]+(?:(?!but\b|rather\b|instead\b)\w+\s+){{0,3}}?",
        "brand": rf"\b{_TURNS_DOWN}\s+",
        "feature": _NO_FEATURE,
    }
    before = refusals.get("brand" if entity.name == "product_type" else entity.name)
    if before is None or entity.role:
        return False
    text = turn.text.replace("’", "'")
    return re.search(rf"{before}{re.escape(entity.value)}(?!\w)", text, re.IGNORECASE) is not None


def only_refuses(turn: ActionTurn) -> bool:
    """Say whether the message turns a brand or a kind of thing down, and names nothing that is wanted."""
    named = [entity for entity in turn.entities if entity.name in (*_SINGLE, "product", "feature") and not entity.role]
    return any(e.name in ("brand", "product_type") for e in named) and all(is_refused(turn, e) for e in named)


def as_query(criteria: Criteria) -> SearchQuery:
    return SearchQuery(
        text=criteria.text,
        product_type=criteria.product_type,
        brand=criteria.brand,
        colour=criteria.colour,
        size=criteria.size,
        material=criteria.material,
        features=tuple(criteria.features),
        price_min_cents=criteria.price_min_cents,
        price_max_cents=criteria.price_max_cents,
        not_brands=tuple(criteria.not_brands),
        not_colours=tuple(criteria.not_colours),
        not_features=tuple(criteria.not_features),
        in_stock=criteria.in_stock,
        sort=criteria.sort,
    )


def says_nothing(criteria: Criteria) -> bool:
    """Say whether nothing in them tells what is wanted: an order of results alone does not."""
    wanted = [word for word in wanted_words(criteria.text) if word.lower() not in _NO_WISH]
    return not wanted and replace(criteria, text="", sort="best", in_stock=True, taste="") == Criteria()


def tell_criteria(criteria: Criteria) -> str:
    """Return what is looked for in a few words, "red wool jumpers by Tessaly (M)"; "" when words alone tell it.

    Prices are left to the phrase.
    """
    features = [feature for feature in criteria.features if feature.lower() not in _COMPARATIVES]
    looks = [*features, criteria.colour, criteria.material]
    if not any((criteria.product_type, criteria.brand, criteria.size, *criteria.limits, *looks)):
        return ""
    words = " ".join(filter(None, [*looks, criteria.product_type or "products"]))
    brand = f" by {criteria.brand}" if criteria.brand else ""
    size = f" ({criteria.size})" if criteria.size else ""
    before = [limit.said for limit in criteria.limits if limit.said[0].isdigit() or "-" in limit.said.split()[0]]
    words = " ".join([*before, words])
    limits = " and ".join(limit.said for limit in criteria.limits if limit.said not in before)
    limits = " ".join(filter(None, [limits, _tell_refused(criteria)]))
    told = " ".join(filter(None, [f"{words}{brand}{size}", limits]))
    # "running shoes" stands in any sentence; "power bank" would need an article that its words do not tell.
    return told if words.endswith("s") else f'"{told}"'


def _tell_refused(criteria: Criteria) -> str:
    """Return what is turned down, as it stands behind the things: "without plastic, not green"; "" for nothing."""
    told = [tell_refused(said) for said in criteria.not_features]
    told += [f"not {said}" for said in criteria.not_colours]
    told += [f"not by {said}" for said in criteria.not_brands]
    return ", ".join(told)


def _read_text(turn: ActionTurn, several: set[str]) -> str:
    """Return the message without what the criteria say by themselves, and without what it refuses.

    What would stay here would go on finding black shoes when "in red" replaces the colour.
    """
    return _drop_values(turn, drop_refused(turn), lambda entity: _before(entity, several))


def drop_conditions(turn: ActionTurn) -> str:
    """Return the message without the prices, makes, colours and sizes that it names, wanted or not."""

    def before(entity: Entity) -> str | None:
        condition = entity.name in _CONDITIONS or (entity.name == "size" and _IS_SIZE.fullmatch(entity.value))
        return _before(entity, set()) if condition else None

    return _drop_values(turn, turn.text, before)


def _drop_values(turn: ActionTurn, text: str, before_value: Callable[[Entity], str | None]) -> str:
    """Return the text without the values of entities, and without what stands before each; None leaves one in it."""
    for entity in turn.entities:
        if entity.name == "price" and is_measure(turn.text, entity):
            continue
        before = before_value(entity)
        if before is not None:
            if is_refused(turn, entity):
                before = _BEFORE_TURNED_DOWN if entity.name == "material" else _TURNS_DOWN
            value = rf"{re.escape(entity.value)}\s*{CURRENCY if entity.name == 'price' else ''}"
            after = AFTER_PRICE if entity.name == "price" else ""
            text = re.sub(rf"(?:\b{before}[\s-]+)?(?<!\w){value}(?!\w){after}", " ", text, flags=re.IGNORECASE)
    return " ".join(text.split())


def _before(entity: Entity, several: set[str]) -> str | None:
    """Return a pattern of the words that go with a value; None for one that stays in the text."""
    if entity.name == "price":
        return BEFORE_PRICE
    if entity.role == "not":
        return _BEFORE_REFUSED
    taken = entity.name == "feature" or (entity.name in _SINGLE and entity.name not in several)
    return "" if taken else None
