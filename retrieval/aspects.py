"""What reviews speak about: the words by which an aspect is told, and which reviews tell of it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

# What shoppers ask about, and the beginnings of the words with which reviewers speak of it; "$" ends a word.
_TOLD_BY = {
    "fit": "fits?$ fitted fitting snug too_loose too_tight sizing size sizes roomy narrow wide baggy run_small "
    "runs_small run_large runs_large too_small too_big slim",
    "size": "size sizing too_big too_small too_long too_short smaller larger bigger tiny huge measure roomy",
    "comfort": "comf cosy cushion soft padd blister aches? hurt pain itch scratchy",
    "battery": "batter recharg charged charges runtime run_time empty plugged",
    "sound": "sound audio bass$ treble muffled tinny voices?$ music",
    "noise": "nois loud quiet silen hum$ hums$ hiss rattl squeak creak",
    "performance": "performan powerful power$ fast$ faster slow works$ worked does_what does_its_job heats? lag$",
    "quality": "quality well_made well_built solid sturdy flims wobbl workmanship stitch seam",
    "durability": "durab lasts$ lasted worn broke broken holds?_up held_up tore torn ripped fell_apart snapped fray "
    "warranty still_going still_like_new",
    "value": "value worth price pric expensive cheap money cost bargain euros?$ overpriced",
    "ease of use": "easy easily easier simpl set_?up install assembl instruction manual intuitive fiddl complicat",
    "design": "design$ designed looks_ beautiful pretty$ ugly stylish elegan gorgeous colou?rs?$",
    "material": "material fabric wool$ cotton linen leather steel plastic silk jersey wood",
    "smell": "smell scent odou?r stink stank perfum fragran reek",
    "taste": "tast flavou?r bitter metallic",
    "weight": "weigh heavy heavier lightweight",
    "warmth": "warm cold freez insulat chilly",
    "washing": "wash dishwasher laundry stain tumble",
    "waterproofing": "waterproof water_?tight rain soak leak drip wet$ damp",
    "grip": "grip slip$ slips$ slipped slippery traction",
    "camera": "camera photo picture video",
    "screen": "screen display pixel",
    "zip": "zip",
    "service": "service support$ warranty refund swapped_it wrote_to repair",
    "delivery": "deliver shipp arrived parcel courier came_late",
    "packaging": "packag packed packing boxed wrapp unbox carton",
}
_ALSO_CALLED = {
    "battery life": "battery", "charge": "battery", "runtime": "battery", "price": "value", "money": "value",
    "cost": "value", "looks": "design", "style": "design", "colour": "design", "color": "design", "sizing": "size",
    "durable": "durability", "build": "quality", "build quality": "quality", "stitching": "quality",
    "workmanship": "quality", "scent": "smell", "fragrance": "smell", "odour": "smell", "flavour": "taste",
    "sound quality": "sound", "audio": "sound", "volume": "noise", "noise level": "noise", "loudness": "noise",
    "fabric": "material", "picture quality": "camera", "photos": "camera", "display": "screen", "zipper": "zip",
    "comfortable": "comfort", "softness": "comfort", "washability": "washing", "cleaning": "washing",
    "setup": "ease of use", "assembly": "ease of use", "shipping": "delivery", "customer service": "service",
    "waterproof": "waterproofing", "rain": "waterproofing", "insulation": "warmth", "speed": "performance",
}  # fmt: skip
# Told by words too common to say, from the words alone, that somebody writes about it.
_VAGUE = frozenset({"size", "performance", "noise", "warmth", "screen", "camera", "material"})
# "What about durability", "and the grip?", "any complaints about the battery"
_ASKS_ON = re.compile(
    r"\W*(?:(?:and|ok|okay|so|but|hm+|now)\W+)*"
    r"(?:(?:(?:what|how)(?:'?s| is| are| about)"
    r"|what do (?:they|people|others|reviewers) (?:say|write|think) (?:about|of)"
    r"|any(?:thing|one|body| word| complaints?| problems?| issues?| trouble)? (?:on|about|with|of))\s+)?"
    r"(?:the |its |it'?s |their )?(?P<aspect>[a-z][a-z -]{1,24}?)(?: like| tho| though| then| please| pls)?\W*",
    re.IGNORECASE,
)
_ASKED_OTHERWISE = frozenset(
    {"value", "size", "delivery", "service", "design", "material"}
)  # of the shop, and its data
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|\n+")


@dataclass(frozen=True)
class Aspect:
    """Something that reviews may speak about; `name` is what the shopper calls it.

    `known` are the names under which it is counted, () for what nobody knows: "battery life" is of the battery.
    """

    name: str
    told_by: re.Pattern[str]
    known: tuple[str, ...] = ()

    def is_in(self, text: str) -> bool:
        return self.told_by.search(text.lower()) is not None

    def quote(self, text: str) -> str:
        """Return the sentences of a review that speak of it, in their order; the whole text when none does."""
        told = [sentence for sentence in _SENTENCE.split(text) if self.is_in(sentence)]
        return " ".join(told) or text


def find_aspect(said: str) -> Aspect:
    """Return the aspect that a shopper names, known or not: an unknown one is told by its own words."""
    name = " ".join(said.lower().split())
    own_words = "_".join(_stems(name))
    known = _ALSO_CALLED.get(name, name)
    for other in (known, known.removesuffix("s"), f"{known}s"):
        if other in _TOLD_BY:
            return Aspect(name, _pattern(f"{_TOLD_BY[other]} {'' if name == other else own_words}"), (other,))
    return Aspect(name, _pattern(own_words))


def read_aspect_asked(text: str) -> str:
    """Return the aspect, as it is called, that alone goes on with what was told of reviews; "" for none that is known.

    What the shop itself answers better, as price and size, is none.
    """
    asked = _ASKS_ON.fullmatch(text)
    known = find_aspect(asked["aspect"]).known if asked else ()
    return asked["aspect"] if asked and known and not _ASKED_OTHERWISE & {*known} else ""


def join_aspects(aspects: Sequence[Aspect]) -> Aspect:
    """Return the aspect that is told of by any of these, one or more."""
    told_by = re.compile("|".join(aspect.told_by.pattern for aspect in aspects))
    *others, last = (aspect.name for aspect in aspects)
    known = tuple(dict.fromkeys(name for aspect in aspects for name in aspect.known))
    return Aspect(f"{', '.join(others)} and {last}" if others else last, told_by, known)


def shared_aspects(texts: Iterable[str]) -> list[tuple[Aspect, tuple[int, ...]]]:
    """Return the aspects that two or more of the texts speak of, with the places of those texts, the most told first.

    Of two aspects told of by the same texts only the first known is returned.
    """
    texts = tuple(texts)
    found = []
    for name, words in _TOLD_BY.items():
        aspect = Aspect(name, _pattern(words))
        places = tuple(place for place, text in enumerate(texts) if aspect.is_in(text))
        if name not in _VAGUE and len(places) > 1:
            found.append((aspect, places))
    found.sort(key=lambda told: -len(told[1]))
    return found


@cache
def _pattern(words: str) -> re.Pattern[str]:
    if not words.strip():
        return re.compile(r"(?!)")  # nothing tells of it
    parts = [word.replace("_", r"\W+").replace(r"\W+?", r"\W*") for word in words.split()]
    return re.compile("|".join(rf"\b{part[:-1]}\b" if part.endswith("$") else rf"\b{part}" for part in parts))


def _stems(name: str) -> list[str]:
    """Return the beginnings of the words: "zips" is told by "zip", "straps" by "strap"."""
    words = re.findall(r"\w+", name)
    return [re.escape(word[:-1] if len(word) > 3 and word.endswith("s") else word) for word in words]
