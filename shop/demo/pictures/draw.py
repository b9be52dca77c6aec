"""Drawings in a few words a shape, made into SVG.

A drawing is lines of `tone shape numbers` on a field of 240 by 240, floor at 204:

    base rect x y width height radius      dark oval cx cy rx ry      light path M10 10 …
    ink/4 path …                           a line of that width instead of a filled shape
    turn degrees x y                       everything up to `end` is turned around that point
"""

import re

from shop.demo.pictures.colours import Tones, tones_of
from shop.demo.pictures.gear import GEAR
from shop.demo.pictures.house import HOUSE
from shop.demo.pictures.play import PLAY
from shop.demo.pictures.tech import TECH
from shop.demo.pictures.wear import WEAR

DRAWINGS = {**WEAR, **GEAR, **TECH, **HOUSE, **PLAY}

# Which drawing stands for a category whose product nobody has drawn.
_CATEGORIES = {
    "running": "running shoe", "clothing": "t-shirt", "outdoor": "tent", "travel": "backpack", "audio": "over-ear headphones",  # noqa: E501
    "phone": "smartphone", "computers": "keyboard", "home": "pillow", "kitchen": "frying pan", "beauty": "face cream",
    "toys": "plush toy", "yoga": "yoga mat", "fitness": "dumbbell", "sports": "dumbbell", "electronics": "smartphone",
}  # fmt: skip


def picture_of(product_type: str, colour: str, category: str, *, variety: str = "") -> str:
    """Return a picture as SVG of 240 by 240.

    `colour` is a name such as "forest green"; for an unknown one or "", `variety` (any text, such as the product's id)
    chooses. A type without a drawing of its own gets that of the category, and a parcel when that is unknown as well.
    """
    tones = tones_of(colour, variety or product_type)
    shapes = "".join(_shape(line, tones) for line in _find(product_type, category).strip().splitlines())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240" width="240" height="240" '
        'stroke-linecap="round" stroke-linejoin="round">'
        f'<rect width="240" height="240" fill="{tones.background}"/>'
        f'<circle cx="120" cy="116" r="92" fill="{tones.halo}"/>'
        '<ellipse cx="120" cy="206" rx="84" ry="8" fill="#000000" fill-opacity="0.1"/>'
        f"{shapes}</svg>"
    )


def _find(product_type: str, category: str) -> str:
    """Return the drawing of the type, of its last words ("trail backpack"), or of the category."""
    words = product_type.casefold().split()
    for start in range(len(words)):
        name = " ".join(words[start:])
        if name in DRAWINGS:
            return DRAWINGS[name]
    for part in reversed(category.casefold().split(" > ")):
        for name, drawn in _CATEGORIES.items():
            if re.search(rf"\b{name}", part):  # a phone is in "Phone cases", none in "Headphones"
                return DRAWINGS[drawn]
    return DRAWINGS["parcel"]


def _shape(line: str, tones: Tones) -> str:
    if line.strip() == "end":
        return "</g>"
    tone, shape, *numbers = line.split()
    if tone == "turn":
        return f'<g transform="rotate({shape} {" ".join(numbers)})">'
    name, _, width = tone.partition("/")
    colour = tones.named(name)
    paint = f'fill="none" stroke="{colour}" stroke-width="{width}"' if width else f'fill="{colour}"'
    match shape, numbers:
        case "rect", [x, y, w, h, r]:
            return f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="{r}" {paint}/>'
        case "oval", [cx, cy, rx, ry]:
            return f'<ellipse cx="{cx}" cy="{cy}" rx="{rx}" ry="{ry}" {paint}/>'
        case "path", _:
            return f'<path d="{" ".join(numbers)}" {paint}/>'
    raise ValueError(f"{line!r} is no shape")
