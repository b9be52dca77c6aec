"""One list of two rankings, and which of them people prefer: team-draft interleaving.

Radlinski, Kurup and Joachims, "How does clickthrough data reflect retrieval quality?", CIKM 2008.
"""

from collections.abc import Callable, Collection, Sequence

Drafted = list[tuple[str, int]]
"""Products in the order of their places, each with the ranking that put it there: 0 or 1."""


def draft(one: Sequence[str], other: Sequence[str], n: int, coin: Callable[[int], bool]) -> Drafted:
    """Return at most n products; in each round both rankings put their best that is not there yet.

    `coin(round)` says whether the second goes first. What only one of them has is still taken.
    """
    rankings, taken, drafted = (one, other), set[str](), Drafted()
    left = len(set(one) | set(other))
    turn = 0
    while len(drafted) < min(n, left):
        for team in (1, 0) if coin(turn) else (0, 1):
            pick = next((id for id in rankings[team] if id not in taken), None)
            if pick is not None and len(drafted) < n:
                taken.add(pick)
                drafted.append((pick, team))
        turn += 1
    return drafted


def prefer(drafted: Sequence[tuple[str, int]], liked: Collection[str]) -> int:
    """Return how many more of the liked products the second ranking put there than the first did."""
    return sum((1 if team else -1) for id, team in drafted if id in liked)
