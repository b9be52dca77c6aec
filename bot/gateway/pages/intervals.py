"""A difference as it was known day by day, as shapes in a square of 100 by 100: the template draws them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from recommender.experiments.report import Day


@dataclass(frozen=True)
class Chart:
    """`line` and `band` are points of SVG; the middle of the square is no difference, its edges are `most`."""

    line: str
    band: str
    zero: float
    most: float  # people in a hundred at the upper edge, as many fewer at the lower
    first: str
    last: str


def draw_days(days: Sequence[Day]) -> Chart | None:
    """Return the chart of the days that have an interval; None when fewer than two have."""
    known = [day for day in days if math.isfinite(day.estimate.low)]
    if len(known) < 2:
        return None
    values = [100 * day.estimate.value for day in known]
    lows, highs = ([100 * edge for edge in edges] for edges in zip(*map(_edges, known), strict=True))
    most = _round_up(max(map(abs, (*values, lows[-1], highs[-1]))))
    begin, span = known[0].day.toordinal(), known[-1].day.toordinal() - known[0].day.toordinal()
    across = [100 * (day.day.toordinal() - begin) / span for day in known]
    upper = [_point(x, y, most) for x, y in zip(across, highs, strict=True)]
    lower = [_point(x, y, most) for x, y in zip(across, lows, strict=True)]
    return Chart(
        line=" ".join(_point(x, y, most) for x, y in zip(across, values, strict=True)),
        band=" ".join([*upper, *reversed(lower)]),
        zero=50.0,
        most=most,
        first=f"{known[0].day:%-d %b}",
        last=f"{known[-1].day:%-d %b}",
    )


def _edges(day: Day) -> tuple[float, float]:
    return day.estimate.low, day.estimate.high


def _point(x: float, y: float, most: float) -> str:
    """Return the place of y, cut at the edges: early intervals are wider than what matters later."""
    within = max(-most, min(most, y))
    return f"{x:.2f},{50 - 50 * within / most:.2f}"


def _round_up(value: float) -> float:
    """Return the next round number, such as 1, 1.5, 2, 3, 4, 6, 8, 10, 15 …, that is not below; at least 1."""
    if value <= 1:
        return 1.0
    ten = 10.0 ** math.floor(math.log10(value))
    return next(step * ten for step in (1, 1.5, 2, 3, 4, 6, 8, 10) if step * ten >= value)
