"""Saves one index after the other until it is killed: `python -m tests.retrieval.saver FOLDER`.

For each line on its standard input a child begins, and prints its process id once it has saved the first time. All
vectors of an index are the same number, in its keys, too.
"""

import os
import sys
from itertools import count
from pathlib import Path

import numpy as np

from retrieval.index import VectorIndex

COUNT, DIM = 400, 8


def make_index(number: int) -> VectorIndex:
    index = VectorIndex(DIM)
    keys = [f"{number}-{at}" for at in range(COUNT)]
    index.add(keys, np.full((COUNT, DIM), number, np.float32))
    return index


def save_for_ever(folder: Path, first: int) -> None:
    make_index(first).save(folder)
    print(os.getpid(), flush=True)
    for number in count(first + 1):
        make_index(number).save(folder)


def main() -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            save_for_ever(Path(sys.argv[1]), int(line))
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
