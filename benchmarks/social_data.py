"""Who had what and who is whose friend: HetRec's Last.fm, or files that are split already.

A folder holds user_artists.dat (user, item, weight) and user_friends.dat, with a line of names; or train.tsv, valid.tsv
and test.tsv (user, item, and a weight if known) and friends.tsv or trust.tsv (user, friend), with or without names.
They may be .csv, .txt or .dat, too; cells are parted by a tab, a comma, "::" or blanks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from benchmarks.columns import find_file, find_separator, read_text
from recommender.ranking.confidence import level_counts
from recommender.ranking.protocol import Histories

Pairs = Mapping[tuple[str, str], float]
"""By user and item: the weight."""

_NAMES = ("user", "userid", "user_id", "source", "uid")
_PARTS, _FRIENDS = ("train", "valid", "test"), ("friends", "trust", "social")
_TENTH = 0.1


@dataclass(frozen=True)
class SocialData:
    """In the order of `user_ids`; `wanted` and `validating` are (n_users, n_items), 1 for yes."""

    training: Histories
    validating: csr_matrix
    wanted: csr_matrix
    user_ids: tuple[str, ...]
    item_ids: tuple[str, ...]


@dataclass(frozen=True)
class _Split:
    train: dict[tuple[str, str], float] = field(default_factory=dict)
    valid: dict[tuple[str, str], float] = field(default_factory=dict)
    test: dict[tuple[str, str], float] = field(default_factory=dict)


def read_social(folder: Path, seed: int) -> SocialData:
    """Read a folder; the seed splits what is not split. Ends the program with a clear message when a row is wrong."""
    if is_split(folder):
        split, bonds = _Split(*(_read_pairs(_need(folder, name)) for name in _PARTS)), _need(folder, *_FRIENDS)
    else:
        names = ("user_artists.dat", "user_friends.dat")
        if not all((folder / name).is_file() for name in names):
            raise SystemExit(f"The data is absent: {folder} has neither {' and '.join(names)} nor train.tsv.")
        split, bonds = _split(_read_pairs(folder / names[0]), seed), folder / names[1]
    return _arrange(split, _read_pairs(bonds))


def is_split(folder: Path) -> bool:
    """Say whether the folder's data is split already."""
    return folder.is_dir() and find_file(folder, _PARTS[0]) is not None


def _need(folder: Path, *stems: str) -> Path:
    path = find_file(folder, *stems)
    if path is None:
        raise SystemExit(
            f"The data is absent: {folder} has train but no {' or '.join(f'{stem}.tsv' for stem in stems)}."
        )
    return path


def _read_pairs(path: Path) -> dict[tuple[str, str], float]:
    """Return the weight of each pair, 1 where none is told; of a pair that is there twice the last."""
    pairs: dict[tuple[str, str], float] = {}
    lines = read_text(path).splitlines()
    separator = find_separator(lines[0]) if lines else "\t"
    for number, line in enumerate(lines, 1):
        cells = line.split() if separator == " " else [cell.strip() for cell in line.split(separator)]
        if not line.strip() or (number == 1 and cells[0].casefold().split(":")[0] in _NAMES):
            continue
        if len(cells) < 2 or not cells[0] or not cells[1]:
            raise SystemExit(
                f"{path.name}, line {number}: {line[:60]!r}; allowed: two names with a tab, a comma, :: or a blank "
                "between them, as in the first line."
            )
        pairs[cells[0], cells[1]] = _read_weight(path, number, cells[2]) if len(cells) > 2 else 1.0
    return pairs


def _read_weight(path: Path, number: int, cell: str) -> float:
    try:
        weight = float(cell)
    except ValueError:
        weight = -1.0
    if not 0 <= weight < float("inf"):
        raise SystemExit(f"{path.name}, line {number}: the weight {cell[:60]!r} is not a number from 0.")
    return weight


def _split(pairs: Pairs, seed: int) -> _Split:
    """Split each user's pairs 8:1:1 by the seed; who has fewer than ten is trained on alone."""
    chance = np.random.default_rng(seed)
    by_user: dict[str, list[str]] = {}
    for user, item in pairs:
        by_user.setdefault(user, []).append(item)
    split = _Split()
    for user, items in by_user.items():
        tenth = int(len(items) * _TENTH)
        for place, at in enumerate(chance.permutation(len(items)).tolist()):
            part = split.test if place < tenth else split.valid if place < 2 * tenth else split.train
            part[user, items[at]] = pairs[user, items[at]]
    return split


def _arrange(split: _Split, bonds: Pairs) -> SocialData:
    """Friends are made mutual; those of whom nothing else is known are left out."""
    known = [*split.train, *split.valid, *split.test]
    user_ids = tuple(sorted({user for user, _ in known}))
    item_ids = tuple(sorted({item for _, item in known}))
    users, items = ({id: at for at, id in enumerate(ids)} for ids in (user_ids, item_ids))
    train = sorted((users[user], items[item], weight) for (user, item), weight in split.train.items())
    if not train or not split.test:
        raise SystemExit("The data is absent: there is nothing to train on, or nothing to test.")
    starts = np.searchsorted([user for user, _, _ in train], np.arange(len(users) + 1))
    bare = Histories(np.array([item for _, item, _ in train], np.int32), starts.astype(np.int64), len(items))
    both = [(users[one], users[other]) for one, other in bonds if one in users and other in users and one != other]
    friends = _mark([*both, *((other, one) for one, other in both)], (len(users), len(users)))
    weights = np.array([weight for _, _, weight in train])
    training = Histories(bare.items, bare.starts, len(items), level_counts(bare, weights), friends=friends)
    shape = (len(users), len(items))
    held = [
        [(users[user], items[item]) for user, item in part if (user, item) not in split.train]
        for part in (split.valid, split.test)
    ]
    validating, wanted = (_mark(cells, shape) for cells in held)
    return SocialData(training, validating, wanted, user_ids, item_ids)


def _mark(cells: Sequence[tuple[int, int]], shape: tuple[int, int]) -> csr_matrix:
    rows: NDArray[np.int64] = np.array([row for row, _ in cells], np.int64)
    columns = np.array([column for _, column in cells], np.int64)
    return csr_matrix((np.ones(len(cells), np.float32), (rows, columns)), shape=shape).sign()
