"""When an experiment has to stop, and what it has shown then."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from recommender.experiments.ratio import ALARM
from recommender.experiments.records import Experiment, Guardrail, Kind, Metric
from recommender.experiments.sequential import LEAST_COUNTED, Estimate


class Decision(StrEnum):
    GO_ON = "go on"
    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    HARM = "harm"
    BROKEN = "broken"


@dataclass(frozen=True)
class Verdict:
    """`sentence` says it with its reason; whatever is decided is a reason to stop."""

    decision: Decision
    sentence: str

    @property
    def stop(self) -> bool:
        return self.decision is not Decision.GO_ON


@dataclass(frozen=True)
class Comparison:
    """An arm against the control: the difference of the shares of people, or how far people prefer it, -1 to 1."""

    arm: str
    metric: Metric
    control_rate: float  # 0.0 for a preference
    estimate: Estimate
    preference: bool = False

    @property
    def gain(self) -> tuple[float, float, float]:
        """Return value, low and high so that above 0 is better, whichever way the metric points."""
        if self.metric.sign > 0 or self.preference:
            return self.estimate.value, self.estimate.low, self.estimate.high
        return -self.estimate.value, -self.estimate.high, -self.estimate.low


@dataclass(frozen=True)
class GuardCheck:
    guardrail: Guardrail
    comparison: Comparison

    @property
    def broken(self) -> bool:
        """Return whether the loss is surely larger than allowed."""
        return self.comparison.gain[2] < -self.guardrail.most_loss


def judge(
    experiment: Experiment, sizes_p: float, comparisons: Sequence[Comparison], guards: Sequence[GuardCheck]
) -> Verdict:
    """Return what follows from the numbers, the gravest first. `comparisons` are of the experiment's own metric."""
    if sizes_p < ALARM:
        return Verdict(
            Decision.BROKEN,
            f"Stop: the arms are not as large as they should be (p = {sizes_p:.1g}); something loses people, and no "
            "other number can be trusted.",
        )
    for guard in guards:
        if guard.broken:
            return Verdict(Decision.HARM, f"Stop: {guard.comparison.arm} harms {_tell(guard.comparison)}.")
    verdict = _compare(experiment, comparisons)
    if _is_same_twice(experiment) and verdict.decision in (Decision.BETTER, Decision.WORSE):
        return Verdict(Decision.BROKEN, "Stop: all arms are the same, yet a difference was found; look for its cause.")
    return verdict


def _compare(experiment: Experiment, comparisons: Sequence[Comparison]) -> Verdict:
    if not comparisons:
        return Verdict(Decision.GO_ON, "Go on as long as the estimates of arms that are only asked are too wide.")
    best = max(comparisons, key=lambda one: one.gain[0])
    better = [one for one in comparisons if one.gain[1] > 0]
    if better:
        best = max(better, key=lambda one: one.gain[0])
        return Verdict(Decision.BETTER, f"Stop: {best.arm} is better: {_tell(best)}.")
    if all(one.gain[2] < 0 for one in comparisons):
        return Verdict(Decision.WORSE, f"Stop: {experiment.control.name} stays; {best.arm}: {_tell(best)}.")
    if all(max(-one.estimate.low, one.estimate.high) < experiment.least_effect for one in comparisons):
        least = 100 * experiment.least_effect
        return Verdict(Decision.SAME, f"Stop: no arm differs by {least:g} people in a hundred or more.")
    return Verdict(Decision.GO_ON, f"Go on: nothing is sure yet ({LEAST_COUNTED} people an arm are the least).")


def _tell(one: Comparison) -> str:
    value, low, high = (100 * number for number in (one.estimate.value, one.estimate.low, one.estimate.high))
    if one.preference:
        return f"of a hundred people {value:+.1f} more prefer it ({low:+.1f} to {high:+.1f})"
    return f"{one.metric}s {value:+.1f} in a hundred people ({low:+.1f} to {high:+.1f})"


def _is_same_twice(experiment: Experiment) -> bool:
    return experiment.kind is Kind.SPLIT and all(arm.variant == experiment.control.variant for arm in experiment.arms)
