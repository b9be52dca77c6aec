"""Which action comes next in a conversation: a small attention model over its last steps, trained from stories.

A step is what one event tells: the shopper's intent and entities, or the assistant's action, and the state after it.
The model reads the last `WINDOW` steps as bags of tokens; self-attention (Vaswani et al., "Attention is all you need",
2017) and a softmax over those actions that some training decision took after a step of the same kind: what never
followed a question about shipping, such as a yes to an order's cancellation, is out of the question there. It trains in
seconds with torch and runs on ONNX Runtime.
"""

import json
import random
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from language.runtime import one_thread, open_session

if TYPE_CHECKING:
    from torch import Tensor, nn

WINDOW = 12  # steps that are read; longer memory lives in the state
WIDTH = 16  # tokens of one step that are read
_UNKNOWN, _PADDING = 1, 0


@dataclass(frozen=True)
class Step:
    """One event as tokens, e.g. ("intent:inform", "entity:size", "flow=change_items", "asking=new_variant")."""

    tokens: tuple[str, ...]


@dataclass(frozen=True)
class Decision:
    """What was done after a history, oldest step first. The history is never empty."""

    history: tuple[Step, ...]
    action: str


class NextActionModel:
    """Predicts actions. Made by `train_next_action` or `load`."""

    def __init__(self, folder: Path) -> None:
        """Read what `train_next_action` wrote. Raises FileNotFoundError when the folder holds no model."""
        config = json.loads((folder / "config.json").read_text())
        self.actions: tuple[str, ...] = tuple(config["actions"])
        self._vocabulary: dict[str, int] = config["vocabulary"]
        self._follow = {
            kind: np.array([action in follow for action in self.actions])
            for kind, follow in config.get("follow", {}).items()
        }
        self._session = open_session(folder / "model.onnx")

    def predict(self, history: Sequence[Step]) -> npt.NDArray[np.float32]:
        """Return the probability of each of `actions`, shape (n_actions,), summing to 1. Raises ValueError for [].

        After a kind of step that training has seen, an action that never followed it has none.
        """
        if not history:
            raise ValueError("a history has at least one step")
        tokens = _encode(history, self._vocabulary)[None]
        (logits,) = self._session.run(None, {"tokens": tokens})
        possible = self._follow.get(_kind_of(history[-1]))
        chosen = logits[0] if possible is None else np.where(possible, logits[0], -np.inf)
        scores = np.exp(chosen - chosen.max())
        return np.asarray(scores / scores.sum(), dtype=np.float32)


def train_next_action(
    decisions: Sequence[Decision], folder: Path, *, seed: int = 0, epochs: int = 40, token_dropout: float = 0.1
) -> NextActionModel:
    """Train on `decisions`, write the model into `folder`, and return it. Equal seeds give equal models.

    Raises ValueError when there is nothing to learn from.
    """
    import torch

    if not decisions:
        raise ValueError("no decisions to learn from")
    torch.manual_seed(seed)
    vocabulary = _vocabulary_of(decisions)
    actions = sorted({decision.action for decision in decisions})
    inputs = torch.from_numpy(np.stack([_encode(decision.history, vocabulary) for decision in decisions]))
    targets = torch.tensor([actions.index(decision.action) for decision in decisions])
    network = _make_network(len(vocabulary) + 2, len(actions))
    with one_thread():
        _fit(network, inputs, targets, epochs=epochs, token_dropout=token_dropout, shuffle=random.Random(seed))  # noqa: S311 - the order of training examples
    _write(network, {"actions": actions, "vocabulary": vocabulary, "follow": _follow_of(decisions)}, folder)
    return NextActionModel(folder)


