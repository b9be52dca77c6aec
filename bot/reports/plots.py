"""Plots as SVG, to stand in a page: in its own colours, without a script."""

import io
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_INK, _FIRST, _SECOND = "#3b3a36", "#b8541f", "#5b7f78"
_SIZE = (6.0, 3.2)  # inches


def draw_line(points: Sequence[tuple[float, float]], x: str, y: str) -> str:
    """Return a line through these points."""

    def draw(axes: "Axes") -> None:
        axes.plot([at for at, _ in points], [value for _, value in points], color=_FIRST, marker="o")
        axes.set(xlabel=x, ylabel=y)
        axes.set_ylim(0, 1.1 * max(value for _, value in points) or 1)

    return _draw(draw)


def draw_bars(values: Sequence[tuple[str, float]], x: str) -> str:
    """Return horizontal bars, the first on top."""

    def draw(axes: "Axes") -> None:
        names = [name for name, _ in values]
        axes.barh(names, [value for _, value in values], color=_FIRST)
        axes.invert_yaxis()
        axes.set(xlabel=x)

    return _draw(draw)


def draw_pairs(names: Sequence[str], first: Sequence[float], second: Sequence[float], labels: tuple[str, str]) -> str:
    """Return two bars beside each other for each name."""

    def draw(axes: "Axes") -> None:
        places = range(len(names))
        axes.bar([place - 0.2 for place in places], first, 0.4, color=_FIRST, label=labels[0])
        axes.bar([place + 0.2 for place in places], second, 0.4, color=_SECOND, label=labels[1])
        axes.set_xticks(list(places), names)
        axes.legend(frameon=False, ncols=2, loc="lower center", bbox_to_anchor=(0.5, 1.0))

    return _draw(draw)


def draw_against(x: Sequence[float], y: Sequence[float], labels: tuple[str, str]) -> str:
    """Return points, and the line on which both are equal."""

    def draw(axes: "Axes") -> None:
        ends = (min(*x, *y), max(*x, *y))
        axes.plot(ends, ends, color=_SECOND, linestyle="--")
        axes.plot(x, y, color=_FIRST, marker="o")
        axes.set(xlabel=labels[0], ylabel=labels[1])

    return _draw(draw)


def _draw(draw: Callable[["Axes"], None]) -> str:
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.add_subplot()
    draw(axes)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=_INK)
    page = io.StringIO()
    figure.savefig(page, format="svg", transparent=True, metadata={"Date": None})
    text = page.getvalue()
    return text[text.index("<svg") :]
