"""Several people who were heard as one name: "jonas n li" is Jonas and Li."""

import re
from collections.abc import Iterator
from dataclasses import replace

from language.understanding import Entity, Understanding

_BETWEEN = re.compile(r"\s+(?:n|and|und|plus)\s+|\s*[&+/]\s*", re.IGNORECASE)
_ONESELF = frozenset(("i", "me", "myself", "us", "my"))


def take_names_apart(heard: Understanding) -> Understanding:
    """Return the message with each person by themselves; the shopper is nobody who is named."""
    return replace(heard, entities=tuple(one for entity in heard.entities for one in _apart(entity)))


def _apart(entity: Entity) -> Iterator[Entity]:
    if entity.label != "person" or not _BETWEEN.search(entity.text):
        yield entity
        return
    start = 0
    for end, following in [*(found.span() for found in _BETWEEN.finditer(entity.text)), (len(entity.text),) * 2]:
        name = entity.text[start:end]
        if name and name.casefold() not in _ONESELF:
            yield replace(entity, text=name, start=entity.start + start, end=entity.start + end)
        start = following
