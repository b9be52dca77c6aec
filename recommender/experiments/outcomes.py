"""What people did with products after they had been shown them.

Only sums over people leave this room. Orders count whatever they are for: a present that was suggested is a success.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from recommender.experiments.interleaving import prefer
from recommender.experiments.records import Experiment, Exposure, Kind, Metric
from shop.activity import Event, EventName
from shop.consent import Purpose, consenting
from shop.orders.records import Order, OrderStatus
from shop.store import AtLeast, OneOf, Reader

_MEANS = {
    EventName.VIEW_ITEM: Metric.CLICK,
    EventName.SELECT_ITEM: Metric.CLICK,
    EventName.ADD_TO_WISHLIST: Metric.WISH,
    EventName.ADD_TO_CART: Metric.CART,
    EventName.PURCHASE: Metric.PURCHASE,
    EventName.DISLIKE: Metric.REJECTION,
}
_BATCH = 2_000  # people whose doings are read together


@dataclass(frozen=True)
class Act:
    """Somebody did something with a product."""

    metric: Metric
    product_id: str
    at: datetime


@dataclass(frozen=True)
class Participant:
    """A person in an experiment."""

    id: str
    arm: str  # of their first list
    lists: tuple[Exposure, ...]  # as they were shown, at least one
    counted: bool  # their window has closed: what they did changes no more
    did: frozenset[Metric]  # with products they had been shown, within their window
    preference: int  # interleaving: 1 for the second arm, -1 for the first, 0 for neither

    @property
    def first_at(self) -> datetime:
        return self.lists[0].at


Acts = Mapping[str, Sequence[Act]]
"""What each person did, in its order; people who did nothing are missing."""


def read_participants(tx: Reader, experiment: Experiment) -> tuple[list[Participant], Acts]:
    """Return the people in the experiment who still consent to PERSONALISE, in the order of their first lists.

    And what they did since its start. ([], {}) for nobody.
    """
    lists: dict[str, list[Exposure]] = {}
    for shown in tx.find(Exposure, experiment_id=experiment.id, order="at"):
        if shown.customer_id is not None:
            lists.setdefault(shown.customer_id, []).append(shown)
    allowed = consenting(tx, Purpose.PERSONALISE)
    acts = _read_acts(tx, [id for id in lists if id in allowed], experiment.started_at)
    found = [_watch(experiment, id, mine, acts.get(id, ()), tx.now) for id, mine in lists.items() if id in allowed]
    return found, acts


def took(shown: Exposure, acts: Sequence[Act], metric: Metric, window: timedelta) -> bool:
    """Return whether the product in the first place of a list was taken within the window after it was shown."""
    return any(
        act.metric is metric and act.product_id == shown.product_ids[0] and shown.at <= act.at < shown.at + window
        for act in acts
    )


def _watch(
    experiment: Experiment, id: str, lists: Sequence[Exposure], acts: Sequence[Act], now: datetime
) -> Participant:
    closes = lists[0].at + timedelta(days=experiment.window_days)
    within = [act for act in acts if act.at < closes and _was_shown(act, lists)]
    preference = 0
    if experiment.kind is Kind.INTERLEAVING:
        liked = {act.product_id for act in within if act.metric is experiment.metric}
        preference = _prefer(experiment, lists, liked)
    did = frozenset(act.metric for act in within)
    return Participant(id, lists[0].arm, tuple(lists), closes <= now, did, preference)


def _was_shown(act: Act, lists: Sequence[Exposure]) -> bool:
    return any(shown.at <= act.at and act.product_id in shown.product_ids for shown in lists)


def _prefer(experiment: Experiment, lists: Sequence[Exposure], liked: Collection[str]) -> int:
    """Return the sign of what one person's lists say; for a metric of which less is better, the other way round."""
    second = experiment.arms[1].name
    wins = sum(
        prefer([(id, int(team == second)) for id, team in zip(shown.product_ids, shown.teams, strict=True)], liked)
        for shown in lists
    )
    return experiment.metric.sign * ((wins > 0) - (wins < 0))


def _read_acts(tx: Reader, customer_ids: Sequence[str], since: datetime) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = {}
    for start in range(0, len(customer_ids), _BATCH):
        ids = OneOf(tuple(customer_ids[start : start + _BATCH]))
        for event in tx.find(Event, customer_id=ids, name=OneOf(tuple(_MEANS)), at=AtLeast(since)):
            if event.product_id is not None:
                act = Act(_MEANS[event.name], event.product_id, event.at)
                found.setdefault(event.customer_id, []).append(act)
        for order in tx.find(Order, customer_id=ids, placed_at=AtLeast(since)):
            if order.status is not OrderStatus.CANCELLED:
                bought = [Act(Metric.PURCHASE, item.product_id, order.placed_at) for item in order.items]
                found.setdefault(order.customer_id, []).extend(bought)
    return {id: sorted(acts, key=lambda act: act.at) for id, acts in found.items()}
