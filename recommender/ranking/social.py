"""What customers like, and their friends: implicit ALS, likeness of customers, and friends where they help."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from recommender.ranking.als import Als
from recommender.ranking.friends import FriendAverage, FriendKernel
from recommender.ranking.holdout import Holdout, draw, hold_out_share
from recommender.ranking.mix import Mix, Tried, add_best, begin
from recommender.ranking.protocol import Histories, Scorer

_HELD_OUT = 0.1
_CELLS = 40_000_000  # scores looked at together
_RANK = 128
_ALS = ((5.0, 0.02), (5.0, 0.014), (10.0, 0.015))  # weight of all zeros, ridge
_FLATNESSES = (0.2, 0.0)
_FRIENDSHIPS = (0.25, 0.5, 1.0)
_TRUST = 0.9  # tried against 0: how much of a friend's say depends on likeness


@dataclass(frozen=True)
class Social:
    """Chooses its settings and weights itself, on a random part of the training histories that `seed` draws.

    Without `with_friends` it is the same model, chosen alike, that does not look at them.
    """

    with_friends: bool = True
    seed: int = 0

    def fit(self, training: Histories) -> Scorer:
        return self.choose(hold_out_share(training, _HELD_OUT, self.seed)).fit(training)

    def choose(self, holdout: Holdout) -> Mix:
        """Return the mix that foresees the held-out items best, not yet fitted.

        Friends come last, in two ways: in the kernel's likeness, and by what they had. Each is left out unless the
        holdout is foreseen better with it.
        """
        asked = draw(holdout, max(50, _CELLS // max(1, holdout.training.n_items)), self.seed)
        alone = max((begin(model, asked) for model in self._try_als()), key=lambda tried: tried.ndcg)
        kernels = [FriendKernel(flatness=flatness) for flatness in _FLATNESSES]
        mixed = add_best(alone, kernels, asked)
        friends = holdout.training.friends
        if not self.with_friends or friends is None or not friends.nnz:
            return mixed.mix
        return add_best(_befriend(alone, mixed, asked), [FriendAverage()], asked).mix

    def _try_als(self) -> Iterator[Als]:
        for unknown, ridge in _ALS:
            yield Als(rank=_RANK, rounds=10, unknown=unknown, ridge=ridge, seed=self.seed)


def _befriend(alone: Tried, mixed: Tried, asked: Holdout) -> Tried:
    """Return the mix with friends in its kernel, or as it was when that foresees no better."""
    base = mixed.mix.parts[-1].model
    kernel = base if isinstance(base, FriendKernel) else FriendKernel(flatness=_FLATNESSES[0])
    best = max(
        (add_best(alone, [replace(kernel, friendship=friendship)], asked) for friendship in _FRIENDSHIPS),
        key=lambda tried: tried.ndcg,
    )
    found = best.mix.parts[-1].model
    if isinstance(found, FriendKernel):
        best = max(best, add_best(alone, [replace(found, trust=_TRUST)], asked), key=lambda tried: tried.ndcg)
    return max(mixed, best, key=lambda tried: tried.ndcg)
