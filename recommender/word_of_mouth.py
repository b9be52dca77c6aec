"""What people show a customer of products: one word for each person and product.

Lists are reckoned from all words at once, in columns; sentences are made of the few on one product.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from operator import is_, itemgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_OWNED = 0.5  # of what two stars above three say
_product_of = itemgetter(0)


class Bond(StrEnum):
    """What somebody is to the viewer: of several the first."""

    FRIEND = "friend"
    FOLLOWED = "followed"
    HELPFUL = "helpful"  # the viewer likes their reviews


class Word(NamedTuple):
    """What one person shows of one product; `stars` is None when they bought it and gave none, or sent it."""

    product_id: str
    person_id: str
    nickname: str
    stars: int | None
    review_id: str = ""  # where the stars are given
    day: float = 0.0  # since 1970, on which it was first shown
    bond: Bond = Bond.FRIEND
    sent_id: str = ""  # of the message with which they sent it to the viewer
    liked: bool = False  # the viewer likes the review


@dataclass(frozen=True)
class Said:
    """What is shown of one product: by those with the most stars first, then by name; who gave none comes last."""

    words: tuple[Word, ...] = ()

    @property
    def raters(self) -> tuple[Word, ...]:
        """Friends who gave it stars."""
        return tuple(word for word in self._by_friends if word.stars is not None)

    @property
    def owners(self) -> tuple[Word, ...]:
        """Friends who bought it and gave no stars."""
        return tuple(word for word in self._by_friends if word.stars is None)

    @property
    def senders(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.sent_id)

    @property
    def support(self) -> float:
        """The sum of what friends' stars and purchases say, each -1 to 1."""
        return sum(_OWNED if word.stars is None else (word.stars - 3) / 2 for word in self._by_friends)

    def by(self, bond: Bond) -> tuple[Word, ...]:
        """Return the words of those who are this to the viewer."""
        return tuple(word for word in self.words if word.bond is bond)

    @property
    def _by_friends(self) -> tuple[Word, ...]:
        return tuple(word for word in self.words if word.bond is Bond.FRIEND and not word.sent_id)


@dataclass(frozen=True)
class WordOfMouth:
    """All n words, by the id of their product, each product's in the order of `Said`. Arrays are (n,)."""

    words: tuple[Word, ...] = ()

    @classmethod
    def gather(cls, words: Iterable[Word]) -> "WordOfMouth":
        """Return these words, one for each person and product: stars in place of a purchase, since the day of either.

        What somebody sent stands beside what they gave or bought.
        """
        joined: dict[tuple[str, str, bool], Word] = {}
        for word in words:
            key = word.product_id, word.person_id, bool(word.sent_id)
            known = joined.setdefault(key, word)
            if known is not word:
                joined[key] = _join(known, word)
        names = {word.person_id: word.nickname for word in joined.values()}
        people = sorted(names, key=lambda person_id: (names[person_id].casefold(), person_id))
        places = {id: place for place, id in enumerate(people)}
        ordered = sorted(joined.values(), key=lambda word: places[word.person_id])
        ordered.sort(key=lambda word: word.stars or 0, reverse=True)
        ordered.sort(key=_product_of)
        return cls(tuple(ordered))

    def on(self, product_id: str) -> Said:
        """Return what is said of this product."""
        start = bisect_left(self.words, product_id, key=_product_of)
        return Said(self.words[start : bisect_right(self.words, product_id, start, key=_product_of)])

    @cached_property
    def product_ids(self) -> tuple[str, ...]:
        """Of which anything is said, sorted."""
        return tuple(dict.fromkeys(self._columns.product_id))

    @cached_property
    def person_ids(self) -> tuple[str, ...]:
        """Who says anything, in no order that tells."""
        return tuple(dict.fromkeys(self._columns.person_id))

    @cached_property
    def product(self) -> NDArray[np.int64]:
        """The place of each word's product in `product_ids`."""
        places = {id: place for place, id in enumerate(self.product_ids)}
        return self._fill(map(places.__getitem__, self._columns.product_id), np.int64)

    @cached_property
    def person(self) -> NDArray[np.int64]:
        """The place of each word's person in `person_ids`."""
        places = {id: place for place, id in enumerate(self.person_ids)}
        return self._fill(map(places.__getitem__, self._columns.person_id), np.int64)

    @cached_property
    def stars(self) -> NDArray[np.int64]:
        """What each gives, 0 for none."""
        return self._fill((stars or 0 for stars in self._columns.stars), np.int64)

    @cached_property
    def day(self) -> NDArray[np.float64]:
        return self._fill(self._columns.day, np.float64)

    @cached_property
    def liked(self) -> NDArray[np.bool_]:
        return self._fill(self._columns.liked, np.bool_)

    @cached_property
    def sent(self) -> NDArray[np.bool_]:
        return self._fill(map(bool, self._columns.sent_id), np.bool_)

    @cached_property
    def by_friends(self) -> NDArray[np.bool_]:
        """True for stars and purchases of friends."""
        return self._of_friends & ~self.sent

    @cached_property
    def by_others(self) -> NDArray[np.bool_]:
        """True for stars of those who are no friends."""
        return ~self._of_friends

    @cached_property
    def support(self) -> NDArray[np.float64]:
        """How much each speaks for its product, -1 to 1."""
        given = np.where(self.stars > 0, (self.stars - 3) / 2, _OWNED)
        return np.where(self.sent, 1.0, given)

    @cached_property
    def _of_friends(self) -> NDArray[np.bool_]:
        return self._fill(map(partial(is_, Bond.FRIEND), self._columns.bond), np.bool_)

    @cached_property
    def _columns(self) -> Any:
        """A `Word` that holds what all words say, in place of what one says."""
        return Word._make(zip(*self.words, strict=True)) if self.words else Word._make([()] * len(Word._fields))

    def _fill(self, values: Iterable[Any], type: Any) -> NDArray[Any]:
        return np.fromiter(values, type, len(self.words))

    def count(self, of_each: NDArray[np.floating] | NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return (len(person_ids),): the sum over each person's words of what (n,) says of each."""
        return np.bincount(self.person, of_each, len(self.person_ids)).astype(np.float64, copy=False)


def measure_agreement(told: WordOfMouth, liking: Mapping[str, float], stars: Mapping[str, int]) -> dict[str, float]:
    """Return by friend, 0 to 1, how far what they show agrees with what the customer likes and rated.

    It is the cosine of the two, 0 where they have nothing in common or judge it differently.
    """
    own = dict(liking) | {id: float(given - 3) for id, given in stars.items()}
    length = sum(value**2 for value in own.values()) ** 0.5
    if not length:
        return {}
    liked = np.array([own.get(id, 0.0) for id in told.product_ids], np.float64)[told.product]
    shown = told.support * told.by_friends
    common, squares = told.count(shown * liked), told.count(shown**2)
    cosines = np.maximum(0.0, common / (length * np.sqrt(np.where(squares > 0, squares, 1.0))))
    each = zip(told.person_ids, cosines.tolist(), squares.tolist(), strict=True)
    return {id: cosine for id, cosine, square in each if square}


def _join(one: Word, other: Word) -> Word:
    """Return the word that says more, of two by one person on one product, as told on the first day."""
    more, first = other if one.stars is None else one, min(one.day, other.day)
    return more if more.day == first else more._replace(day=first)
