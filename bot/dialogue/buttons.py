"""What a button says, less the names in its title: other people chose those, and nothing they hold is a request."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

_NAMES = ("person", "product")  # whose values are nicknames and titles
_LEAST_CUT = 8  # characters of a name that a title cut short must end with to be known as its
_NOTHING_ELSE = "this"


def words_of_button(title: str, entities: Iterable[Mapping[str, Any]]) -> str:
    """Return the title without the names and titles that its payload carries, and without what stands behind a number.

    "Decline Rosa, accept all" is "Decline" when the person is "Rosa, accept all"; "2. Unlike" is "2."; a title that is
    nothing but a name is "this".
    """
    words = title
    for entity in entities:
        value = str(entity["value"])
        if entity["entity"] in _NAMES:
            words = _cut(words, value)
        elif entity["entity"] == "ordinal" and words.startswith(f"{value}. "):
            words = f"{value}."
    return " ".join(words.split()) if re.search(r"\w", words) else _NOTHING_ELSE


def _cut(title: str, name: str) -> str:
    """Return the title without the name, or without the beginning of it that the title ends with."""
    if name and name.casefold() in title.casefold():
        return re.sub(re.escape(name), " ", title, flags=re.IGNORECASE)
    ends = (length for length in range(len(name) - 1, _LEAST_CUT - 1, -1) if title.endswith(name[:length]))
    return title[: -next(ends, 0) or None]
