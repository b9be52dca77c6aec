"""The merchant's rules applied to one list: what is raised and lowered, how many of a kind, and what stands where.

Rules order what may be shown; they never bring in what may not: they are given only products that passed every limit.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Protocol

import numpy as np

from recommender.assortment import Mask, Range
from recommender.ranking.protocol import Scores
from recommender.serve import Reason, SuggestContext, Suggestion
from shop.catalogue import Product
from shop.merchandising import MerchantRule, RuleKind
from shop.store import Reader

RuleReader = Callable[[Reader], Sequence[MerchantRule]]
"""Gives the rules to apply, in the order of their force."""

PICKED = "Picked by the shop"
_HEADROOM = 0.5  # of the best score: how far above it boosts can lead


class Effect(StrEnum):
    """What a rule did to a product of a list."""

    PINNED = "pinned"
    RAISED = "raised"
    LOWERED = "lowered"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Touch:
    """One thing that one rule did."""

    rule_id: str
    product_id: str
    effect: Effect


@dataclass(frozen=True)
class Preview:
    """One list without rules and with them, as product ids, and which rule did what."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    touches: tuple[Touch, ...]


class Previewer(Protocol):
    """Shows what rules would do. Safe to share between threads."""

    def preview(
        self, customer_id: str | None, context: SuggestContext, limit: int, rules: Sequence[MerchantRule]
    ) -> Preview:
        """Return what `suggest` would give without rules, and under these. Raises what `suggest` raises."""
        ...


@dataclass(frozen=True)
class Merchandising:
    """These rules for one list out of this range. `rules` are in the order of their force, the strongest first.

    Arrays are in the order of the range's ids, n of them.
    """

    rules: Sequence[MerchantRule]
    range: Range
    offered: Mask  # (n,): what may be shown, as far as products tell

    def weigh(self, scores: Scores) -> Scores:
        """Return (n,) after boosts and buries; of those that hold a product, the strongest counts alone.

        A boost never lowers and a bury never raises, whatever the sign. What is buried without a factor comes after
        all else that is offered, in its order.
        """
        free, last = self.offered.copy(), np.zeros_like(self.offered)
        weighed = scores
        for rule in self._of_kind(RuleKind.BOOST, RuleKind.BURY) if free.any() else []:
            held = free & self.range.held_by(rule.terms.selection)
            free &= ~held
            if rule.terms.factor is None:
                last |= held
            else:
                top = float(scores[self.offered].max())
                weighed = np.where(held, _weigh(scores, rule.terms.factor, top), weighed)
        return _put_last(weighed, last, self.offered & ~last)

    @property
    def pinned_ids(self) -> tuple[str, ...]:
        """The products that a pin wants in the list, the strongest pin's first."""
        return tuple(self._pins)

    def pin_of(self, product_id: str) -> MerchantRule:
        """Return the strongest pin of a product that has one."""
        return self._pins[product_id]

    def hold_pins(self, buyable: Iterable[str], n: int) -> dict[int, str]:
        """Return by place, from 1, the pinned products of a list of n: those that can be had and break no cap.

        Where a stronger pin stands, the next free place is given. Without a free one the product stands where it would.
        """
        had = frozenset(buyable)
        counter = _Counter(self._caps)
        held: dict[int, str] = {}
        for id, rule in self._pins.items():
            free = next((at for at in range(rule.terms.place or 1, n + 1) if at not in held), None)
            if free is not None and id in had and counter.admits(self.range.products[id]):
                held[free] = id
        return held

    def keep_caps(self, ranked: Iterable[str], pins: Mapping[int, str]) -> Iterator[str]:
        """Yield the ranked products, without the pins, that leave every cap kept together with the pins.

        So does any list chosen out of them.
        """
        counter = _Counter(self._caps)
        pinned = frozenset(pins.values())
        for id in pins.values():
            counter.admits(self.range.products[id])
        for id in ranked:
            if id not in pinned and counter.admits(self.range.products[id]):
                yield id

    def place(self, ranked: Sequence[str], pins: Mapping[int, str], n: int) -> list[str]:
        """Return at most n products: each pin at its place and the ranked ones between; pins close a shorter list."""
        found: list[str] = []
        left, rest = dict(pins), list(ranked)
        while len(found) < n and (rest or left):
            place = len(found) + 1 if rest else min(left)
            found.append(left.pop(place) if place in left else rest.pop(0))
        return found

    def touches(self, before: Sequence[str], after: Sequence[str], pins: Mapping[int, str]) -> list[Touch]:
        """Return what the rules did to the products of the list as it would be without them, and as it is with them."""
        seen = list(dict.fromkeys((*after, *before)))
        weighed = [Touch(rule.id, id, effect) for id in seen for rule, effect in self._weighed_by(id)]
        pinned = [Touch(self._pins[id].id, id, Effect.PINNED) for id in after if id in pins.values()]
        gone = [id for id in before if id not in after]
        left = [Touch(cap.id, id, Effect.LEFT_OUT) for id in gone for cap in self._full_caps(id, after)]
        return [*pinned, *weighed, *left]

    @cached_property
    def _pins(self) -> dict[str, MerchantRule]:
        """The strongest pin of each product that may be offered, the strongest first."""
        pins: dict[str, MerchantRule] = {}
        for rule in self._of_kind(RuleKind.PIN):
            for id in rule.terms.selection.product_ids:
                if id in self.range.places and self.offered[self.range.places[id]]:
                    pins.setdefault(id, rule)
        return pins

    @cached_property
    def _caps(self) -> list[MerchantRule]:
        return self._of_kind(RuleKind.CAP)

    def _of_kind(self, *kinds: RuleKind) -> list[MerchantRule]:
        return [rule for rule in self.rules if rule.terms.kind in kinds]

    def _weighed_by(self, id: str) -> list[tuple[MerchantRule, Effect]]:
        """Return the boost or bury that counts for the product; [] for none."""
        rules = self._of_kind(RuleKind.BOOST, RuleKind.BURY)
        rule = next((rule for rule in rules if rule.terms.selection.holds(self.range.products[id])), None)
        if rule is None:
            return []
        return [(rule, Effect.RAISED if rule.terms.kind is RuleKind.BOOST else Effect.LOWERED)]

    def _full_caps(self, id: str, chosen: Sequence[str]) -> list[MerchantRule]:
        """Return the caps that would be broken if this product were in the list too."""
        counter = _Counter(self._caps)
        for other in chosen:
            counter.admits(self.range.products[other])
        return [cap for cap in self._caps if counter.is_full(cap, self.range.products[id])]


