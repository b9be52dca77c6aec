"""What a message changes of the list just shown: cheaper, in another colour, sorted, more of it, as it was before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.finding.choosing import search_for
from actions.finding.criteria import read_criteria
from actions.finding.measures import COMPARED_BY
from actions.finding.needs import GOOD_FOR
from actions.finding.prices import read_price_range
from actions.memory import Criteria
from actions.turn import ActionTurn
from language.values import read_rating
from retrieval.terms import split_terms, wanted_words
from shop.catalogue import Listing


def _forget(what: str) -> str:
    """Return a pattern of the words that take back what was said of this: "never mind the price"."""
    take_back = (
        r"any|drop|forget|ignore|never ?mind|whatever|skip|scrap|lift|don'?t (?:mind|care about)|not fussy about"
        r"|(?:take|leave) (?:out|off|away)"
    )
    between = r"(?:about )?(?:what i said about )?(?:the |that |my |which )?"
    does_not = r"(?:doesn'?t|does not|dont|don'?t|no longer|isn'?t|is not|not)"
    return rf"\b(?:{take_back}) {between}(?:{what})\b|\b(?:{what}) {does_not} (?:matters?|important|an issue)\b"


_LISTS = r"(?:list|ones|results?|search|selection|products|suggestions|ideas)"
_FIRST = r"(?:very )?(?:first|original)"
_SIGNS = {
    "first_list": rf"\b(?:back|return|show(?: me)?|see|was|were|give me)\b.{{0,12}}\b{_FIRST} {_LISTS}\b"
                  rf"|^(?:(?:please|ok|and)\W+)*the {_FIRST} (?:list|results|search)\b",
    "again": r"^(?:(?:please|ok|and|can you)\W+)*(?:show|list|see|give)(?: me)?"
             rf" (?:them|those|these|(?:the|that|this) {_LISTS})(?: all)? again\b"
             r"|\bback to (?:the|my|that|our) (?:list|results?|search|products)\W*$"
             r"|\bwhat were (?:they|those|the options|the others) again\b",
    "undo": r"\b(?:undo|go back|(?:take|put) (?:that|it|them|this) back|take back|as (?:it was )?before|revert|reverse"
            r"|did(?:n'?t| not) (?:mean|want) (?:to|that|it)|was (?:a|my) mistake|as it was"
            r"|(?:previous|last|old|former|other) list|previous (?:ones|results?)|earlier ones|scrap that"
            r"|(?:ones|list|what) (?:you|i|we) (?:had|showed me|saw) (?:before|first|earlier)"
            r"|(?:ones|list|results) (?:from )?before(?: that)?)\b",
    "alike": r"\b(?:more|something|anything|others?|ones) (?:like|similar to|in the style of)\b",
    "more": r"\b(?:got|any|show(?: me)?|see|are there) (?:some )?more(?: of (?:them|these|those))?\W*$"
            r"|\bnext (?:page|ones)|\bmore (?:results|of them|please)|(?:what|something|anything) else\W*$"
            r"|\bthe rest\b|^more\W*$|\b(?:the|those|your) other(?:s| ones| \d| two| three)\b",
    "cheaper": r"\bche+a?per\b|\bless expensive|lower price|over (?:my )?budget"
               r"|(?:too|not (?:that|so|as|quite so|too)) (?:expensive|dear|pricey|much)\b",
    "dearer": r"\b(?:more expensive|dearer|pricier|higher[- ]end|better quality|more upmarket|too cheap|look cheap)\b",
    "bigger": r"\b(?:bigger|larger|too small|wider screen|roomier)\b",
    "smaller": r"\b(?:smaller|too big|too large|more compact|not so (?:big|huge))\b",
    "lighter": r"\b(?:lighter(?! (?:colou?r|shade|blue|green|grey|pink|brown))|too heavy|not so heavy"
               r"|weigh(?:s|ing)? less)\b",
    "heavier": r"\b(?:heavier|too light)\b",
    "longer-lasting": r"\blonger[- ](?:lasting|battery)|\blasts? longer|\b(?:better|more) battery\b",
    "longer": r"(?<!no )(?<!lasts )(?<!last )\b(?:longer(?![- ](?:lasting|battery))|too short)\b",
    "shorter": r"\b(?:shorter|(?:not )?too long|not (?:so|that|as) long)\b",
    "wider": r"\b(?:wider(?! screen)|too narrow)\b",
    "narrower": r"\b(?:narrower|too wide)\b",
    "taller": r"\b(?:taller|too low)\b",
    "lower": r"\btoo (?:tall|high)\b",
    "thicker": r"\b(?:thicker|too thin|not thick enough)\b",
    "thinner": r"\b(?:thinner|slimmer|too thick)\b",
    "brighter": r"\b(?:brighter(?! colou?rs?)|too (?:dark|dim)|not bright enough)\b",
    "dimmer": r"\b(?:dimmer|less bright|too bright)\b",
    "quieter": r"\b(?:quieter|less (?:noisy|loud)|more silent|too (?:loud|noisy)|not (?:so|as) (?:loud|noisy))\b",
    "louder": r"\b(?:louder|too quiet|not loud enough)\b",
    "warmer": r"\b(?:warmer|too (?:cold|chilly)|not warm enough)\b",
    "cooler": r"\b(?:cooler(?! bag| box)|less warm|too (?:warm|hot))\b",
    "softer": r"\b(?:softer|too (?:hard|firm)|not soft enough)\b",
    "firmer": r"\b(?:firmer|harder|too soft|not firm enough)\b",
    "more protective": r"\b(?:(?:higher|more|better|stronger) (?:spf|sun protection|protection|factor))\b",
    "stronger": r"\b(?:stronger|more powerful|too weak)\b",
    "other_colour": r"\b(?:other|different|another|not (?:that|this)) colou?rs?\b",
    "other_brand": r"\b(?:other|different|another|not (?:that|this)|no(?:t| more) (?:from )?(?:those|these|the same))"
                   r" (?:brands?|makers?|makes?)\b"
                   r"|\b(?:not|nothing|no(?:ne)?)(?: more)? (?:from|by) (?:them|those|these)\b",
    "that_brand": r"\b(?:not(?: (?:into|keen on|a fan of|from|by))?|no|without|hate|never"
                  r"|don'?t (?:like|want|trust|buy)|nothing (?:from|by|of)) (?:that|this) (?:brand|maker|make)\b"
                  r"|\b(?:that|this) (?:brand|maker|company)\b.{0,12}\b(?:isn'?t|is not|not) (?:for me|my thing)\b",
    "any_brand": _forget(r"brands?|makers?|makes?"),
    "any_colour": _forget(r"colou?rs?|shades?"),
    "any_size": _forget(r"sizes?"),
    "any_material": _forget(r"materials?|fabrics?"),
    "any_price": _forget(r"prices?(?: limits?| range)?|budgets?|limits?|amounts?|costs?|money")
                 + r"|\b(?:money|price) (?:is )?no object",
    "discounted": r"\b(?:discounted|on sale|reduced|special offers?|bargains?)\b",
    "my_size": r"\bmy size\b",
    "sold_out_too": r"\b(?:sold[- ]out|unavailable) (?:ones )?(?:too|as well|also)\b",
    "sort_cheapest": r"\b(?:cheapest|lowest price|low(?:est)? to high|by price|sort.*\bprice)",
    "sort_dearest": r"\b(?:dearest first|most expensive|priciest|high(?:est)?(?: price)? to low)",
    "sort_best_rated": r"\b(?:best|top|highest|well|better)[- ]?(?:rated|reviewed|reviews|ratings?)|by rating"
                       r"|good (?:reviews|ratings)|most popular|\bbest (?:[2-5]|two|three|four|five)\b"
                       r"|\b(?:[2-5]|two|three|four|five) best\b",
    "newer": r"\b(?:newer|more (?:recent|up[- ]to[- ]date)|too old|just out|brand new)\b",
    "sort_newest": r"\b(?:newest|latest|most recent) ?(?:first|ones|models?)?|by date|new arrivals",
}  # fmt: skip
_MOST_FIRST = {  # "lightest first" asks for the same order as "lighter"
    sign: rf"|\b{sign.removesuffix('er')}est(?: ones?)? first\b" for sign in COMPARED_BY if sign.endswith("er")
} | {"longer-lasting": r"|\blongest[- ](?:lasting|battery)(?: life)?(?: ones?)? first\b"}
_PATTERNS = {name: re.compile(pattern + _MOST_FIRST.get(name, "")) for name, pattern in _SIGNS.items()}
_GOES_FOR = {  # "a small one", of a list, asks for the order of "smaller"
    "small": "smaller", "compact": "smaller", "big": "bigger", "large": "bigger", "light": "lighter",
    "thick": "thicker", "thin": "thinner", "long": "longer", "short": "shorter", "wide": "wider", "narrow": "narrower",
    "bright": "brighter", "warm": "warmer", "soft": "softer", "firm": "firmer", "quiet": "quieter", "loud": "louder",
    "strong": "stronger",
}  # fmt: skip
_PLAIN_WISH = re.compile(
    rf"(?:(?:ok|maybe|rather|just|only|something|but|and|some|an?)\W+)*({'|'.join(_GOES_FOR)})(?: ones?)?\W*$"
)
_WITH = re.compile(r"with\b", re.IGNORECASE)
_IDLE = frozenset((
    "show", "only", "just", "same", "instead", "rather", "actually", "maybe", "list", "filter", "sort", "order", "keep",
    "please", "remove", "exclude", "hide", "leave", "without", "narrow", "make", "change", "again", "first", "else",
    "more", "other", "others", "different", "now", "bit", "notch", "size", "colour", "color", "brand", "price", "range",
    "ok", "hmm", "yes", "no", "about", "still", "really", "ones",
))  # fmt: skip


@dataclass(frozen=True)
class Refinement:
    """The signs that the words give, and the stars from which on a product is kept (None: any)."""

    signs: frozenset[str]
    least_stars: int | None = None

    def has(self, *signs: str) -> bool:
        return not self.signs.isdisjoint(signs)


def read_refinement(turn: ActionTurn) -> Refinement:
    """Return what the words say beside what they name. An amount makes "cheaper" and "dearer" exact."""
    text = turn.text.lower()
    signs = {name for name, pattern in _PATTERNS.items() if pattern.search(text)}
    if turn.entity("price") or any(entity.name == "price" for entity in turn.entities):
        signs -= {"cheaper", "dearer"}
    if turn.entity("size"):
        signs -= {"bigger", "smaller"}
    plain = _PLAIN_WISH.match(text) if not turn.all_entities("feature") else None
    if plain:
        signs.add(_GOES_FOR[plain[1]])
    rating = turn.entity("rating")
    return Refinement(frozenset(signs), read_rating(rating) if rating else None)


def takes_back(turn: ActionTurn) -> bool:
    """Say whether the message takes back something that was said of the list shown: "never mind the price"."""
    signs = ("undo", *(sign for sign in _SIGNS if sign.startswith("any_")))
    return bool(turn.memory.product_ids or turn.memory.earlier) and read_refinement(turn).has(*signs)


def names_things(turn: ActionTurn, said: Criteria) -> bool:
    """Say whether the message names what it is about, and not only how that should be: "in blue, size 38" does not."""
    words = [word for word in wanted_words(said.text) if word.lower() not in _IDLE]
    return bool(words or turn.entity("product") or turn.all_entities("product_type"))


def refine(turn: ActionTurn, before: Criteria, refinement: Refinement, shown: Sequence[Listing]) -> Criteria:
    """Return the criteria with what the message changes; limits that depend on the list shown are for the caller."""
    said = read_criteria(turn)
    said.features = [feature for feature in said.features if not is_comparison(feature)]
    after = _replace_named(_leave_kind(turn, before, said), said)
    after = _drop(after, refinement)
    after = _exclude_shown(after, before, refinement, shown, turn.memory.product_id)
    after.price_min_cents, after.price_max_cents = _read_prices(turn, after)
    sort = next((sign.removeprefix("sort_") for sign in refinement.signs if sign.startswith("sort_")), after.sort)
    after = replace(after, sort=sort, in_stock=after.in_stock and not refinement.has("sold_out_too"))
    if after == before and not refinement.signs and refinement.least_stars is None:
        return replace(after, text=_add_words(before.text, said.text))
    return after


def _leave_kind(turn: ActionTurn, before: Criteria, said: Criteria) -> Criteria:
    """Return `before` without what went with a kind of thing when another kind is named.

    Its brand, colour and price are as wished for before; its size is where the new kind comes in it.
    """
    kinds = [split_terms(criteria.product_type) for criteria in (before, said)]
    if not all(kinds) or kinds[0][-1] in kinds[1]:
        return before
    sized = Criteria(product_type=said.product_type, size=before.size)
    comes = bool(before.size) and any(not found.akin for found in search_for(turn, sized, 1))
    return replace(before, text="", size=before.size if comes else "", material="", features=[], limits=[])


def _replace_named(before: Criteria, said: Criteria) -> Criteria:
    """Return `before` with what is named now in place of what was; what is refused is no longer wanted."""
    measured = {limit.measure for limit in said.limits}
    after = replace(
        before,
        product_type=said.product_type or before.product_type,
        brand=said.brand or before.brand,
        colour=said.colour or before.colour,
        size=said.size or before.size,
        material=said.material or before.material,
        features=list(dict.fromkeys([*before.features, *said.features])),
        not_brands=list(dict.fromkeys([*before.not_brands, *said.not_brands])),
        not_colours=list(dict.fromkeys([*before.not_colours, *said.not_colours])),
        not_features=list(dict.fromkeys([*before.not_features, *said.not_features])),
        limits=[*(old for old in before.limits if old.measure not in measured), *said.limits],
    )
    return replace(
        after,
        brand="" if _among(after.brand, said.not_brands) else after.brand,
        colour="" if _among(after.colour, said.not_colours) else after.colour,
        features=[feature for feature in after.features if not _among(feature, said.not_features)],
        not_brands=[brand for brand in after.not_brands if not _among(brand, [said.brand])],
        not_colours=[colour for colour in after.not_colours if not _among(colour, [said.colour])],
        not_features=[feature for feature in after.not_features if not _among(feature, said.features)],
    )


def _drop(after: Criteria, refinement: Refinement) -> Criteria:
    if refinement.has("any_brand"):
        after = replace(after, brand="", not_brands=[])
    if refinement.has("any_colour"):
        after = replace(after, colour="", not_colours=[])
    if refinement.has("any_size"):
        after = replace(after, size="")
    if refinement.has("any_material"):
        after = replace(after, material="")
    if refinement.has("any_price"):
        after = replace(after, price_min_cents=None, price_max_cents=None)
    return after


def _exclude_shown(
    after: Criteria, before: Criteria, refinement: Refinement, shown: Sequence[Listing], focus_id: str
) -> Criteria:
    """Take "another colour" and "other brands" as: not those that were wanted, or shown, or talked about."""
    if refinement.has("other_colour") and after.colour == before.colour and before.colour:
        after = replace(after, colour="", not_colours=[*after.not_colours, before.colour])
    if refinement.has("other_brand", "that_brand") and after.brand == before.brand:
        brands = _brands_meant(before, refinement, shown, focus_id)
        after = replace(after, brand="", not_brands=list(dict.fromkeys([*after.not_brands, *brands])))
    return after


def _brands_meant(before: Criteria, refinement: Refinement, shown: Sequence[Listing], focus_id: str) -> list[str]:
    """Return the brands that are not wanted any more: the one looked for or talked about, else all that were shown."""
    if before.brand:
        return [before.brand]
    in_focus = [listing for listing in shown if listing.product.id == focus_id]
    meant = in_focus if refinement.has("that_brand") and in_focus else shown
    return sorted({listing.product.brand for listing in meant} - {""})


def _read_prices(turn: ActionTurn, after: Criteria) -> tuple[int | None, int | None]:
    """Return the limits with those named now; an older one that contradicts them is given up."""
    lowest, highest = read_price_range(turn)
    if lowest is None and highest is None:
        return after.price_min_cents, after.price_max_cents
    if lowest is None:
        kept = after.price_min_cents
        return (kept if kept is not None and highest is not None and kept <= highest else None), highest
    if highest is None:
        kept = after.price_max_cents
        return lowest, (kept if kept is not None and kept >= lowest else None)
    return lowest, highest


def _add_words(before: str, said: str) -> str:
    words = [word for word in wanted_words(said) if word.lower() not in _IDLE]
    if good := GOOD_FOR.search(said):
        words = good[0].split()
    if words and _WITH.match(said):
        words = said.split()  # what follows is a property that somebody must have
    return " ".join([before, *words]).strip()


def is_comparison(feature: str) -> bool:
    """Say whether a feature is a comparison ("lighter") that is worked out from what is stated."""
    return any(_PATTERNS[sign].fullmatch(feature.lower()) for sign in COMPARED_BY)


def _among(value: str, refused: Sequence[str]) -> bool:
    return value.casefold() in {word.casefold() for word in refused if word}
