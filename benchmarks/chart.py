"""Charts of how figures grow with size: lines on logarithmic axes, as SVG, several side by side."""

import math
from collections.abc import Mapping, Sequence
from html import escape

Line = Mapping[float, float]  # by size

_COLOURS = ("#1f6feb", "#d1570b", "#6f42c1", "#2d7d46")
_DASHES = ("", "7 4", "2 3", "9 3 2 3")  # told apart without colours, too
_WIDTH, _HEIGHT = 300, 240  # of one chart
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 32, 34, 34
_LEGEND = 28
_STYLE = "font-family:system-ui,sans-serif;font-size:11px;fill:#24292f"


def draw_growth(title: str, charts: Mapping[str, Mapping[str, Line]]) -> str:
    """Return an SVG of one chart for each caption, of one line for each name; values and sizes are above zero."""
    names = list(dict.fromkeys(name for lines in charts.values() for name in lines))
    width, height = _WIDTH * len(charts), _HEIGHT + _LEGEND
    parts = [f'<rect width="{width}" height="{height}" fill="#ffffff"/>']
    for number, (caption, lines) in enumerate(charts.items()):
        parts.append(f'<g transform="translate({number * _WIDTH},0)">{_draw(caption, lines, names)}</g>')
    parts += [_draw_key(name, number) for number, name in enumerate(names)]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" style="{_STYLE}">'
    return f"{head}\n<title>{escape(title)}</title>\n" + "\n".join(parts) + "\n</svg>\n"


def _draw(caption: str, lines: Mapping[str, Line], names: Sequence[str]) -> str:
    sizes = [size for line in lines.values() for size in line]
    values = [value for line in lines.values() for value in line.values()]
    across = _Axis(min(sizes), max(sizes), _LEFT, _WIDTH - _RIGHT)
    up = _Axis(*_decades(min(values), max(values)), _HEIGHT - _BOTTOM, _TOP)
    parts = [f'<text x="{_LEFT}" y="18" font-weight="600">{escape(caption)}</text>']
    parts += [_rule(up.place(value), value) for value in up.tens()]
    parts += [_mark(across.place(size), size) for size in sorted(set(sizes))]
    for name, line in lines.items():
        points = [(across.place(size), up.place(value)) for size, value in sorted(line.items())]
        parts.append(_draw_line(points, names.index(name)))
    return "".join(parts)


class _Axis:
    """Places on a logarithmic axis, in pixels."""

    def __init__(self, low: float, high: float, start: float, stop: float) -> None:
        self._low, self._start, self._length = math.log10(low), start, stop - start
        self._span = (math.log10(high) - self._low) or 1.0

    def place(self, value: float) -> float:
        return round(self._start + (math.log10(value) - self._low) / self._span * self._length, 1)

    def tens(self) -> list[float]:
        first, last = math.ceil(self._low - 1e-9), math.floor(self._low + self._span + 1e-9)
        return [10.0**power for power in range(first, last + 1)]


def _decades(low: float, high: float) -> tuple[float, float]:
    """Return the powers of ten around these, at least one apart."""
    bottom, top = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return 10.0**bottom, 10.0 ** max(top, bottom + 1)


def _rule(y: float, value: float) -> str:
    line = f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}" stroke="#d0d7de"/>'
    return f'{line}<text x="{_LEFT - 6}" y="{y + 4}" text-anchor="end">{value:,g}</text>'


def _mark(x: float, size: float) -> str:
    return f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 18}" text-anchor="middle">{size:,.0f}</text>'


def _draw_line(points: Sequence[tuple[float, float]], number: int) -> str:
    colour, dash = _COLOURS[number % len(_COLOURS)], _DASHES[number % len(_DASHES)]
    path = " ".join(f"{x},{y}" for x, y in points)
    line = f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
    return line + "".join(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>' for x, y in points)


def _draw_key(name: str, number: int) -> str:
    x, y = _LEFT + 130 * number, _HEIGHT + 8
    return f'{_draw_line([(x, y), (x + 26, y)], number)}<text x="{x + 34}" y="{y + 4}">{escape(name)}</text>'
