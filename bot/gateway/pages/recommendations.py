"""`/operator/recommendations`: what experiments show, and how the lists are that shoppers see."""

import math
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from bot.gateway.operator_session import PATH
from bot.gateway.pages.intervals import Chart, draw_days
from bot.gateway.pages.operators import find_operator, show_operator
from bot.gateway.pages.theme import Shop, get_shop
from recommender.experiments.health import Group, GroupHealth, Health
from recommender.experiments.lifecycle import find_experiment, list_experiments
from recommender.experiments.offpolicy import Value
from recommender.experiments.ratio import ALARM
from recommender.experiments.records import Arm, Experiment, Kind, Metric
from recommender.experiments.report import Report
from recommender.experiments.sequential import LEAST_COUNTED
from recommender.experiments.verdict import Comparison, Decision
from shop.api_keys import ApiKey

router = APIRouter(include_in_schema=False)

_GROUP_WORDS = {
    Group.GUESTS: "Guests",
    Group.NEW: "New customers",
    Group.OCCASIONAL: "Occasional customers",
    Group.REGULAR: "Regular customers",
}
_ALARMS = frozenset((Decision.HARM, Decision.BROKEN))


@dataclass(frozen=True)
class ComparisonRow:
    """A difference as people read it; `state` is good, bad or open."""

    arm: str
    metric: str
    value: str
    interval: str
    relative: str
    p_value: str
    state: str
    chart: Chart | None


@dataclass(frozen=True)
class PolicyRow:
    policy: str
    ips: str
    snips: str
    doubly_robust: str
    lists: str


@dataclass(frozen=True)
class GroupRow:
    """`popularity` and `own` are the lengths of bars, 0 to 100."""

    name: str
    lists: str
    people: str
    coverage: str
    novelty: str
    diversity: str
    bias: str
    popularity: float
    own: float
    popularity_words: str
    own_words: str


@router.get(f"{PATH}/recommendations", response_model=None)
def show_recommendations(
    shop: Annotated[Shop, Depends(get_shop)],
    operator: Annotated[ApiKey | None, Depends(find_operator)],
    experiment: Annotated[str | None, Query(max_length=200)] = None,
) -> Response:
    """The experiment that is asked for, else the one that runs, else the last one. NotFound for an unknown one."""
    if operator is None:
        return RedirectResponse(f"{PATH}/sign-in", 303)
    everything = list_experiments(shop.store)
    chosen = find_experiment(shop.store, experiment) if experiment else _choose(everything)
    return _render(shop, operator, everything, shop.figures.report(chosen) if chosen else None)


def _choose(everything: list[Experiment]) -> Experiment | None:
    return next((one for one in everything if one.stopped_at is None), everything[0] if everything else None)


def _render(shop: Shop, operator: ApiKey, everything: list[Experiment], report: Report | None) -> HTMLResponse:
    health = shop.figures.health()
    return show_operator(
        shop,
        "recommendations.html",
        operator=operator,
        experiments=everything,
        report=report,
        alarming=report is not None and report.verdict.decision in _ALARMS,
        sizes_wrong=report is not None and report.sizes_p < ALARM,
        interleaved=report is not None and report.experiment.kind is Kind.INTERLEAVING,
        comparisons=_tell_comparisons(report) if report else [],
        guards=[_tell_guard(guard.comparison, broken=guard.broken) for guard in report.guards] if report else [],
        policies=_tell_policies(report) if report else [],
        metrics=tuple(Metric),
        least_counted=LEAST_COUNTED,
        health=health,
        groups=_tell_groups(health),
        tell_variant=_tell_variant,
    )


def _tell_comparisons(report: Report) -> list[ComparisonRow]:
    return [_tell_comparison(one, draw_days(report.days[one.arm])) for one in report.comparisons]


def _tell_comparison(one: Comparison, chart: Chart | None) -> ComparisonRow:
    _, low, high = one.gain
    state = "good" if low > 0 else "bad" if high < 0 else "open"
    estimate = one.estimate
    return ComparisonRow(
        arm=one.arm,
        metric=one.metric.value,
        value=_tell_points(estimate.value),
        interval=_tell_interval(estimate.low, estimate.high),
        relative=_sign(f"{100 * estimate.value / one.control_rate:+.0f}%") if one.control_rate else "unknown",
        p_value=_tell_p(estimate.p_value),
        state=state,
        chart=chart,
    )


def _tell_guard(one: Comparison, *, broken: bool) -> ComparisonRow:
    row = _tell_comparison(one, None)
    return ComparisonRow(**{**vars(row), "state": "bad" if broken else "good"})


def _tell_policies(report: Report) -> list[PolicyRow]:
    asked = {arm.name for arm in report.experiment.arms if arm.share == 0}
    return [
        PolicyRow(
            policy=f"{one.policy} ({'only asked' if one.policy in asked else 'without drawn places'})",
            ips=_tell_value(one.ips),
            snips=_tell_value(one.snips),
            doubly_robust=_tell_value(one.doubly_robust),
            lists=f"{one.ips.effective_lists:,.0f} of {one.ips.lists:,}",
        )
        for one in report.policies
    ]


def _tell_groups(health: Health) -> list[GroupRow]:
    highest = max((max(one.popularity, one.own_popularity or 0.0) for one in health.groups), default=0.0) or 1.0
    return [_tell_group(one, highest) for one in health.groups]


def _tell_group(one: GroupHealth, highest: float) -> GroupRow:
    own = one.own_popularity
    return GroupRow(
        name=_GROUP_WORDS[one.group],
        lists=f"{one.lists:,}",
        people=f"{one.people:,}" if one.people else "not told apart",
        coverage=f"{100 * one.coverage:.0f}%",
        novelty=f"{one.novelty_bits:.1f} bits",
        diversity=f"{one.diversity:.2f}",
        bias="unknown" if one.bias is None else _sign(f"{100 * one.bias:+.0f}%"),
        popularity=100 * one.popularity / highest,
        own=100 * (own or 0.0) / highest,
        popularity_words=f"{100 * one.popularity:.1f}%",
        own_words="unknown" if own is None else f"{100 * own:.1f}%",
    )


def _tell_variant(arm: Arm) -> str:
    return ", ".join(f"{name} {value}" for name, value in arm.variant.items()) or "as in use"


def _tell_points(share: float) -> str:
    return _sign(f"{100 * share:+.1f}")


def _sign(number: str) -> str:
    """Return the number with a minus that is as wide as the plus."""
    return number.replace("-", "−")


def _tell_interval(low: float, high: float) -> str:
    return f"{_tell_points(low)} to {_tell_points(high)}" if math.isfinite(low) else "not yet"


def _tell_p(value: float) -> str:
    return "below 0.001" if value < 0.001 else f"{value:.3f}"


def _tell_value(value: Value) -> str:
    return _sign(f"{100 * value.value:.1f}% ({100 * value.low:.1f} to {100 * value.high:.1f})")
