"""Fine-tuning of an encoder on labelled messages, intents, values and feelings together.

Linear probing first, then fine-tuning (LP-FT: Kumar et al., 2022): the heads begin as what was fitted on the frozen
encoder, so that the encoder is not bent to random heads. Either all of its layers move but the word embeddings, or
low-rank adapters are trained and merged (LoRA: Hu et al., 2021).
"""

import random
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Literal

import torch
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from language.examples import Example, SentimentExample
from language.linear import LinearHead
from language.onnx_encoder import TOKENIZER
from language.tagger import split_into_tags
from language.torch_encoder import PooledModel, load_model
from language.weights import Weights
from language.words import split_words

Method = Literal["full", "lora"]

_RATES: dict[Method, float] = {"full": 1.5e-4, "lora": 1e-3}
_HEAD_RATE = 1e-3
_BATCH = 16  # larger ones are quicker, and learn less: 93.1 % with 64 of other training messages, 94.1 with 16
_FORGOTTEN = 0.2  # of what a layer says, at each step: more than in pretraining, as messages are few
_IGNORED = -100
_TAG_SHARE = 0.5
_FEELING_SHARE = 0.5


@dataclass(frozen=True)
class _Item:
    """A message as tokens with what is known of it: -1 and [] for what nobody labelled."""

    ids: list[int]
    intent: int
    tags: list[int]
    feelings: tuple[int, int, int]  # classes 0 to 2 of polarity, frustration and urgency; -1 for none


def fine_tune(
    weights: Weights,
    examples: Sequence[Example],
    sentiment: Sequence[SentimentExample],
    intents: Sequence[str],
    head: LinearHead,
    *,
    method: Method = "full",
    epochs: int = 3,
    rate: float | None = None,
    seed: int = 7,
    device: str = "cpu",
    progress: Callable[[float], None] = lambda done: None,
) -> PooledModel:
    """Return the encoder of `weights`, fine-tuned; `head` was fitted on its vectors, its columns are `intents`.

    `rate` is the highest learning rate of the encoder, None for the method's own: few messages are few steps, and want
    a higher one. Processors that multiply in bfloat16 do so. Equal seeds give equal encoders on one machine. `progress`
    gets the share done, 0 to 1.
    """
    torch.manual_seed(seed)
    tags = sorted({"O", *(tag for each in examples for tag in split_into_tags(split_words(each.text), each.entities))})
    items = _Items(weights, list(intents), tags).of(examples, sentiment)
    network = _Network(load_model(weights), head, len(tags), method).to(device)
    order = random.Random(seed)  # noqa: S311 - of the batches, no secret
    _train(network, items, epochs, rate or _RATES[method], order, device, progress)
    return network.finish()


