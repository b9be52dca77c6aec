"""What shop people call colours, and the tones that a drawing in such a colour needs."""

import re
from dataclasses import dataclass

_HEX = {
    "black": "#33363d", "anthracite": "#41454d", "charcoal": "#4a4e57", "graphite": "#565b64", "gunmetal": "#5b626b",
    "space grey": "#6a7078", "smoke": "#858b92", "grey": "#8f959c", "steel": "#a9b1b9", "silver": "#b8bec5",
    "light grey": "#c3c8cd", "mist grey": "#b9c2c6", "stone": "#b5ada0", "white": "#f4f4f1", "pearl": "#ece8e1",
    "ivory": "#f1e9d6", "cream": "#f0e4cb", "ecru": "#e5d8bf", "natural": "#dccdb2", "oatmeal": "#d8c9ae",
    "champagne": "#e4cfa8", "sand": "#d8be94", "beige": "#d3bf9f", "camel": "#c0935a", "tan": "#c08a55",
    "khaki": "#a89a6a", "brown": "#86603f", "hazel": "#9b7350", "chestnut": "#7c4a33", "cognac": "#a85f32",
    "walnut": "#6e4c37", "oak": "#c79f6b", "wood": "#c99d68", "copper": "#bd7350", "brass": "#c49a45",
    "rust": "#b4532f", "terracotta": "#c8694a", "brick": "#a8473b", "amber": "#d9932f", "mustard": "#d5a02c",
    "sunflower": "#f0b429", "yellow": "#f2c230", "peach": "#f3b591", "coral": "#f07860", "apricot": "#f0a873",
    "orange": "#ec8134", "red": "#cf3b3b", "poppy": "#d9452f", "burgundy": "#7c2436", "berry": "#93305c",
    "raspberry": "#c02f5d", "plum": "#6a3558", "heather": "#9a86a4", "purple": "#7a4fa3", "lavender": "#b3a3d6",
    "lilac": "#c0a6d8", "pink": "#ea8fb0", "rose": "#e3a0a4", "blush": "#ecbfb8", "dusty pink": "#d3a09f",
    "soft pink": "#f0b9c4", "mint": "#9fd6be", "aqua": "#7cc9cd", "turquoise": "#2fb1ab", "teal": "#1f7f80",
    "petrol": "#1f5f70", "emerald": "#1e8a5f", "green": "#4c9a53", "lime": "#a9cc3c", "acid": "#d2e03a",
    "neon": "#d6ea3a", "signal": "#e8dc2f", "sage": "#a5b596", "olive": "#787b43", "moss": "#66743c",
    "forest": "#2f5a41", "pine": "#2d5145", "bottle": "#1f4a38", "sky": "#86bfe6", "ice": "#bcdcea",
    "pale blue": "#b7d2e6", "light blue": "#a3c6e6", "dusty blue": "#8ba6bb", "slate": "#64798f", "denim": "#4f6d94",
    "mid blue": "#55789f", "rinse blue": "#34496a", "blue": "#3f72b8", "ocean": "#2a6f9e", "royal": "#2f55b5",
    "cobalt": "#2548ad", "indigo": "#39437c", "navy": "#27365a", "midnight": "#222f4d", "heron": "#54708f",
    "flame": "#f26430", "sunset": "#f08045", "burnt orange": "#bf5b26", "pastel": "#e6c6d6", "clear": "#cfdfe6",
    "tint": "#d9b08c", "rainbow": "#e5824a", "mixed": "#7d8ea3", "fox": "#dc7a3b", "whale": "#5b93b8",
    "dinosaur": "#6fa35c", "unicorn": "#c79bd4", "rocket": "#d4574a", "planets": "#39477a", "moon": "#39477a",
}  # fmt: skip

# For what has no colour of its own.
_ACCENTS = ("#3f7f86", "#c8694a", "#d5a02c", "#5b6fa8", "#7a9a63", "#a5557a", "#4d7fb0", "#b4813f", "#6a5a94")
_PAPER = "#f6f2ea"


@dataclass(frozen=True)
class Tones:
    """Hex colours of one picture; light falls from the left."""

    base: str
    light: str
    pale: str
    dark: str
    deep: str
    background: str
    halo: str

    def named(self, tone: str) -> str:
        """Return the hex colour of a tone of this picture or of a material. Raises KeyError for any other word."""
        known: dict[str, str] = {**_MATERIALS, **vars(self)}
        return known[tone]


_MATERIALS = {
    "white": "#fbfbf9", "mist": "#e3e7ea", "steel": "#aab2ba", "iron": "#6c747d", "ink": "#2c3038", "wood": "#cda06c",
    "bark": "#96693f", "gold": "#dcb04c", "leaf": "#6d9b5b", "flame": "#f08a3c", "glow": "#ffe6a3", "glass": "#cfe2e8",
    "shade": "#00000022", "shine": "#ffffff66",
}  # fmt: skip


def tones_of(colour: str, variety: str) -> Tones:
    """Return the tones of this colour; a colour that nobody knows gets one that depends on `variety` alone."""
    base = hex_of(colour) or _ACCENTS[sum(map(ord, variety)) % len(_ACCENTS)]
    bright = _brightness(base)
    return Tones(
        base=base,
        light=mix(base, "#ffffff", 0.24),
        pale=mix(base, "#ffffff", 0.62),
        dark=mix(base, "#15181f", 0.2 if bright > 0.25 else 0.32),
        deep=mix(base, "#15181f", 0.42 if bright > 0.25 else 0.6),
        background=mix(base, _PAPER, 0.86) if bright < 0.84 else mix(base, "#8fa0ad", 0.42),
        halo=mix(base, _PAPER, 0.72) if bright < 0.84 else mix(base, "#8fa0ad", 0.26),
    )


def hex_of(colour: str) -> str | None:
    """Return the hex value of a colour's name, the longest known part of it ("matt black", "sage green"); or None."""
    words = colour.casefold()
    known = [name for name in _HEX if re.search(rf"\b{name}\b", words)]
    return _HEX[max(known, key=len)] if known else None


def mix(one: str, other: str, share: float) -> str:
    """Return the colour on the way from one to the other: `share` 0 is the first, 1 the second."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _brightness(colour: str) -> float:
    red, green, blue = _channels(colour)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
