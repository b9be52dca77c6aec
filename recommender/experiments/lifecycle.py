"""Starting and stopping experiments; one runs at a time, so that none disturbs another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from recommender.experiments.records import RUNNING, Arm, Experiment, Guardrail, Kind, Metric
from recommender.experiments.variants import check_variant
from shop.errors import AlreadyExists, Conflict, Invalid, NotFound
from shop.ids import new_id
from shop.store import Store
from shop.texts import check_id, clean_text

_MOST_ARMS = 8


@dataclass(frozen=True)
class Design:
    """How an experiment is set up; see `Experiment` for what each field means."""

    name: str
    arms: Sequence[Arm]
    metric: Metric = Metric.CLICK
    kind: Kind = Kind.SPLIT
    guardrails: Sequence[Guardrail] = ()
    exploration: float = 0.0
    window_days: int = 7
    least_effect: float = 0.02
    alpha: float = 0.05


def start_experiment(store: Store, design: Design) -> Experiment:
    """Return the experiment, in force on every replica within half a minute.

    Raises Invalid for a design that cannot be run, Conflict while another experiment runs.
    """
    name = clean_text("name", design.name, shortest=1, longest=100)
    _check_arms(design)
    _check_numbers(design)
    try:
        with store.write() as tx:
            experiment = Experiment(
                id=new_id("exp"),
                name=name,
                kind=design.kind,
                arms=tuple(design.arms),
                metric=design.metric,
                guardrails=tuple(design.guardrails),
                exploration=design.exploration,
                window_days=design.window_days,
                least_effect=design.least_effect,
                alpha=design.alpha,
                started_at=tx.now,
            )
            tx.add(experiment)
    except AlreadyExists as error:
        raise Conflict("Another experiment is running; stop it first.") from error
    return experiment


def stop_experiment(store: Store, id: str, outcome: str = "") -> Experiment:
    """Return the experiment, over; `outcome` is kept with it. Raises NotFound, and Conflict when it is over already."""
    with store.write() as tx:
        experiment = tx.lock(Experiment, check_id("id", id))
        if experiment is None:
            raise NotFound("experiment", id)
        if experiment.stopped_at is not None:
            raise Conflict(f"Experiment {id} was stopped on {experiment.stopped_at:%Y-%m-%d} already.")
        over = replace(experiment, stopped_at=tx.now, slot=experiment.id, outcome=outcome)
        tx.put(over)
        return over


def find_experiment(store: Store, id: str) -> Experiment:
    """Return the experiment. Raises NotFound."""
    with store.read() as tx:
        experiment = tx.get(Experiment, check_id("id", id))
    if experiment is None:
        raise NotFound("experiment", id)
    return experiment


def find_running(store: Store) -> Experiment | None:
    """Return the experiment that runs, None when none does."""
    with store.read() as tx:
        return next(iter(tx.find(Experiment, slot=RUNNING)), None)


def list_experiments(store: Store) -> list[Experiment]:
    """Return every experiment, the newest first; [] for none."""
    with store.read() as tx:
        return tx.find(Experiment, order="started_at", descending=True)


def _check_arms(design: Design) -> None:
    arms, names = design.arms, [arm.name for arm in design.arms]
    if not 2 <= len(arms) <= _MOST_ARMS or len(set(names)) < len(names):
        raise Invalid("arms", f"An experiment has 2 to {_MOST_ARMS} arms of different names, not {', '.join(names)}.")
    for arm in arms:
        clean_text("arm", arm.name, shortest=1, longest=40)
        check_variant(arm.variant)
        if not 0 <= arm.share <= 1:  # not-a-number as well
            raise Invalid("arms", f"The share of {arm.name!r} is {arm.share}; allowed: 0 to 1.")
    if not math.isclose(sum(arm.share for arm in arms), 1, abs_tol=1e-6):
        raise Invalid("arms", f"The shares of all arms are 1 together, not {sum(arm.share for arm in arms):g}.")
    if arms[0].share == 0:
        raise Invalid("arms", f"The first arm, {arms[0].name!r}, is the control; its share is above 0.")
    if design.kind is Kind.INTERLEAVING and [arm.share for arm in arms] != [0.5, 0.5]:
        raise Invalid("arms", "Interleaving takes two arms, each with a share of 0.5.")


def _check_numbers(design: Design) -> None:
    _check("exploration", design.exploration, 0, 0.5)
    _check("window_days", design.window_days, 1, 90)
    _check("least_effect", design.least_effect, 0.0001, 0.5)
    _check("alpha", design.alpha, 0.001, 0.2)
    for guardrail in design.guardrails:
        _check(f"guardrail {guardrail.metric}", guardrail.most_loss, 0, 1)
    if design.kind is Kind.INTERLEAVING and (design.exploration or design.guardrails):
        raise Invalid("exploration", "Interleaving has no drawn places and no guardrails: everybody sees both arms.")
    if any(arm.share == 0 for arm in design.arms) and not design.exploration:
        raise Invalid("exploration", "An arm with a share of 0 is judged by lists drawn at random: explore above 0.")


def _check(name: str, value: float, least: float, most: float) -> None:
    if not least <= value <= most:
        raise Invalid(name, f"{name} is {value}; allowed: {least:g} to {most:g}.")
