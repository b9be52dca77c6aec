"""Parts of the training histories that models are judged by before the real test."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from recommender.ranking.protocol import Histories


@dataclass(frozen=True)
class Holdout:
    """A question each row: what follows after `known`? `wanted` is (len(known), n_items), 1 for each right answer.

    Models that are judged learn from `training` alone.
    """

    training: Histories
    known: Histories
    wanted: csr_matrix


def ask(training: Histories, wanted: csr_matrix) -> Holdout:
    """Ask each customer of whom anything is wanted; `wanted` is (len(training), n_items)."""
    asked = np.flatnonzero(wanted.getnnz(axis=1))
    return Holdout(training, training.take(asked), wanted[asked])


def hold_out_share(histories: Histories, share: float, seed: int) -> Holdout:
    """Hold out a random share of all items; customers of whom nothing is held out, or nothing left, are not asked."""
    held = np.random.default_rng(seed).random(len(histories.items)) < share
    training = histories.keep(~held)
    wanted = histories.keep(held)
    asked = np.flatnonzero((np.diff(training.starts) > 0) & (np.diff(wanted.starts) > 0))
    return Holdout(training, training.take(asked), _mark(wanted.take(asked)))


def hold_out_newest(histories: Histories, each: int, questions: int, seed: int) -> Holdout:
    """Hold out the newest items, at most `each` and a third of a history; asked is for one after all before it.

    At most so many questions are asked, chosen by the seed.
    """
    lengths = np.diff(histories.starts)
    held = histories.ages < np.minimum(each, lengths // 3)[histories.customers]
    positions = np.flatnonzero(held)
    if len(positions) > questions:
        positions = np.sort(np.random.default_rng(seed).choice(positions, questions, replace=False))
    customers = histories.customers[positions]
    before = positions - histories.starts[:-1][customers]
    whole = histories.take(customers)
    known = whole.keep(np.arange(len(whole.items)) - whole.starts[:-1][whole.customers] < before[whole.customers])
    ones = np.ones(len(positions), np.float32)
    rows = np.arange(len(positions))
    wanted = csr_matrix((ones, (rows, histories.items[positions])), shape=(len(positions), histories.n_items))
    return Holdout(histories.keep(~held), known, wanted)


def draw(holdout: Holdout, questions: int, seed: int) -> Holdout:
    """Return at most so many of the questions, chosen by the seed."""
    if len(holdout.known) <= questions:
        return holdout
    rows: NDArray[np.int64] = np.sort(
        np.random.default_rng(seed).choice(len(holdout.known), questions, replace=False)
    ).astype(np.int64)
    return Holdout(holdout.training, holdout.known.take(rows), holdout.wanted[rows])


def _mark(histories: Histories) -> csr_matrix:
    return histories.matrix(np.ones(len(histories.items))).sign()
