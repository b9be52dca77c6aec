"""What an experiment shows up to now: arms, differences, guardrails, and what other policies would have got."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from recommender.experiments.offpolicy import Value, estimate_dr, estimate_ips, estimate_snips, foresee
from recommender.experiments.outcomes import Acts, Participant, read_participants, took
from recommender.experiments.ratio import check_sizes
from recommender.experiments.records import Arm, Experiment, Exposure, Kind, Metric
from recommender.experiments.sequential import Estimate, Sample, compare, locate, summarise
from recommender.experiments.verdict import Comparison, GuardCheck, Verdict, judge
from shop.store import Store


@dataclass(frozen=True)
class ArmReport:
    """One arm. `people` saw a list; `counted` are those whose window has closed."""

    name: str
    share: float
    people: int
    lists: int
    counted: int
    rates: Mapping[Metric, float]  # share of the counted who did it


@dataclass(frozen=True)
class Day:
    """What was known at the end of a day."""

    day: date
    estimate: Estimate


@dataclass(frozen=True)
class PolicyValue:
    """Share of lists whose first product is taken, if the first places were this policy's."""

    policy: str
    ips: Value
    snips: Value
    doubly_robust: Value


@dataclass(frozen=True)
class Report:
    experiment: Experiment
    arms: tuple[ArmReport, ...]
    sizes_p: float  # of the arms' sizes by chance; below ratio.ALARM they are not
    comparisons: tuple[Comparison, ...]  # of the experiment's metric, one for each arm but the control
    guards: tuple[GuardCheck, ...]
    days: Mapping[str, tuple[Day, ...]]  # by arm: the difference as it was known day by day
    policies: tuple[PolicyValue, ...]  # () without drawn first places
    taken_first: float  # share of lists with known chances whose first product was taken
    verdict: Verdict


def make_report(store: Store, experiment: Experiment) -> Report:
    """Return the report as of now. Interleaved, a difference is the mean preference of people, -1 to 1."""
    with store.read() as tx:
        people, acts = read_participants(tx, experiment)
        now = tx.now
    counted = [person for person in people if person.counted]
    interleaved = experiment.kind is Kind.INTERLEAVING
    sizes_p = 1.0 if interleaved else check_sizes(experiment, _count_by_arm(people))
    comparisons = tuple(_compare(experiment, counted, arm, experiment.metric) for arm in _treated(experiment))
    guards = tuple(
        GuardCheck(guardrail, _compare(experiment, counted, arm, guardrail.metric))
        for guardrail in experiment.guardrails
        for arm in _treated(experiment)
    )
    logged, rewards = _read_rewards(experiment, people, acts, now)
    return Report(
        experiment=experiment,
        arms=tuple(_describe(arm, people, interleaved=interleaved) for arm in experiment.arms if arm.share > 0),
        sizes_p=sizes_p,
        comparisons=comparisons,
        guards=guards,
        days={arm.name: _follow(experiment, counted, arm) for arm in _treated(experiment)},
        policies=tuple(_estimate_policies(experiment, logged, rewards)),
        taken_first=float(np.mean(rewards)) if rewards else 0.0,
        verdict=judge(experiment, sizes_p, comparisons, guards),
    )


def _treated(experiment: Experiment) -> list[Arm]:
    """Return the arms that are shown and not the control."""
    return [arm for arm in experiment.arms[1:] if arm.share > 0]


def _count_by_arm(people: Sequence[Participant]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for person in people:
        counts[person.arm] = counts.get(person.arm, 0) + 1
    return counts


def _describe(arm: Arm, people: Sequence[Participant], *, interleaved: bool) -> ArmReport:
    own = [person for person in people if interleaved or person.arm == arm.name]
    counted = [person for person in own if person.counted]
    rates = {metric: sum(metric in person.did for person in counted) / max(1, len(counted)) for metric in Metric}
    return ArmReport(arm.name, arm.share, len(own), sum(len(p.lists) for p in own), len(counted), rates)


def _compare(experiment: Experiment, counted: Sequence[Participant], arm: Arm, metric: Metric) -> Comparison:
    """Return the arm against the control; of several arms each may only be wrong as often as all together should."""
    alpha = experiment.alpha / max(1, len(_treated(experiment)))
    if experiment.kind is Kind.INTERLEAVING:
        sample = summarise([person.preference for person in counted], lowest=-1, highest=1)
        estimate = locate(sample, least_effect=experiment.least_effect, alpha=alpha)
        return Comparison(arm.name, metric, 0.0, estimate, preference=True)
    control, treated = _sample(counted, experiment.control, metric), _sample(counted, arm, metric)
    estimate = compare(control, treated, least_effect=experiment.least_effect, alpha=alpha)
    return Comparison(arm.name, metric, control.mean, estimate)


def _sample(counted: Sequence[Participant], arm: Arm, metric: Metric) -> Sample:
    return summarise([float(metric in person.did) for person in counted if person.arm == arm.name])


def _follow(experiment: Experiment, counted: Sequence[Participant], arm: Arm) -> tuple[Day, ...]:
    """Return what was known day by day, as people's windows closed; () before the first one did."""
    window = timedelta(days=experiment.window_days)
    closed = [(person.first_at + window).date() for person in counted]  # in their order, as the people are
    upto = {day: bisect_right(closed, day) for day in closed}
    return tuple(
        Day(day, _compare(experiment, counted[:n], arm, experiment.metric).estimate) for day, n in upto.items()
    )


def _read_rewards(
    experiment: Experiment, people: Sequence[Participant], acts: Acts, now: datetime
) -> tuple[list[Exposure], list[float]]:
    """Return the lists that could have had another first product, and 1.0 for each whose own was taken in time.

    Lists whose window is still open are left out.
    """
    window = timedelta(days=experiment.window_days)
    lists = [
        shown
        for person in people
        for shown in person.lists
        if shown.candidates and shown.propensities and shown.at + window <= now
    ]
    taken = [took(shown, acts.get(str(shown.customer_id), ()), experiment.metric, window) for shown in lists]
    return lists, [float(one) for one in taken]


def _estimate_policies(
    experiment: Experiment, lists: Sequence[Exposure], rewards: Sequence[float]
) -> list[PolicyValue]:
    """Return the value of each shown arm without drawing, from its own lists, and of each that is only asked."""
    found = []
    for arm in experiment.arms:
        if arm.share > 0:
            own = [at for at, shown in enumerate(lists) if shown.arm == arm.name]
            firsts = [lists[at].candidates[0] for at in own]
        else:
            own = [at for at, shown in enumerate(lists) if arm.name in shown.rivals]
            firsts = [lists[at].rivals[arm.name] for at in own]
        if own:
            found.append(_estimate(arm.name, [lists[at] for at in own], [rewards[at] for at in own], firsts))
    return found


def _estimate(policy: str, lists: Sequence[Exposure], rewards: Sequence[float], firsts: Sequence[str]) -> PolicyValue:
    people = [str(shown.customer_id) for shown in lists]
    shown_first = [shown.product_ids[0] for shown in lists]
    agree = np.array([one == other for one, other in zip(shown_first, firsts, strict=True)], float)
    ratios = agree / np.array([shown.propensities[0] for shown in lists])
    foreseen = foresee(shown_first, rewards, people, shown_first)
    expected = foresee(shown_first, rewards, people, firsts)
    return PolicyValue(
        policy,
        estimate_ips(rewards, ratios, people),
        estimate_snips(rewards, ratios, people),
        estimate_dr(rewards, ratios, people, foreseen=foreseen, expected=expected),
    )
