"""A causal transformer over histories that foresees the next item (SASRec, trained with the softmax over items)."""

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from recommender.ranking.holdout import Holdout, draw, hold_out_newest
from recommender.ranking.measures import measure
from recommender.ranking.protocol import Histories, Scores

if TYPE_CHECKING:
    import torch

_PADDING = 0  # items are one higher within the network
_JUDGED = 1_000  # customers whose newest item decides when to stop
_LIST = 10


@dataclass(frozen=True)
class Transformer:
    """Trains on `device` ("cpu", "cuda:0" …; see language.devices), on all histories but the newest item of some.

    It stops when that item has not been foreseen better for `patience` looks, one each `look_every` epochs, or after
    `epochs`, and keeps what was best. With more than `softmax_over` items the softmax is over that many random ones.
    """

    width: int = 64
    layers: int = 2
    heads: int = 2
    length: int = 200  # newest items that are read
    dropout: float = 0.2
    softmax_over: int = 4_096
    batch: int = 128
    rate: float = 1e-3
    epochs: int = 200
    look_every: int = 5
    patience: int = 4
    seed: int = 0
    device: str = "cpu"

    def fit(self, training: Histories) -> "TransformerScorer":
        import torch

        device = torch.device(self.device)
        holdout = draw(hold_out_newest(training, 1, len(training), self.seed), _JUDGED, self.seed)
        with torch.random.fork_rng():
            torch.manual_seed(self.seed)
            network = build_network(training.n_items, self).to(device)
            scorer = TransformerScorer(network, self.length, device)
            self._train(scorer, holdout)
        return scorer

    def _train(self, scorer: "TransformerScorer", holdout: Holdout) -> None:
        """Leave the scorer's network as it was when it foresaw the held-out items best."""
        import torch

        padded = pad(holdout.training.newest(self.length + 1), self.length + 1)
        rows = torch.from_numpy(padded[(padded != _PADDING).sum(axis=1) > 1]).to(scorer.device)
        optimiser = torch.optim.AdamW(scorer.network.parameters(), self.rate, betas=(0.9, 0.98))
        best, waited, kept = -1.0, 0, copy.deepcopy(scorer.network.state_dict())
        for epoch in range(1, self.epochs + 1 if len(rows) else 1):
            self._pass(scorer.network.train(), optimiser, rows)
            if epoch % self.look_every and epoch < self.epochs:
                continue
            scorer.network.eval()
            ndcg = measure(scorer, holdout.known, holdout.wanted, (_LIST,))[_LIST].ndcg
            waited += 1
            if ndcg > best or not len(holdout.known):
                best, waited, kept = ndcg, 0, copy.deepcopy(scorer.network.state_dict())
            if waited >= self.patience:
                break
        scorer.network.load_state_dict(kept)
        scorer.network.eval()

    def _pass(self, network: Any, optimiser: "torch.optim.Optimizer", rows: "torch.Tensor") -> None:
        import torch
        from torch.nn.functional import cross_entropy

        order = torch.randperm(len(rows)).to(rows.device)
        for start in range(0, len(rows), self.batch):
            batch = rows[order[start : start + self.batch]]
            batch = batch[:, : int((batch != _PADDING).sum(1).max())]
            right = batch[:, 1:]
            states, right = network(batch[:, :-1])[right != _PADDING], right[right != _PADDING]
            columns, right = self._draw(right, network.items.num_embeddings)
            loss = cross_entropy(states @ network.items.weight[columns].T, right)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()

    def _draw(self, right: "torch.Tensor", size: int) -> tuple["torch.Tensor", "torch.Tensor"]:
        """Return the items of the softmax, and the place of each right item among them."""
        import torch

        if size - 1 <= self.softmax_over:
            return torch.arange(1, size, device=right.device), right - 1
        drawn = torch.randint(1, size, (self.softmax_over,), device=right.device)
        columns = torch.unique(torch.cat([right, drawn]))  # sorted
        return columns, torch.searchsorted(columns, right)


@dataclass(frozen=True)
class TransformerScorer:
    network: Any  # torch.nn.Module, see build_network
    length: int
    device: "torch.device"

    def scores(self, histories: Histories) -> Scores:
        """Return float32 (len(histories), n_items); all 0 after an empty history."""
        import torch

        newest = histories.newest(self.length)
        lengths = np.diff(newest.starts)
        scores = np.zeros((len(histories), histories.n_items), np.float32)
        if not len(newest.items):
            return scores
        padded = torch.from_numpy(pad(newest, int(lengths.max()))).to(self.device)
        last = torch.from_numpy(np.maximum(lengths - 1, 0)).to(self.device)
        with torch.inference_mode():
            states = self.network(padded)[torch.arange(len(padded), device=self.device), last]
            scores[:] = (states @ self.network.items.weight[1:].T).cpu().numpy()
        scores[lengths == 0] = 0
        return scores


def pad(histories: Histories, length: int) -> NDArray[np.int64]:
    """Return (len(histories), length): the items, each one higher, and 0 after the last.

    With padding behind, a place that sees what is before it sees no padding.
    """
    padded = np.full((len(histories), length), _PADDING, np.int64)
    places = np.arange(len(histories.items)) - histories.starts[:-1][histories.customers]
    padded[histories.customers, places] = histories.items + 1
    return padded


def build_network(n_items: int, plan: Transformer) -> "torch.nn.Module":
    """Return a network whose forward takes (batch, length) padded items to (batch, length, width) states."""
    import torch
    from torch import nn

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.items = nn.Embedding(n_items + 1, plan.width, padding_idx=_PADDING)
            self.places = nn.Embedding(plan.length, plan.width)
            nn.init.normal_(self.items.weight, std=plan.width**-0.5)
            nn.init.normal_(self.places.weight, std=plan.width**-0.5)
            self.dropout = nn.Dropout(plan.dropout)
            layer = nn.TransformerEncoderLayer(
                plan.width, plan.heads, plan.width * 2, plan.dropout, "gelu", batch_first=True, norm_first=True
            )
            self.encoder = nn.TransformerEncoder(layer, plan.layers, enable_nested_tensor=False)
            self.norm = nn.LayerNorm(plan.width)

        def forward(self, items: torch.Tensor) -> torch.Tensor:
            length = items.shape[1]
            states = self.dropout(self.items(items) + self.places.weight[:length])
            mask = nn.Transformer.generate_square_subsequent_mask(length, device=items.device)
            return self.norm(self.encoder(states, mask=mask, is_causal=True))  # type: ignore[no-any-return]

    return Network()
