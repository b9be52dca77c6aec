"""The recommender that shoppers meet: the one in use, or the arm that a running experiment deals them."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import structlog

from recommender.experiments.assignment import assign, draw
from recommender.experiments.exploration import CANDIDATES, explore
from recommender.experiments.exposures import Making, forget_old_lists, log_list
from recommender.experiments.interleaving import draft
from recommender.experiments.lifecycle import find_running
from recommender.experiments.listed import Listed
from recommender.experiments.records import Arm, Experiment, Kind, Surface
from recommender.serve import Recommender, SuggestContext, Suggestion
from shop.consent import Purpose, allows
from shop.errors import ShopError
from shop.ids import new_id
from shop.store import Store

log = structlog.get_logger()

LOOK_EVERY_S = 15.0  # how long a started or stopped experiment may go unnoticed
_FORGET_EVERY_S = 3600.0
_REMEMBERED = 2_000  # lists that may still be shown

Ask = Callable[[Recommender, int], list[Suggestion]]


class OpensArms(Protocol):
    def open(self, arm: Arm) -> Recommender:
        """Return the recommender of this arm. Raises Invalid for a variant that is not known."""
        ...


@dataclass(frozen=True)
class Running:
    """An experiment with the recommenders of its arms, in their order."""

    experiment: Experiment
    arms: tuple[Recommender, ...]

    def of(self, arm: Arm) -> Recommender:
        return self.arms[self.experiment.arms.index(arm)]


class ExperimentedRecommender:
    """A `Recommender` that also hears what was shown. Safe to share between threads.

    In an experiment are those who are signed in and consent to PERSONALISE; all others get the recommender in use.
    """

    def __init__(
        self,
        store: Store,
        in_use: Recommender,
        variants: OpensArms,
        *,
        keep_days: int,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`keep_days` is how long shown lists are kept; 0 keeps none, and no experiment is taken up."""
        self._store = store
        self._in_use = in_use
        self._variants = variants
        self._keep_days = keep_days
        self._clock = clock
        self._running: Running | None = None
        self._made: OrderedDict[str, Making] = OrderedDict()
        self._lock = threading.Lock()
        self._looking = threading.Lock()
        self._look_at = self._forget_at = clock()  # at once

    def suggest(self, customer_id: str | None, context: SuggestContext, limit: int = 5) -> list[Suggestion]:
        return self._answer(
            Surface.SUGGESTIONS, customer_id, limit, lambda arm, n: arm.suggest(customer_id, context, n)
        )

    def similar(self, product_id: str, viewer_id: str | None, limit: int = 5) -> list[Suggestion]:
        return self._answer(Surface.SIMILAR, viewer_id, limit, lambda arm, n: arm.similar(product_id, viewer_id, n))

    def shown(self, list_id: str, product_ids: Sequence[str]) -> None:
        """Keep what was shown of a list; the shopper has it already, so a failure is only reported."""
        with self._lock:
            making = self._made.pop(list_id, None)
        if making is None:
            return
        try:
            log_list(self._store, list_id, making, product_ids)
        except ShopError as error:
            log.error("a shown list is lost", list=list_id, experiment=making.experiment_id, error=str(error))

    def refresh(self) -> None:
        """Take up the experiment that was started, let go the one that was stopped, forget old lists.

        Done by itself every LOOK_EVERY_S on a thread of its own. Raises ShopError, and serves as before.
        """
        self._look_at = self._clock() + LOOK_EVERY_S
        if not self._keep_days:
            return
        found = find_running(self._store)
        if found is None:
            self._running = None
        elif self._running is None or self._running.experiment.id != found.id:
            self._running = Running(found, tuple(self._variants.open(arm) for arm in found.arms))
        if self._clock() >= self._forget_at:
            forget_old_lists(self._store, self._keep_days)
            self._forget_at = self._clock() + _FORGET_EVERY_S

    def try_refresh(self) -> None:
        """Refresh; what keeps it from that is reported."""
        try:
            self.refresh()
        except ShopError as error:
            log.error("experiments cannot be taken up", error=str(error))

    def _answer(self, surface: Surface, customer_id: str | None, limit: int, ask: Ask) -> list[Suggestion]:
        self._look_again()
        if not self._keep_days:
            return ask(self._in_use, limit)
        id, running = new_id("list"), self._running
        if running is None or customer_id is None or not self._consents(customer_id):
            made = ask(self._in_use, limit)
            making = Making(customer_id, surface, _ids(made))
        elif running.experiment.kind is Kind.INTERLEAVING:
            made, making = _interleave(running, id, Making(customer_id, surface, ()), limit, ask)
        else:
            made, making = _split(running, id, Making(customer_id, surface, ()), limit, ask)
        self._remember(id, making)
        return [Listed(**vars(suggestion), list_id=id) for suggestion in made]

    def _consents(self, customer_id: str) -> bool:
        with self._store.read() as tx:
            return allows(tx, customer_id, Purpose.PERSONALISE)

    def _remember(self, id: str, making: Making) -> None:
        with self._lock:
            self._made[id] = making
            if len(self._made) > _REMEMBERED:
                self._made.popitem(last=False)

    def _look_again(self) -> None:
        if self._clock() < self._look_at or not self._looking.acquire(blocking=False):
            return
        threading.Thread(target=self._refresh_aside, name="experiments", daemon=True).start()

    def _refresh_aside(self) -> None:
        try:
            self.try_refresh()
        finally:
            self._looking.release()


