"""The order of given candidates, which somebody's search has found already: only they are compared, and closely.

Most of them have the words that are looked for, so words tell less than among all products, and a single word, which
all have, tells nothing. The weights stand in given.json; `python -m benchmarks.search --train` learns them.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.encoder import Encoder, TextStates
from retrieval.documents import Document
from retrieval.nearest_words import match_words
from retrieval.ranking import Ranking
from retrieval.remembered import Remembered

Floats = NDArray[np.float32]

SIGNS = (
    "meaning",  # the cosine
    "words",  # the share of the query that the words cover, less for few words
    "nearest",  # the mean, over the query's words, of the nearest word's cosine
)
WEIGHTS = Path(__file__).with_name("given.json")
CLOSELY = 30  # candidates that are read word by word; the others come after them
_READ = 400  # texts that are remembered, about 60 MB


class GivenOrder:
    """Orders documents of a ranking among themselves. Not safe for threads that write into the ranking."""

    def __init__(self, ranking: Ranking, encoder: Encoder) -> None:
        self._ranking = ranking
        self._encoder = encoder
        self._read: Remembered[str, TextStates] = Remembered(_READ)

    def order(self, text: str, ids: Sequence[str]) -> list[str]:
        """Return these ids, the best first, equals as given; those that are no documents of the ranking last."""
        known = [id for id in ids if self._ranking.row_of(id) is not None]
        signs, weights = self.measure(text, known), load_given_weights()
        closely = signs[:, SIGNS.index("nearest")] > 0
        places = np.lexsort((np.arange(len(known)), -np.round(signs @ weights, 5), ~closely))
        return [*(known[at] for at in places.tolist()), *(id for id in ids if id not in set(known))]

    def measure(self, text: str, ids: Sequence[str]) -> Floats:
        """Return the signs of these documents of the ranking, shape (ids, len(SIGNS)), in their order.

        "nearest" is 0 for those that are not among the best by the others.
        """
        signs = np.zeros((len(ids), len(SIGNS)), np.float32)
        asked = self._ranking.ask(text)
        if not ids or asked.vector is None:
            return signs
        rows = [row for id in ids if (row := self._ranking.row_of(id)) is not None]
        among = np.zeros(len(self._ranking.documents), np.bool_)
        among[rows] = True
        count = len(asked.wording.slots)
        signs[:, 0] = np.maximum(self._ranking.collection.cosines(asked.vector, ids), 0)
        signs[:, 1] = self._ranking.find(asked, among).words[rows] * (count - 1) / count
        best = np.argsort(-(signs @ load_given_weights()), kind="stable")[:CLOSELY].tolist()
        signs[best, 2] = self._match(text, [self._ranking.documents[rows[at]] for at in best])
        return signs

    def _match(self, text: str, documents: Sequence[Document | None]) -> Floats:
        texts = [document.text if document else "" for document in documents]
        asked = self._encoder.read([text])[0]
        said = self._read.fetch(texts, self._encoder.read)
        return np.array([match_words(text, asked, each)[0] for each in said], np.float32)


@cache
def load_given_weights(file: Path = WEIGHTS) -> Floats:
    """Return a weight for each of `SIGNS`, in their order. Raises ValueError for a file that has others."""
    kept: Mapping[str, float] = json.loads(file.read_text(encoding="utf-8"))["weights"]
    if kept.keys() != set(SIGNS):
        raise ValueError(f"{file} has weights for {sorted(kept)}; allowed: exactly {sorted(SIGNS)}")
    return np.array([kept[name] for name in SIGNS], np.float32)
