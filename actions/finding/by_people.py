"""What a group of people makes of the products shown, "which do runners like": as far as anything tells.

Told by what they write in reviews that the shopper may read, by how many who state such an interest bought it (never
fewer than five), and by what the shop writes. Nothing is told of anyone alone.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from actions.cards import make_product_cards
from actions.context import current_graph
from actions.finding.choosing import keep_list
from actions.finding.superlatives import read_purpose
from actions.listings import read_listings
from actions.names import join_names
from actions.opinions.digest import tell_average
from actions.opinions.unpaid import read_unpaid_reviews
from actions.quick_replies import quick_reply
from actions.turn import ActionTurn
from language.groups import read_group, tell_group
from retrieval.pastimes import words_of_pastime
from retrieval.qualities import quote_of
from shop.catalogue import Listing
from shop.reviews import Review

_IT = re.compile(r"\b(?:it|this|that)(?: one)?\b", re.IGNORECASE)
# What is no pastime: "runs small", "running out of battery", "the phone reads"
_OTHER_SENSE = re.compile(
    r"\b(?:it |they |shoe |size |app )?(?:runs?|running) (?:a bit |a little |about |half |one |very |really |quite )*"
    r"(?:small|large|big|bigger|smaller|true|short|long|wide|narrow|tight|hot|warm|cold|cool|out|low|dry|late|down"
    r"|size|sizes|in the background|costs?|quiet\w*|loud\w*|smooth\w*)\b",
    re.IGNORECASE,
)
_MOST = 6  # products of which it is told at once
_USUAL, _FEW = 3.8, 3  # stars to which a mean of few reviews is drawn, and how strongly
_OWN, _BOUGHT, _MOST_BOUGHT = 0.3, 0.02, 25  # stars that the shop's own words, and each buyer, are worth
_STEM, _FAR = 3, 0.3  # letters by which a word is the group's own, and what another word is worth beside it
_MARGIN = 0.05  # stars by which one must go before the next to be named
_DENIES = re.compile(r"\b(?:no|not|nor|never|without|neither|hardly|nothing)\b|n't\b", re.IGNORECASE)
_MOST_WORDS = 2  # that are named


@dataclass(frozen=True)
class Favour:
    """What tells of a group and one product: 0 and "" for what does not. `words` are those that the reviews have."""

    listing: Listing
    reviews: int = 0
    average: float = 0.0
    words: tuple[str, ...] = ()
    buyers: int = 0
    interest: str = ""
    own: str = ""
    closeness: float = 1.0  # of the shop's words to the group's own: less for "Pilates" of yoga people
    against: bool = False  # what the shop writes speaks against it: "not for hiking with weight"

    @property
    def is_known(self) -> bool:
        return bool(self.reviews or self.buyers or self.own)

    @property
    def worth(self) -> float:
        mean = (self.average * self.reviews + _USUAL * _FEW) / (self.reviews + _FEW)
        own = _OWN * bool(self.own) * (-1 if self.against else self.closeness)
        return mean + own + _BOUGHT * min(self.buyers, _MOST_BOUGHT)

    def values(self) -> dict[str, Any]:
        return {
            "title": self.listing.product.title,
            "reviews": self.reviews,
            "stars": tell_average(self.average) if self.reviews else "",
            "words": join_names([f'"{word}"' for word in self.words]),
            "buyers": self.buyers,
            "interest": self.interest,
            "own": self.own,
        }


def tell_by_group(turn: ActionTurn) -> bool:
    """Say what the group that the message names makes of what is shown; return whether it names one."""
    group = read_group(turn.text)
    listings = read_listings(turn, _ids_meant(turn)) if group else []
    row = words_of_pastime(group)
    if not listings:
        return False
    known = [one for one in _read_favours(turn, listings, group, row or ((_singular(group),),)) if one.is_known]
    ordered = sorted(known, key=lambda one: -one.worth)
    silent = [one for one in listings if one not in [favour.listing for favour in known]]
    if not known and " " in group and not row and read_purpose(turn.text):  # a need, of which facts may tell
        return False
    if not known:
        _say_nothing_known(turn, listings)
        return True
    clear = len(ordered) > 1 and ordered[0].worth - _MARGIN > max(ordered[1].worth, _USUAL)
    _show(turn, [*(one.listing.product.id for one in ordered), *(one.product.id for one in silent)], ordered[0], clear)
    turn.say(
        "liked_by_group",
        values={
            "group": tell_group(turn.text),
            "first": ordered[0].listing.product.title if clear else "",
            "facts": [one.values() for one in ordered],
            "silent": join_names([one.product.title for one in silent], most=_MOST),
            "several": len(silent) > 1,
        },
        products=make_product_cards(turn, turn.memory.product_ids) if len(listings) > 1 else (),
        quick_replies=[quick_reply("What do others say?", "read_reviews", product=ordered[0].listing.product.title)],
        evidence=[one.listing.product.id for one in ordered],
    )
    return True


def _ids_meant(turn: ActionTurn) -> list[str]:
    it = turn.memory.product_id or turn.page_product_id
    if it and (_IT.search(turn.text) or not turn.memory.product_ids):
        return [it]
    return turn.memory.product_ids[:_MOST]


def _show(turn: ActionTurn, ids: list[str], best: Favour, clear: bool) -> None:
    """Remember them in this order; the one that stands out is "it" from now on."""
    if len(ids) > 1:
        turn.memory.product_ids = ids
        if set(ids) != set(turn.list_before.product_ids):
            keep_list(turn)
        turn.show("products")
    turn.focus(best.listing.product.id if clear or len(ids) == 1 else "")


def _say_nothing_known(turn: ActionTurn, listings: Sequence[Listing]) -> None:
    titles = [one.product.title for one in listings]
    values = {"group": tell_group(turn.text), "count": len(titles), "titles": join_names(titles, most=_MOST)}
    buttons = [quick_reply("Best rated first", "refine_search")] if len(titles) > 1 and turn.mood != "angry" else []
    turn.say("group_not_known", values=values, quick_replies=buttons, evidence=[one.product.id for one in listings])


def _read_favours(
    turn: ActionTurn, listings: Sequence[Listing], group: str, row: Sequence[Sequence[str]]
) -> list[Favour]:
    told = re.compile(rf"\b(?:{'|'.join(_pattern(words) for words in row)})s?\b", re.IGNORECASE)
    interests = [" ".join(words) for words in row]
    graph, reviews = current_graph(), read_unpaid_reviews(turn, [one.product.id for one in listings])
    favours = []
    for one in listings:
        speaking = [
            review for review in reviews.get(one.product.id, ()) if told.search(_OTHER_SENSE.sub(" ", review.text))
        ]
        interest, buyers = graph.buyers_who_like(one.product.id, interests)
        own = told.search(one.product.description)
        quote = quote_of(one, own[0]) if own else ""
        average = sum(review.rating for review in speaking) / len(speaking) if speaking else 0.0
        words, against = _words(told, speaking), _DENIES.search(quote) is not None
        closeness = 1.0 if own and own[0][:_STEM].lower() in group else _FAR
        favours.append(Favour(one, len(speaking), average, words, buyers, interest, quote, closeness, against))
    return favours


def _words(told: re.Pattern[str], reviews: Sequence[Review]) -> tuple[str, ...]:
    """Return the words by which the reviews tell, the most frequent first."""
    counts = Counter(
        word.lower() for review in reviews for word in dict.fromkeys(told.findall(_OTHER_SENSE.sub(" ", review.text)))
    )
    return tuple(word for word, _ in counts.most_common(_MOST_WORDS))


def _pattern(words: Sequence[str]) -> str:
    return r"[\s-]+".join(re.escape(word) for word in words)


def _singular(group: str) -> str:
    return group.removesuffix("s") if len(group) > 3 else group
