"""When an index is of which kind, and how good it must be."""

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class IndexPlan:
    """Sizes are numbers of vectors. Recall is the share of the ten truly nearest that a search finds.

    Up to `flat_up_to` vectors every one is compared. Above, they stand in lists around centres that were trained on a
    sample, and a search looks into as many of the lists as reach `recall_goal`, at most `most_probed` of them.
    """

    flat_up_to: int = 50_000
    growth: float = 4.0  # lists are trained anew when there are so many times the vectors they were trained for
    dead_share: float = 0.5  # of rows without a key: from here on they are cleared away
    recall_goal: float = 0.98
    recall_floor: float = 0.95  # an index that finds less is refused
    most_probed: float = 1.0  # share of the lists
    exact_up_to: int = 50_000  # narrowed to so many vectors, a search compares every one of them
    background: bool = True  # what has outgrown its kind is rebuilt on a thread, else only when `rebuild` is called
    gpu: int | None = None  # number of the one to search on, where FAISS sees it; not for a process that forks later

    def is_flat(self, size: int) -> bool:
        return size <= self.flat_up_to

    def count_lists(self, size: int) -> int:
        """Return about twice the square root of the size, a power of two: more are shorter, but dearer to find."""
        return 1 << max(0, round(math.log2(2 * math.sqrt(max(1, size)))))