def _fit(
    network: "nn.Module",
    inputs: "Tensor",
    targets: "Tensor",
    *,
    epochs: int,
    token_dropout: float,
    shuffle: random.Random,
) -> None:
    import torch

    batch = 64
    inputs = inputs[:, :, (inputs != _PADDING).any(dim=0).any(dim=0)]  # what pads every step adds nothing
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=0.01)
    steps = epochs * (len(inputs) // batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=2e-3, total_steps=steps, pct_start=0.1)
    order = list(range(len(inputs)))
    network.train()
    for _ in range(epochs):
        shuffle.shuffle(order)
        for start in range(0, len(order), batch):
            chosen = torch.tensor(order[start : start + batch])
            tokens = inputs[chosen]
            # A forgotten token now and then teaches the model not to hang on any single one.
            forgotten = (torch.rand(tokens.shape) < token_dropout) & (tokens != _PADDING)
            loss = torch.nn.functional.cross_entropy(
                network(tokens.masked_fill(forgotten, _UNKNOWN)), targets[chosen], label_smoothing=0.05
            )
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
    network.eval()


def _make_network(n_tokens: int, n_actions: int, *, dim: int = 64) -> "nn.Module":
    """Return one layer of attention, pre-normed; only the newest step looks at the others, as only it is read."""
    import torch
    from torch import Tensor, nn

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.tokens = nn.Embedding(n_tokens, dim, padding_idx=_PADDING)
            self.positions = nn.Parameter(torch.randn(WINDOW, dim) * 0.02)
            self.norm = nn.LayerNorm(dim)
            self.attention = nn.MultiheadAttention(dim, 4, dropout=0.2, batch_first=True)
            self.dropout = nn.Dropout(0.2)
            self.feed = nn.Sequential(
                nn.LayerNorm(dim), nn.Linear(dim, 2 * dim), nn.ReLU(), nn.Dropout(0.2), nn.Linear(2 * dim, dim)
            )
            self.actions = nn.Linear(dim, n_actions)

        def forward(self, tokens: Tensor) -> Tensor:
            steps = self.tokens(tokens).sum(dim=2) + self.positions
            absent = tokens.amax(dim=2) == _PADDING
            seen = self.norm(steps)
            looked, _ = self.attention(seen[:, -1:], seen, seen, key_padding_mask=absent, need_weights=False)
            newest = steps[:, -1] + self.dropout(looked[:, 0])
            return self.actions(newest + self.dropout(self.feed(newest)))  # type: ignore[no-any-return]

    return Network()


def _write(network: "nn.Module", config: dict[str, Any], folder: Path) -> None:
    import torch

    folder.mkdir(parents=True, exist_ok=True)
    example = torch.ones(1, WINDOW, WIDTH, dtype=torch.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the old exporter is chosen on purpose: the new one needs a package more
        torch.onnx.export(
            network,
            (example,),
            str(folder / "model.onnx"),
            input_names=["tokens"],
            output_names=["logits"],
            dynamic_axes={"tokens": {0: "batch"}},
            dynamo=False,
        )
    (folder / "config.json").write_text(json.dumps(config))


def _kind_of(step: Step) -> str:
    """Return what happened in the step, by its first token: an intent or an action."""
    return step.tokens[0] if step.tokens else ""


def _follow_of(decisions: Iterable[Decision]) -> dict[str, list[str]]:
    """Return, by the kind of the step before, the actions that were taken."""
    follow: dict[str, set[str]] = {}
    for decision in decisions:
        follow.setdefault(_kind_of(decision.history[-1]), set()).add(decision.action)
    return {kind: sorted(actions) for kind, actions in sorted(follow.items())}


def _vocabulary_of(decisions: Iterable[Decision]) -> dict[str, int]:
    tokens = {token for decision in decisions for step in decision.history for token in step.tokens}
    return {token: number for number, token in enumerate(sorted(tokens), start=2)}


def _encode(history: Sequence[Step], vocabulary: dict[str, int]) -> npt.NDArray[np.int64]:
    """Return token numbers of shape (WINDOW, WIDTH), the newest step in the last row, padded with 0."""
    encoded = np.zeros((WINDOW, WIDTH), dtype=np.int64)
    recent = history[-WINDOW:]
    for row, step in enumerate(recent, start=WINDOW - len(recent)):
        numbers = [vocabulary.get(token, _UNKNOWN) for token in step.tokens[:WIDTH]]
        encoded[row, : len(numbers)] = numbers
    return encoded
