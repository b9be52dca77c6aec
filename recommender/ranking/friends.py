"""Ranking by people who are alike or friends: EASE seen from the customers' side, where friendship is a kernel.

Two customers are near by what both had and by friendship, K = XX' + a S. Each item is then the kernel ridge regression
of who had it on all other items and on friendship. Its cost grows with the cube of the customers and not of the items.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from recommender.ranking.ease import find_head
from recommender.ranking.protocol import Histories, Scores

TEACHERS = 12_000  # customers; of more the most active are learned from, and the others are scored through them
_CELLS = 250_000_000  # teachers times items: 1 GB; items beyond are the least popular and are left to popularity
_LEAST = 2  # customers of an item: of one alone nobody else can learn
_BLOCK = 4_096  # items solved for together
_POPULARITY = 1e-4  # the score of what most have


@dataclass(frozen=True)
class FriendKernel:
    """`ridge` and `friendship` are in squared lengths of an average history; a friendship of 0 uses no friends.

    `flatness` takes from an item's weight by its popularity. `trust` is how much of a friend's say depends on how
    alike the two are: 0 takes all friends of a customer as equal.
    """

    ridge: float = 1.4
    flatness: float = 0.15
    friendship: float = 0.0
    trust: float = 0.0
    teachers: int = TEACHERS

    def fit(self, training: Histories) -> "FriendScorer":
        counts = np.bincount(training.items, minlength=training.n_items)
        flat = (np.maximum(counts, 1.0) ** -self.flatness).astype(np.float32)
        taught = np.sort(np.argsort(-np.diff(training.starts), kind="stable")[: self.teachers])
        seen = csr_matrix(training.matrix()[taught] @ diags(flat), dtype=np.float32)
        unit = float(seen.multiply(seen).sum()) / max(1, len(taught)) or 1.0
        bonds = None if training.friends is None or not self.friendship else _make_mutual(training.friends)
        degrees = np.zeros(len(taught)) if bonds is None else np.asarray(bonds.sum(axis=1)).ravel()[taught]
        nearness = Nearness(seen, taught, flat, degrees, self.friendship * unit, self.trust)
        near = nearness.compare(seen, None if bonds is None else bonds[taught])
        # A friendship kernel may have eigenvalues down to minus its weight; the ridge is above them.
        near[np.diag_indices_from(near)] += unit * (self.ridge + (0.0 if bonds is None else self.friendship))
        head = find_head(seen, max(1, _CELLS // max(1, len(taught))))
        head = head[counts[head] >= _LEAST]
        popularity = (_POPULARITY * counts / max(1, counts.max(initial=0))).astype(np.float32)
        return FriendScorer(nearness, head, *_solve(near, seen[:, head]), popularity)


@dataclass(frozen=True)
class Nearness:
    """How near customers are to the teachers, whose histories `seen` (n_teachers, n_items) are.

    `taught` says which of the trained customers they are, `degrees` how many friends each has, `flat` (n_items,) what
    an item weighs.
    """

    seen: csr_matrix
    taught: NDArray[np.int64]
    flat: Scores
    degrees: NDArray[np.float64]
    friendship: float
    trust: float

    def compare(self, own: csr_matrix, friends: csr_matrix | None) -> Scores:
        """Return float32 (n, n_teachers) for customers with these flattened rows and these friends."""
        near = np.asarray((own @ self.seen.T).todense(), np.float32)
        if friends is None or not self.friendship:
            return near
        return near + np.float32(self.friendship) * np.asarray(self.weigh_bonds(own, friends).todense(), np.float32)

    def weigh_bonds(self, own: csr_matrix, friends: csr_matrix) -> csr_matrix:
        """Return float32 (n, n_teachers): each bond by how alike the two are, less where either has many friends."""
        mine = 1 + np.asarray(friends.sum(axis=1)).ravel()
        near = friends[:, self.taught].tocsr()
        alike = weigh_by_likeness(own, self.seen, near, 0.0)
        found = near * (1 - self.trust) + alike * self.trust
        return csr_matrix(diags(mine**-0.5) @ found @ diags((1 + self.degrees) ** -0.5), dtype=np.float32)


@dataclass(frozen=True)
class FriendScorer:
    """`pull` (n_teachers, n_head) is how much each teacher speaks for each item of `head`.

    `rest` (n_head,) is what the others leave unexplained of an item's own column: above 0, at most 1.
    """

    nearness: Nearness
    head: NDArray[np.int64]
    pull: Scores
    rest: Scores
    popularity: Scores  # (n_items,), tiny: it decides where nothing else does

    def scores(self, histories: Histories) -> Scores:
        """Friends are those of `histories.friends`; without them only who is alike counts."""
        own = csr_matrix(histories.matrix() @ diags(self.nearness.flat), dtype=np.float32)
        near = self.nearness.compare(own, histories.friends)
        scores = np.zeros((len(histories), histories.n_items), np.float32)
        # Each item is foreseen from the others: what it says of itself is taken off.
        itself = np.asarray((own[:, self.head] @ diags(1 - self.rest)).todense(), np.float32)
        scores[:, self.head] = (near @ self.pull - itself) / (self.rest * self.nearness.flat[self.head])
        return scores + self.popularity


@dataclass(frozen=True)
class FriendAverage:
    """What friends had: the mean of their histories, those who are more alike counting more."""

    stranger: float = 0.05  # what a friend counts who has nothing in common

    def fit(self, training: Histories) -> "FriendAverageScorer":
        return FriendAverageScorer(training.matrix(), self.stranger)


@dataclass(frozen=True)
class FriendAverageScorer:
    """`seen` (n_trained, n_items) is what those had who may be friends."""

    seen: csr_matrix
    stranger: float

    def scores(self, histories: Histories) -> Scores:
        """Return 0 everywhere for who has no friends."""
        if histories.friends is None:
            return np.zeros((len(histories), histories.n_items), np.float32)
        bonds = weigh_by_likeness(histories.matrix(), self.seen, histories.friends, self.stranger)
        sums = np.asarray(bonds.sum(axis=1)).ravel()
        return np.asarray((diags(1 / np.maximum(sums, 1e-9)) @ bonds @ self.seen).todense(), np.float32)


def weigh_by_likeness(own: csr_matrix, others: csr_matrix, friends: csr_matrix, stranger: float) -> csr_matrix:
    """Return `friends` (n, n_others) times the cosine of the two histories, and a little for friendship alone."""
    bonds = friends.tocoo()
    lengths = np.sqrt(_squares(own))[bonds.row] * np.sqrt(_squares(others))[bonds.col]
    common = np.asarray(own[bonds.row].multiply(others[bonds.col]).sum(axis=1)).ravel()
    weights = bonds.data * (stranger + common / np.maximum(lengths, 1e-9))
    return csr_matrix((weights, (bonds.row, bonds.col)), shape=bonds.shape)


def _make_mutual(friends: csr_matrix) -> csr_matrix:
    return csr_matrix(friends.maximum(friends.T))


def _squares(rows: csr_matrix) -> NDArray[np.float64]:
    return np.asarray(rows.multiply(rows).sum(axis=1), np.float64).ravel()


def _solve(near: Scores, seen: csr_matrix) -> tuple[Scores, Scores]:
    """Return `pull` and `rest` for a kernel with its ridge, which is overwritten."""
    from scipy.linalg import cho_factor, cho_solve

    pull = np.zeros(seen.shape, np.float32)
    rest = np.ones(seen.shape[1], np.float32)
    if not near.size:
        return pull, rest
    factor = cho_factor(near, overwrite_a=True, check_finite=False)
    for start in range(0, seen.shape[1], _BLOCK):
        columns = slice(start, start + _BLOCK)
        had = np.asarray(seen[:, columns].todense(), np.float32)
        pull[:, columns] = cho_solve(factor, had, check_finite=False)
        rest[columns] = 1 - np.einsum("ui,ui->i", had, pull[:, columns])
    return pull, np.maximum(rest, np.float32(1e-3))
