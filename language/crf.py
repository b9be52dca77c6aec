"""The linear-chain CRF as torch trains it."""

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import embedding_bag

from language.encoder import Vectors

_TINY = 1e-30


class Crf(nn.Module):
    """Scores from states and from sparse features, and transitions; `forbidden` is added to starts and transitions."""

    def __init__(self, width: int, features: int, forbidden: tuple[Vectors, Vectors]) -> None:
        super().__init__()
        tags = len(forbidden[0])
        self.states = nn.Linear(width, tags)
        self.table = nn.Parameter(torch.zeros(features + 1, tags))  # the last row is what padding adds: nothing
        self.start = nn.Parameter(torch.zeros(tags))
        self.end = nn.Parameter(torch.zeros(tags))
        self.transitions = nn.Parameter(torch.zeros(tags, tags))
        self.no_start, self.no_way = map(torch.from_numpy, forbidden)

    def log_likelihood(self, states: Tensor, features: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Return (n,): log-probabilities of tags (n, words); features (n, words, most) are rows or -1 for none."""
        none = len(self.table) - 1
        rows = features.where(features >= 0, none).flatten(0, 1)
        summed = embedding_bag(rows, self.table, mode="sum", padding_idx=none)
        scores = self.states(states) + summed.view(*features.shape[:2], -1)
        return self._score(scores, tags, mask) - self._partition(scores, mask)

    def _score(self, scores: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        real = mask.to(scores.dtype)
        emitted = (scores.gather(2, tags.unsqueeze(2)).squeeze(2) * real).sum(1)
        moved = ((self.transitions + self.no_way)[tags[:, :-1], tags[:, 1:]] * real[:, 1:]).sum(1)
        last = tags.gather(1, mask.sum(1, keepdim=True) - 1).squeeze(1)
        return emitted + moved + (self.start + self.no_start)[tags[:, 0]] + self.end[last]

    def _partition(self, scores: Tensor, mask: Tensor) -> Tensor:
        """Return (n,): the log of the summed weight of all sequences; sums as matrix products, which is quick."""
        ways = (self.transitions + self.no_way).exp()
        reached = self.start + self.no_start + scores[:, 0]
        for place in range(1, scores.shape[1]):
            highest = reached.amax(dim=1, keepdim=True).detach()
            further = ((reached - highest).exp() @ ways + _TINY).log() + highest + scores[:, place]
            reached = torch.where(mask[:, place].unsqueeze(1), further, reached)
        return torch.logsumexp(reached + self.end, dim=1)

    def arrays(self) -> dict[str, Vectors]:
        """Return the parameters under the names of `language.tagger.Tagger`."""
        named = {
            "table": self.table[:-1],
            "weights": self.states.weight.T,
            "bias": self.states.bias,
            "start": self.start + self.no_start,
            "end": self.end,
            "transitions": self.transitions + self.no_way,
        }
        return {name: np.ascontiguousarray(value.detach().numpy(), np.float32) for name, value in named.items()}