def _split(running: Running, id: str, making: Making, limit: int, ask: Ask) -> tuple[list[Suggestion], Making]:
    """Return the list of the person's arm, its first place drawn now and then where the whole of it is shown."""
    experiment = running.experiment
    arm = assign(experiment, str(making.customer_id))
    making = replace(making, experiment_id=experiment.id, arm=arm.name)
    exploration = experiment.exploration if making.surface is Surface.SUGGESTIONS and limit <= CANDIDATES else 0.0
    ranked = ask(running.of(arm), CANDIDATES if exploration else limit)
    if not exploration or not ranked:
        chances = dict.fromkeys(_ids(ranked), 1.0)
        return ranked, replace(making, product_ids=_ids(ranked), propensities=chances)
    asked = {other.name: ask(running.of(other), 1) for other in experiment.arms if other.share == 0}
    firsts = {name: best[0] for name, best in asked.items() if best}
    by_id = {suggestion.product_id: suggestion for suggestion in (*firsts.values(), *ranked)}
    candidates = tuple(dict.fromkeys([*_ids(ranked), *(best.product_id for best in firsts.values())]))
    explored = explore(_ids(ranked), limit, candidates, exploration, draw(experiment.id, id))
    making = replace(
        making,
        product_ids=explored.product_ids,
        propensities=dict(zip(explored.product_ids, explored.propensities, strict=True)),
        candidates=candidates,
        rivals={name: best.product_id for name, best in firsts.items()},
    )
    return [by_id[id] for id in explored.product_ids], making


def _interleave(running: Running, id: str, making: Making, limit: int, ask: Ask) -> tuple[list[Suggestion], Making]:
    experiment = running.experiment
    lists = [{found.product_id: found for found in ask(arm, limit)} for arm in running.arms]
    drafted = draft(list(lists[0]), list(lists[1]), limit, lambda turn: draw(experiment.id, id, str(turn)) < 0.5)
    teams = {product_id: experiment.arms[team].name for product_id, team in drafted}
    making = replace(making, experiment_id=experiment.id, product_ids=tuple(teams), teams=teams)
    return [lists[team][product_id] for product_id, team in drafted], making


def _ids(suggestions: Sequence[Suggestion]) -> tuple[str, ...]:
    return tuple(suggestion.product_id for suggestion in suggestions)
