"""Qualities that nobody states, "sporty", "elegant": which words of a product and its reviews speak for or against."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from shop.catalogue import Listing

# What a quality is called: beginnings of words that speak for it | against it; "_" joins words, "$" ends one.
# Those after ";" tell only where the shop writes them: who had dandruff on his suit calls nothing formal.
_TOLD_BY = """
sporty, athletic, sportive: sporty athletic sportive; sport running$ runner race$ racing trail training workout gym$ \
fitness jogging hiking performance | elegan formal dressy timeless; office dress$ suit$ jeans everyday
elegant, classy, chic, stylish, dressy, smart, refined, sophisticated, graceful: elegan classy chic$ stylish dressy \
smart_enough look_smart looks_smart formal refined timeless understated; tailored silk satin cashmere | sporty rugged \
bulky clunky chunky gaudy childish; plastic
formal, businesslike, serious, professional, posh: formal elegan dress_code smart_enough look_smart looks_smart; \
office suit$ meeting wedding business | casual$ sporty rugged playful; weekend garden
casual, relaxed, laid-back, informal, everyday: casual$ easy-going; relaxed weekend everyday jeans | formal elegan; \
suit$ wedding business
simple, plain, basic, minimal, minimalist, minimalistic, clean, understated, straightforward, uncomplicated: simple$ \
simplest simplicity minimal understated uncluttered straightforward no_app$ no_apps$ without_an_app$ one_button \
no_frills; plain basic$ nothing_more | complicated fiddly confusing; app$ menus?$ modes?$ settings?$ pattern print \
decorat busy
fancy, flashy, showy, loud, extravagant, flamboyant: fancy flashy showy neon$ glitter gloss luxur bright_colou?r; \
pattern print | understated minimal discreet; plain simpl basic$
colourful, colorful, bright, cheerful, vivid, lively: colourful colorful cheerful vivid rainbow bold$; pattern print \
| muted$ understated; plain grey black$
boring, dull, bland: boring; dull$ plain basic$ ordinary | colourful playful cheerful charming; fun$ bold$ pattern \
special charm
fun, playful, quirky, funny: fun$ playful quirky cheerful colourful; funny silly laugh | boring; dull$ serious plain
cosy, cozy, snug, homely: cosy cozy snug$ fluffy soft_as; fleece hug$ blanket warm$ | scratchy chilly; cold$ hard$ \
stiff
cute, sweet, adorable: cute adorable charming; sweet lovely little plush | ugly; plain serious
girly, feminine: girly feminine princess; pink lilac floral flower glitter lace$ | rugged; plain
masculine, manly: masculine manly; rugged beard | girly; floral pink lace$
modern, contemporary, trendy, fashionable, sleek: modern$ contemporary trendy fashionable sleek; fashion slim$ | \
old-fashioned vintage retro dated$; classic traditional
classic, traditional, timeless, old-fashioned: classic traditional timeless heritage old-fashioned | trendy modern$; \
neon$
vintage, retro, nostalgic, rustic: vintage retro nostalgi rustic old-school; seventies | modern$ sleek futuristic
rugged, robust, sturdy, tough, solid: rugged robust sturd tough$ built_to_last heavy-duty indestructible; solid$ | \
flims fragile wobbl broke$; delicate thin$
delicate, dainty: delicate dainty; fine$ thin$ | rugged sturd bulky; heavy
luxurious, premium, posher, upmarket, high-end, fancier: luxur premium full-grain hand-?made; silk cashmere treat$ | \
cheap flims; plastic basic$
bulky, clunky, chunky: bulky clunky chunky oversized; heavy thick$ | compact slim$; flat$ thin$ light$
romantic, festive: romantic festive; candle wedding anniversary | practical$; office
techy, high-tech, geeky: techy high-tech geeky; app$ smart$ bluetooth sensor display digital | analogue; manual \
mechanical plain
natural, eco, green: organic recycled undyed; natural plant | synthetic; plastic polyester
childish, kiddy: childish cartoon; child kid$ kids$ toy | grown-up; adult elegan
comfortable, comfy: comfort comfy soft$ padded; cushion plush | uncomfortable blister pinch hurt; ache stiff hard$
practical, useful, handy, functional: practical$ useful handy easy_to; pocket everyday | impractical useless; decorat
"""
_COMPARATIVES = {  # of those that do not end in "ier"
    "simpler": "simple", "plainer": "plain", "smarter": "smart", "bolder": "colourful", "cuter": "cute",
    "cosier": "cosy", "cozier": "cozy", "sleeker": "sleek", "duller": "dull", "sweeter": "sweet", "posher": "posh",
    "chicer": "chic", "tougher": "tough", "sturdier": "sturdy", "nicer": "", "prettier": "",
}  # fmt: skip
_CLAUSE = re.compile(r"(?<=[.!?;:,])\s+|\s[–-]\s|\s(?=\b(?:but|though|although|while|whereas)\b)")
_DENIES = re.compile(r"\b(?:no|not|nor|never|without|neither|isn'?t|doesn'?t|don'?t|aren'?t|hardly|nothing)\b", re.I)
_LONGEST_QUOTE = 90
_MOST_REVIEWS = 4  # of which each weighs: a much reviewed thing is not more elegant for it
_OF_REVIEW = 0.5  # how much one review says beside a word of the shop's own


@dataclass(frozen=True)
class Quality:
    """Words that speak for a quality and against it: of the shop, and of those fewer ones that a reviewer means so."""

    name: str
    signs: re.Pattern[str]
    counter: re.Pattern[str]
    heard: re.Pattern[str]
    heard_counter: re.Pattern[str]
    known: bool  # False: told by its own word only


@dataclass(frozen=True)
class Impression:
    """What the words of one product say of a quality.

    `score` is above 0 where they speak for it, below where against, 0 where neither. `words` are the shop's own that
    do, with whether they are for it; `reviews` those words of each review that do, with the same.
    """

    product_id: str
    score: float
    words: tuple[tuple[str, bool], ...]
    reviews: tuple[tuple[tuple[str, ...], bool], ...]

    @property
    def is_silent(self) -> bool:
        return not self.words and not self.reviews


def read_quality(word: str) -> Quality | None:
    """Return the quality that a word names: "simpler", "sporty"; None for a word that is too short to tell."""
    name = name_quality(word)
    if len(name) < 3:
        return None
    itself = f"{re.escape(name)}$"
    told = _table().get(name)
    if told is None:
        nothing = re.compile(r"(?!)")
        return Quality(name, _pattern(_stem(name)), nothing, _pattern(itself), nothing, known=False)
    signs, counter = told
    heard, heard_counter = signs.partition(";")[0], counter.partition(";")[0]
    return Quality(
        name,
        _pattern(f"{signs.replace(';', '')} {_stem(name)}"),
        _pattern(counter.replace(";", "")),
        _pattern(f"{heard} {itself}"),
        _pattern(heard_counter),
        known=True,
    )


def name_quality(word: str) -> str:
    """Return the word without its comparison: "classy" for "classier"; "" for one that says only "better"."""
    plain = f"{word.lower().removesuffix('est')}er" if word.lower().endswith("est") else word.lower()
    if plain in _COMPARATIVES:
        return _COMPARATIVES[plain]
    return f"{plain[:-3]}y" if plain.endswith("ier") else word.lower()


def known_qualities() -> frozenset[str]:
    """Return the names of the qualities whose words are known, comparatives among them."""
    return frozenset((*_table(), *(word for word, name in _COMPARATIVES.items() if name)))


def form_impression(quality: Quality, listing: Listing, review_texts: Iterable[str]) -> Impression:
    """Return what a product's own words and these reviews of it say of the quality."""
    words: dict[str, bool] = {}
    for clause in _clauses(listing):
        words |= dict.fromkeys(_told(quality.signs, clause), True)
        words |= {word: False for word in _told(quality.counter, clause) if word not in words}
    reviews = tuple(side for text in review_texts if (side := _side_of(quality, text)) is not None)
    own = sum(1 if good else -1 for good in words.values())
    sides = [good for _, good in reviews]
    heard = min(sides.count(True), _MOST_REVIEWS) - min(sides.count(False), _MOST_REVIEWS)
    return Impression(listing.product.id, own + _OF_REVIEW * heard, tuple(words.items()), reviews)


