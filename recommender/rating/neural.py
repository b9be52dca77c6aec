"""RecommenderNet: vectors of customer and item beside what was known at the moment, through a small network."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from recommender.rating.model import Features, Ids, RatingTable, Times, Values, place, rmse, split_off
from recommender.rating.moments import Moments, Scaler

if TYPE_CHECKING:
    from torch import Tensor, nn

_BATCH = 1_024
_PREDICTED = 65_536
_FORGOTTEN = 0.02  # of the users and items in a batch, so that the net knows what to say of those never seen


@dataclass(frozen=True)
class NeuralPredictor:
    net: "nn.Module"
    moments: Moments
    scaler: Scaler
    n_users: int
    n_items: int
    mean: float
    scale: tuple[float, float]

    def predict(self, users: Ids, items: Ids, at: Times | None = None) -> Values:
        inputs = self.scaler.apply(self.moments.of(users, items, at))
        rest = _run(self.net, place(users, self.n_users), place(items, self.n_items), inputs)
        return np.clip(np.asarray(self.mean + rest, np.float32), *self.scale)


@dataclass(frozen=True)
class NeuralModel:
    """Adam until the validation part gets no better for `patience` epochs; the best epoch's weights are kept."""

    dim: int = 32
    hidden: int = 64
    dropout: float = 0.5
    learning_rate: float = 2e-3
    weight_decay: float = 2e-5
    longest: int = 30  # epochs
    patience: int = 3
    validation: float = 0.05
    seed: int = 0

    def fit(self, ratings: RatingTable, features: Features | None = None) -> NeuralPredictor:
        del features
        import torch

        moments = Moments(ratings)
        known = moments.of_known(ratings)
        scaler = Scaler.of(known)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(self.seed)
            net = _build(ratings.n_users, ratings.n_items, known.shape[1], self)
            if len(ratings):
                self._train(net, ratings, scaler.apply(known))
        return NeuralPredictor(net, moments, scaler, ratings.n_users, ratings.n_items, ratings.mean, ratings.scale)

    def _train(self, net: "nn.Module", ratings: RatingTable, inputs: Values) -> None:
        import torch

        learned, judged = split_off(ratings, self.validation, self.seed)
        judge = judged if len(judged) else learned
        optimiser = torch.optim.Adam(net.parameters(), lr=self.learning_rate, weight_decay=self.weight_decay)
        rest = (ratings.rating - np.float32(ratings.mean)).astype(np.float32)
        best, since = np.inf, 0
        kept = {name: value.clone() for name, value in net.state_dict().items()}
        for _ in range(self.longest):
            self._pass(net, optimiser, ratings, inputs, rest, learned)
            error = rmse(_run(net, ratings.user[judge], ratings.item[judge], inputs[judge]), rest[judge])
            since = since + 1 if error >= best else 0
            if since == 0:
                best, kept = error, {name: value.clone() for name, value in net.state_dict().items()}
            if since >= self.patience:
                break
        net.load_state_dict(kept)

    def _pass(self, net, optimiser, ratings, inputs, rest, rows) -> None:  # type: ignore[no-untyped-def]
        """Learn from each of the rows once, in an order drawn anew."""
        import torch

        user, item = torch.from_numpy(ratings.user.astype(np.int64)), torch.from_numpy(ratings.item.astype(np.int64))
        features, target = torch.from_numpy(inputs), torch.from_numpy(rest)
        net.train()
        order = torch.from_numpy(rows)[torch.randperm(len(rows))]
        for batch in torch.split(order, _BATCH):
            users = _forget(user[batch], ratings.n_users)
            items = _forget(item[batch], ratings.n_items)
            loss = torch.nn.functional.mse_loss(net(users, items, features[batch]), target[batch])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()


def _forget(ids: "Tensor", unseen: int) -> "Tensor":
    import torch

    return torch.where(torch.rand(len(ids)) < _FORGOTTEN, unseen, ids)


def _run(net: "nn.Module", users: Ids, items: Ids, inputs: Values) -> Values:
    """Return the net's answers, float32, to any number of pairs."""
    import torch

    net.eval()
    parts = []
    with torch.inference_mode():
        for start in range(0, len(users), _PREDICTED):
            part = slice(start, start + _PREDICTED)
            ids = [torch.from_numpy(np.asarray(side[part], np.int64)) for side in (users, items)]
            parts.append(net(*ids, torch.from_numpy(inputs[part])).numpy())
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _build(n_users: int, n_items: int, n_inputs: int, plan: NeuralModel) -> "nn.Module":
    import torch
    from torch import nn

    class RecommenderNet(nn.Module):
        """The product of the vectors, the biases, and a network over vectors and inputs, added up."""

        def __init__(self) -> None:
            super().__init__()
            self.user = nn.Embedding(n_users + 1, plan.dim)
            self.item = nn.Embedding(n_items + 1, plan.dim)
            self.user_bias = nn.Embedding(n_users + 1, 1)
            self.item_bias = nn.Embedding(n_items + 1, 1)
            for table in (self.user, self.item):
                nn.init.normal_(table.weight, std=0.1)
            for table in (self.user_bias, self.item_bias):
                nn.init.zeros_(table.weight)
            self.drop = nn.Dropout(plan.dropout)
            self.deep = nn.Sequential(
                nn.Linear(2 * plan.dim + n_inputs, plan.hidden),
                nn.ReLU(),
                nn.Dropout(plan.dropout),
                nn.Linear(plan.hidden, 1),
            )

        def forward(self, users: "Tensor", items: "Tensor", inputs: "Tensor") -> "Tensor":
            user, item = self.drop(self.user(users)), self.drop(self.item(items))
            deep = self.deep(torch.cat([user, item, inputs], dim=1)).squeeze(1)
            biases = self.user_bias(users).squeeze(1) + self.item_bias(items).squeeze(1)
            return torch.as_tensor(deep + (user * item).sum(dim=1) + biases)

    return RecommenderNet()