class _Items:
    def __init__(self, weights: Weights, intents: list[str], tags: list[str]) -> None:
        self._tokenizer = Tokenizer.from_file(str(weights.folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(weights.max_tokens)
        self._intents, self._tags = intents, tags

    def of(self, examples: Sequence[Example], sentiment: Sequence[SentimentExample]) -> list[_Item]:
        said = [
            _Item(encoding.ids, self._intents.index(example.intent), self._align(example, encoding), (-1, -1, -1))
            for example, encoding in zip(examples, self._encode(examples), strict=True)
        ]
        felt = [
            _Item(encoding.ids, -1, [], (example.polarity + 1, example.frustration, example.urgency))
            for example, encoding in zip(sentiment, self._encode(sentiment), strict=True)
        ]
        return said + felt

    def _encode(self, examples: Sequence[Example] | Sequence[SentimentExample]) -> list[Encoding]:
        return list(self._tokenizer.encode_batch([example.text for example in examples]))

    def _align(self, example: Example, encoding: Encoding) -> list[int]:
        """Return a tag for each token: that of its word at the word's first token, else none."""
        words = split_words(example.text)
        tags = dict(zip((word.start for word in words), split_into_tags(words, example.entities), strict=True))
        first = [
            tags.get(start) if not special else None
            for (start, _), special in zip(encoding.offsets, encoding.special_tokens_mask, strict=True)
        ]
        return [_IGNORED if tag is None else self._tags.index(tag) for tag in first]


class _Network(nn.Module):
    def __init__(self, encoder: PooledModel, head: LinearHead, tags: int, method: Method) -> None:
        super().__init__()
        width: int = encoder.model.config.hidden_size
        self.encoder = encoder
        self.method = method
        self.intents = nn.Linear(width, len(head.bias))
        self.tags = nn.Linear(width, tags)
        self.feelings = nn.Linear(width, 9)
        with torch.no_grad():
            self.intents.weight.copy_(torch.from_numpy(head.weights.T))
            self.intents.bias.copy_(torch.from_numpy(head.bias))
        for module in encoder.modules():
            if isinstance(module, nn.Dropout):
                module.p = _FORGOTTEN
        if method == "lora":
            self._add_adapters()
        else:
            encoder.model.get_input_embeddings().requires_grad_(False)

    def _add_adapters(self) -> None:
        from peft import LoraConfig, get_peft_model

        config = LoraConfig(r=16, lora_alpha=32, lora_dropout=0.05, target_modules="all-linear")
        self.encoder.model = get_peft_model(self.encoder.model, config)  # type: ignore[assignment]

    def loss(self, batch: Sequence[_Item], device: str) -> Tensor:
        ids, mask = _pad([item.ids for item in batch], 0)
        vectors, states = self.encoder(ids.to(device), mask.to(device))
        intents = torch.tensor([item.intent for item in batch], device=device)
        total: Tensor = vectors.sum() * 0
        said = intents >= 0
        if said.any():
            total = total + cross_entropy(self.intents(vectors[said]), intents[said])
            tags, _ = _pad([item.tags or [_IGNORED] for item in batch], _IGNORED, length=ids.shape[1])
            if (tags > _IGNORED).any() and self.tags.out_features > 1:
                scores = self.tags(states[:, :, -1])
                total = total + _TAG_SHARE * cross_entropy(scores.flatten(0, 1), tags.to(device).flatten())
        feelings = torch.tensor([item.feelings for item in batch], device=device)
        felt = feelings[:, 0] >= 0
        if felt.any():
            scores = self.feelings(vectors[felt] * vectors.shape[1] ** 0.5).unflatten(1, (3, 3))
            total = total + _FEELING_SHARE * cross_entropy(scores.flatten(0, 1), feelings[felt].flatten())
        return total

    def finish(self) -> PooledModel:
        """Return the encoder alone, adapters merged, ready to work."""
        if self.method == "lora":
            self.encoder.model = self.encoder.model.merge_and_unload()  # type: ignore[operator]
        return self.encoder.cpu().eval()


def _pad(rows: Sequence[Sequence[int]], value: int, *, length: int = 0) -> tuple[Tensor, Tensor]:
    longest = length or max(len(row) for row in rows)
    padded = torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
    return padded, mask


def _train(
    network: _Network,
    items: list[_Item],
    epochs: int,
    rate: float,
    order: random.Random,
    device: str,
    progress: Callable[[float], None],
) -> None:
    inner = [value for value in network.encoder.parameters() if value.requires_grad]
    heads = [*network.intents.parameters(), *network.tags.parameters(), *network.feelings.parameters()]
    groups = [{"params": inner, "lr": rate}, {"params": heads, "lr": _HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = epochs * -(-len(items) // _BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [rate, _HEAD_RATE], total_steps=steps, pct_start=0.1, cycle_momentum=False
    )
    network.train()
    precision = _choose_precision(device)
    done = 0
    for _ in range(epochs):
        for batch in _batches(items, order):
            with precision:
                loss = network.loss(batch, device)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(inner + heads, 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            progress(done / steps)


def _choose_precision(device: str) -> AbstractContextManager[object]:
    """Return within what a loss is computed: in bfloat16 where a CPU can, which takes two thirds of the time.

    Weights stay as they are.
    """
    able = torch.cpu.get_capabilities() if device == "cpu" else {}
    native = able.get("avx512_bf16") or able.get("amx_bf16")
    return torch.autocast("cpu", torch.bfloat16) if native else nullcontext()


def _batches(items: list[_Item], order: random.Random) -> list[list[_Item]]:
    """Return all items in batches of about equal length, in random order: padding costs as much as words."""
    shuffled = order.sample(items, len(items))
    window = _BATCH * 32
    batches = []
    for start in range(0, len(shuffled), window):
        near = sorted(shuffled[start : start + window], key=lambda item: len(item.ids))
        batches += [near[place : place + _BATCH] for place in range(0, len(near), _BATCH)]
    order.shuffle(batches)
    return batches
