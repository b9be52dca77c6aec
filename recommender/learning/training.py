"""A training run: clean what was done, choose settings, weigh the parts, measure, learn from everything."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from recommender.acts import Acts, day_of, read_acts
from recommender.alike import Alike
from recommender.assortment import Assortment, Range
from recommender.cleaning import CleaningReport, clean
from recommender.learning.questions import Past, Question, measure_each, remember_for_questions, set_questions
from recommender.learning.registry import Measured
from recommender.learning.weighing import Weighing, learn_weights
from recommender.model import Model, fit_model, read_stars
from recommender.plan import Plan
from recommender.ranking.protocol import Scores
from recommender.trust import learn_trusting
from retrieval.search import Shelf
from shop.catalogue import Product
from shop.store import Reader, Store

Progress = Callable[[str, float], None]
"""Is told what is done now and which share of the whole is done before it, 0 to 1."""

_PATIENCE = 8  # settings tried in a row that are no better, after which the search ends


@dataclass(frozen=True)
class Trial:
    """Settings that were tried, and how well lists of ten foresee later purchases with them (nDCG)."""

    plan: Plan
    ndcg: float


@dataclass(frozen=True)
class Trained:
    model: Model
    measured: Measured
    weighing: Weighing
    cleaning: CleaningReport
    trials: tuple[Trial, ...]  # of settings, the first with those in use
    past: Past


def train(
    store: Store,
    shelf: Shelf,
    *,
    in_use: Model | None = None,
    search_s: float = 0.0,
    progress: Progress = lambda *_: None,
) -> Trained:
    """Return a model of all that is in the store now, with the settings of the one in use, or better ones.

    With `search_s` other settings are tried for that many seconds, or until eight in a row are no better.
    """
    with store.read() as tx:
        progress("Reading what customers did", 0.0)
        acts, cleaning = clean(read_acts(tx, (product.id for product in tx.find(Product))))
        progress("Asking about the past", 0.2)
        run = _Run(tx, acts, Assortment().sync(tx), remember_for_questions(shelf))
        plan = in_use.plan if in_use else Plan()
        trials = [Trial(plan, run.judge(plan))]
        trials += _search(run, trials[0], search_s, progress) if search_s > 0 else []
        best = max(trials, key=lambda trial: trial.ndcg).plan
        progress("Weighing the parts", 0.6)
        questions = run.ask(best)
        weighing = learn_weights(questions)
        used = None if in_use is None else measure_each(run.ask(in_use.plan), in_use.weights.values)
        measured = _measure(weighing, used)
        progress("Learning from everything", 0.7)
        model = fit_model(acts, day_of(tx.now), read_stars(tx, acts.product_ids), best)
    progress("Done", 1.0)
    trusting = learn_trusting(question.ties for question in questions)
    model = replace(model, weights=weighing.weights, trusting=trusting)
    return Trained(model, measured, weighing, cleaning, tuple(trials), Past(acts, run.range, questions))


def _measure(weighing: Weighing, in_use: Scores | None) -> Measured:
    told = Measured(
        weighing.questions,
        weighing.ndcg,
        weighing.ndcg_appeal,
        weighing.ndcg_without_friends,
        weighing.ndcg_without_trust,
    )
    if in_use is None or not len(in_use):
        return told
    paired = len(in_use) == len(weighing.each)
    spread = (weighing.each - in_use).std() if paired else np.hypot(weighing.each.std(), in_use.std())
    return replace(told, ndcg_in_use=float(in_use.mean()), chance=2 * float(spread) / len(in_use) ** 0.5)


class _Run:
    """Asks the questions of the past under different settings; those asked before are remembered."""

    def __init__(self, tx: Reader, acts: Acts, range: Range, alike: Alike) -> None:
        self.range = range
        self._tx, self._acts, self._alike = tx, acts, alike
        self._asked: dict[Plan, list[Question]] = {}

    def ask(self, plan: Plan) -> list[Question]:
        if plan not in self._asked:
            self._asked[plan] = set_questions(self._tx, self._acts, self.range, self._alike, plan)
        return self._asked[plan]

    def judge(self, plan: Plan) -> float:
        """Return the nDCG on customers whom the weights were not learned from."""
        return learn_weights(self.ask(plan)).ndcg


def _search(run: _Run, first: Trial, search_s: float, progress: Progress) -> list[Trial]:
    """Return what was tried with Optuna's tree-structured Parzen estimator."""
    import optuna

    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=first.plan.seed))
    found: list[Trial] = []
    begun, best, since = time.monotonic(), first.ndcg, 0
    while time.monotonic() - begun < search_s and since < _PATIENCE:
        progress("Trying settings", 0.3 + 0.3 * (time.monotonic() - begun) / search_s)
        asked = study.ask()
        plan = _suggest(asked, first.plan)
        found.append(Trial(plan, run.judge(plan)))
        study.tell(asked, found[-1].ndcg)
        since = 0 if found[-1].ndcg > best else since + 1
        best = max(best, found[-1].ndcg)
    return found


def _suggest(trial: "optuna.Trial", usual: Plan) -> Plan:  # type: ignore[name-defined]  # noqa: F821
    return replace(
        usual,
        half_life_days=trial.suggest_float("half_life_days", 30, 720, log=True),
        ridge=trial.suggest_float("ridge", 20, 5_000, log=True),
        shrinkage=trial.suggest_float("shrinkage", 5, 500, log=True),
        rank=trial.suggest_categorical("rank", [16, 32, 64]),
        als_ridge=trial.suggest_float("als_ridge", 0.005, 0.1, log=True),
        unknown=trial.suggest_float("unknown", 1, 20, log=True),
        trend_days=trial.suggest_float("trend_days", 7, 90, log=True),
    )