@dataclass(frozen=True)
class MadeList:
    """A list of suggestions, and what of the rules is in it."""

    suggestions: list[Suggestion]
    merchandising: Merchandising
    pins: Mapping[int, str]

    def compare(self, before: "MadeList") -> Preview:
        """Return the change from that list to this one."""
        old, new = (tuple(one.product_id for one in made.suggestions) for made in (before, self))
        return Preview(old, new, tuple(self.merchandising.touches(old, new, self.pins)))


def say_pick(suggestion: Suggestion, merchandising: Merchandising, pins: Mapping[int, str]) -> Suggestion:
    """Return the suggestion; a pinned one for which nothing speaks says whose pick it is."""
    if suggestion.because or suggestion.product_id not in pins.values():
        return suggestion
    rule = merchandising.pin_of(suggestion.product_id)
    return replace(suggestion, because=(Reason(PICKED, (f"rule:{rule.id}",)),))


def keep_caps(rules: Sequence[MerchantRule], products: Iterable[Product]) -> list[str]:
    """Return the ids of these products, in their order, without those for which a cap has no room any more."""
    counter = _Counter([rule for rule in rules if rule.terms.kind is RuleKind.CAP])
    return [product.id for product in products if counter.admits(product)]


def _weigh(scores: Scores, factor: float, top: float) -> Scores:
    """Return the scores times the factor; what rises over the top is drawn near it, so that variety keeps its scale."""
    weighed = np.where(scores >= 0, scores * factor, scores / factor)
    if top <= 0:
        return weighed
    return np.where(weighed > top, top * (1 + _HEADROOM * (1 - top / np.maximum(weighed, top))), weighed)


def _put_last(scores: Scores, last: Mask, rest: Mask) -> Scores:
    """Return the scores with the last ones below the rest, by more than variety may mark anything down."""
    if not last.any() or not rest.any():
        return scores
    drop = scores[last].max() - scores[rest].min() + max(1.0, np.abs(scores[rest]).max())
    return np.where(last, scores - drop, scores)


class _Counter:
    """Counts the products of one list against the caps."""

    def __init__(self, caps: Sequence[MerchantRule]) -> None:
        self._caps = caps
        self._counts: dict[tuple[str, str], int] = {}

    def admits(self, product: Product) -> bool:
        """Count the product and return True; False, counting nothing, when a cap is full."""
        concerned = [cap for cap in self._caps if cap.terms.selection.holds(product)]
        if any(self.is_full(cap, product) for cap in concerned):
            return False
        for cap in concerned:
            key = _group(cap, product)
            self._counts[key] = self._counts.get(key, 0) + 1
        return True

    def is_full(self, cap: MerchantRule, product: Product) -> bool:
        """Return whether the cap is about the product and allows none more."""
        most = cap.terms.most or 0
        return cap.terms.selection.holds(product) and self._counts.get(_group(cap, product), 0) >= most


def _group(cap: MerchantRule, product: Product) -> tuple[str, str]:
    """Return what the cap counts together with the product."""
    each = cap.terms.each
    return cap.id, "" if each is None else str(getattr(product, each.value))
