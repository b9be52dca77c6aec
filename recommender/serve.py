"""Suggesting products: what may be asked, and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class SuggestContext:
    """What is known of the moment. Empty means that nobody said."""

    seed_product_ids: Sequence[str] = ()  # what is being looked at or talked about
    recipient_id: str | None = None  # who gets it as a present, somebody whom the customer may find; None: themselves
    member_ids: Sequence[str] = ()  # for whom one thing is sought together, the customer only if they are named too
    budget_max_cents: int | None = None
    among_ids: Sequence[str] | None = None  # products to choose from; None: all
    excluded_ids: Sequence[str] = ()  # products not to suggest: rejected, shown before
    product_type: str = ""
    for_child: bool = False  # it is for a child, so that what is made for children fits
    kind_named: bool = False  # the kind of thing is named, be it made for children or not
    child_age: int | None = None  # in years, where it is told
    only_suited: bool = False  # rather nothing than what is made for others: a present


@dataclass(frozen=True)
class Reason:
    """A true sentence, readable for whom the suggestion is made, and what it rests on, such as "review:7-ana"."""

    text: str
    evidence: tuple[str, ...]  # kind:id, at least one; without these things the reason would not be given


@dataclass(frozen=True)
class Suggestion:
    """A product that can be bought now. `score`: higher is better, comparable within one answer only."""

    product_id: str
    score: float
    because: tuple[Reason, ...]  # the strongest first

    @property
    def reasons(self) -> tuple[str, ...]:
        """The sentences alone."""
        return tuple(reason.text for reason in self.because)


class Recommender(Protocol):
    """Suggests from what people did and said, as far as each allowed it. Safe to share between threads."""

    def suggest(self, customer_id: str | None, context: SuggestContext, limit: int = 5) -> list[Suggestion]:
        """Return products for this customer, None for a guest, the best first; [] when nothing fits.

        Never what they own since lately, what is sold out, too dear, too old for the receiver, or excluded. What is
        made for children comes only for a child, for who likes such things, or where there is nothing else; for a
        child of whom nothing more is known nothing else comes, if something can be had, and nothing that states
        another age. With `only_suited` nothing comes in the place of what suits. With members, never what one of them
        is seen to have or to dislike. Raises NotFound for a recipient or a member who does not exist for the customer,
        Invalid for a limit below 1 and for more than ten members.
        """
        ...

    def similar(self, product_id: str, viewer_id: str | None, limit: int = 5) -> list[Suggestion]:
        """Return other products like this one, the best first; [] for none. Raises NotFound for an unknown one."""
        ...
