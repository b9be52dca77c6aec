"""Recommenders that always say the same, so that it is seen whose list it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from recommender.experiments.experimented import ExperimentedRecommender
from recommender.experiments.records import Arm
from recommender.serve import Recommender, SuggestContext, Suggestion
from shop.errors import Invalid
from shop.store import Store


class FixedRecommender:
    """Suggests these products, whoever asks."""

    def __init__(self, *product_ids: str) -> None:
        self._product_ids = product_ids

    def suggest(self, customer_id: str | None, context: SuggestContext, limit: int = 5) -> list[Suggestion]:
        return self._list(limit)

    def similar(self, product_id: str, viewer_id: str | None, limit: int = 5) -> list[Suggestion]:
        return self._list(limit)

    def _list(self, limit: int) -> list[Suggestion]:
        return [Suggestion(id, 1 / (1 + at), ()) for at, id in enumerate(self._product_ids[:limit])]


@dataclass
class FixedArms:
    """Opens an arm as the recommender of its name."""

    arms: dict[str, Recommender]
    opened: list[str] = field(default_factory=list)

    def open(self, arm: Arm) -> Recommender:
        self.opened.append(arm.name)
        if arm.name not in self.arms:
            raise Invalid("variant", f"{arm.name!r} is no longer known.")
        return self.arms[arm.name]


class HandClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def take_part(
    store: Store, in_use: Recommender, keep_days: int = 90, clock: HandClock | None = None, **arms: Recommender
) -> ExperimentedRecommender:
    """Return a recommender that has taken up what runs in the store."""
    found = ExperimentedRecommender(
        store, in_use, FixedArms({"now": in_use, **arms}), keep_days=keep_days, clock=clock or HandClock()
    )
    found.refresh()
    return found


def ids(suggestions: Sequence[Suggestion]) -> list[str]:
    return [suggestion.product_id for suggestion in suggestions]
