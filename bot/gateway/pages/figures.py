"""What the operator's page says of lists and experiments: sums over everybody, which are not made for every look."""

from collections import OrderedDict
from datetime import datetime
from functools import partial

from bot.gateway.pages.counted import Counted
from recommender.experiments.health import Health, measure_health
from recommender.experiments.records import Experiment
from recommender.experiments.report import Report, make_report
from shop.store import Store

_DAYS = 30
_REPORTS = 16  # experiments whose reports are kept


class Figures:
    """Health and reports, at most a minute old. Safe to share between threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._health = Counted(partial(measure_health, store, _DAYS))
        self._reports: OrderedDict[tuple[str, datetime | None], Counted[Report]] = OrderedDict()

    def health(self) -> Health:
        """Return the health of the lists of the last 30 days."""
        return self._health.look()

    def report(self, experiment: Experiment) -> Report:
        """Return the report of an experiment; that it was stopped shows at once."""
        key = (experiment.id, experiment.stopped_at)
        counted = self._reports.setdefault(key, Counted(partial(make_report, self._store, experiment)))
        if len(self._reports) > _REPORTS:
            self._reports.popitem(last=False)
        return counted.look()
