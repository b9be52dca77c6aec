"""Several people, or things, in a sentence."""

from collections.abc import Sequence


def join_names(names: Sequence[str], *, most: int = 4) -> str:
    """Return "Ana", "Ana and Ben" or "Ana, Ben, Cem and 2 more"; "" for nobody. One name more than `most` is named."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