def calls_itself(quality: Quality, listing: Listing) -> bool:
    """Return whether the product's own words have the very word of the quality, and no "not" before it."""
    own = _pattern(_stem(quality.name))
    return any(_told(own, clause) for clause in _clauses(listing))


def quote_of(listing: Listing, word: str) -> str:
    """Return the clause of the description in which the word stands; "" where it is not there, or too long to quote."""
    for clause in _CLAUSE.split(listing.product.description):
        if re.search(rf"\b{re.escape(word)}\b", clause, re.IGNORECASE) and len(clause) <= _LONGEST_QUOTE:
            return clause.strip(" .,;:!?")
    return ""


def _clauses(listing: Listing) -> Sequence[str]:
    product = listing.product
    stated = [f"{name} {value}" for name, value in product.attributes.items()]
    return [product.title, *product.path, product.type, *stated, *_CLAUSE.split(product.description)]


def _told(signs: re.Pattern[str], clause: str) -> list[str]:
    """Return the words of the clause that the pattern knows; none where it denies them."""
    found = [(match.start(), match[0].lower()) for match in signs.finditer(clause)]
    return [word for start, word in found if not _DENIES.search(clause[max(0, start - 25) : start])]


def _side_of(quality: Quality, text: str) -> tuple[tuple[str, ...], bool] | None:
    """Return the words of a review on the side that it takes, and whether that is for the quality; None for neither."""
    told = [clause for clause in _CLAUSE.split(text) if clause]
    good = [word for clause in told for word in _told(quality.heard, clause)]
    bad = [word for clause in told for word in _told(quality.heard_counter, clause)]
    if len(good) == len(bad):
        return None
    return (tuple(good), True) if len(good) > len(bad) else (tuple(bad), False)


@cache
def _table() -> dict[str, tuple[str, str]]:
    table: dict[str, tuple[str, str]] = {}
    for line in _TOLD_BY.strip().splitlines():
        names, _, told = line.partition(": ")
        signs, _, counter = told.partition(" | ")
        for name in names.split(", "):
            table.setdefault(name, (signs, counter))
    return table


@cache
def _pattern(words: str) -> re.Pattern[str]:
    parts = [word.replace("_", r"\W+") for word in words.split()]
    ended = [part[:-1] if part.endswith("$") else rf"{part}\w*" for part in parts]
    return re.compile(rf"\b(?:{'|'.join(ended)})\b", re.IGNORECASE)


def _stem(name: str) -> str:
    """Return the beginning of the word in a pattern: what is "sporty" may be told by "sport"."""
    plain = re.escape(name)
    return plain[:-1] if name.endswith("y") and len(name) > 4 else f"{plain}$" if len(name) < 4 else plain
