"""Help articles, kept in step with the store: the passages that may answer, and the articles that do.

Which article answers is judged by signs of the whole article, beginning and title included: "what is the return
policy" is answered by the article on it, not by the one whose passage on packing says "return" most often. The weights
come from `python -m benchmarks.policies --train`.
"""

import functools
import json
from collections.abc import Collection
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from language.encoder import Encoder
from retrieval.changes import Watch
from retrieval.collection import PassageCollection
from retrieval.evidence import EvidenceReader, Statement, built_in_weights
from retrieval.fusion import best_first, fuse_scores
from retrieval.languages import is_read, name_other
from retrieval.lexical import TermIndex
from retrieval.passages import Passage, article_passages
from retrieval.search import FactSource, FoundArticle
from retrieval.terms import split_terms, split_wanted
from shop.knowledge import Article
from shop.store import Reader

_NEAREST = 60  # passages
_WORDS, _MEANING = 0.4, 0.6
_FLOOR = 0.15
_CLOSELY = 16  # passages that are read closely
LEAST = 0.03  # score; no question that the weights were learned from has an answer that is less likely
SIGNS = ("lead", "nearest", "name", "evidence", "on_topic")
Signs = NDArray[np.float32]
"""Shape (articles, len(SIGNS))."""


class ArticleIndex:
    """Passages of all articles. Not safe for threads that sync."""

    def __init__(self, encoder: Encoder, folder: Path | None) -> None:
        self._encoder = encoder
        self._watch: Watch[Article] = Watch(Article, ("updated_at",))
        self.collection = PassageCollection(encoder, folder)
        self._articles: dict[str, Article] = {}
        self._passages: dict[str, Passage] = {}  # by text, in context
        self._terms = TermIndex({})
        self._names = TermIndex({})  # titles and tags

    def sync(self, tx: Reader) -> None:
        """Take over what changed since the last time."""
        change = self._watch.look(tx)
        if not change.changed and not change.gone_ids:
            return
        for id in change.gone_ids:
            self._articles.pop(id, None)
        self._articles |= {article.id: article for article in change.changed}
        self.collection.drop(change.gone_ids)
        self.collection.put({article.id: _in_context(article) for article in change.changed})
        self._passages = {p.text: p for article in self._articles.values() for p in _in_context(article)}
        names = {id: split_terms(f"{one.title} {' '.join(one.tags)}") for id, one in self._articles.items()}
        terms = {text: split_terms(f"{text} {self._tags(p)}") for text, p in self._passages.items()}
        self._names = TermIndex(names, pieces=self._encoder.pieces)
        self._terms = TermIndex(terms, pieces=self._encoder.pieces)

    def find_candidates(self, text: str, most: int) -> list[Statement]:
        """Return the passages that may speak of this, the nearest in words and meaning first; [] for none."""
        wanted = [self._terms.correct(term) for term in split_wanted(text)]
        if not wanted:
            return []
        words = dict(zip(self._terms.keys, self._terms.score(wanted).tolist(), strict=True))
        nearest = self.collection.search(self._encoder.encode([text])[0], _NEAREST)
        meaning = {passage.text: max(cosine, 0.0) for passage, cosine in nearest}
        scores = fuse_scores([(words, _WORDS), (meaning, _MEANING)])
        return [self._state(key) for key in best_first(scores)[:most] if scores[key] >= _FLOOR]

    def statements(self) -> list[Statement]:
        """Return all passages as they may be asked about."""
        return [self._state(key) for key in self._passages]

    def _state(self, key: str) -> Statement:
        article = self._articles[self._passages[key].owner_id]
        return Statement(key.removeprefix(f"{article.title}\n"), FactSource.ARTICLE, article.id, context=article.title)

    def find(self, text: str, limit: int, reader: EvidenceReader, topics: Collection[str] = ()) -> list[FoundArticle]:
        """Return the articles that speak of this with their best passages, the best first; [] for none.

        Those on one of the topics are preferred. Those in a language that is not read come after all others, and are
        never sure.
        """
        passages = self.find_candidates(text, _CLOSELY)
        if not passages:
            return []
        signs, weights = reader.measure(text, passages), built_in_weights()
        judged, sure = weights.judge(signs), weights.find_sure(signs)
        best: dict[str, int] = {}
        for at in np.argsort(-judged, kind="stable").tolist():
            best.setdefault(passages[at].source_id, at)
        evidence = {id: float(judged[at]) for id, at in best.items()}
        scores = dict(zip(best, judge_articles(self.measure(text, evidence, topics)).tolist(), strict=True))
        ordered = sorted(best_first(scores), key=lambda key: not is_read(self._articles[key].language))
        return [self._tell(passages[best[id]], scores[id], sure=bool(sure[best[id]])) for id in ordered[:limit]]

    def _tell(self, passage: Statement, score: float, *, sure: bool) -> FoundArticle:
        language = self._articles[passage.source_id].language
        sure = sure and is_read(language)
        return FoundArticle(passage.source_id, passage.context, passage.text, score, sure, name_other(language))

    def measure(self, text: str, evidence: dict[str, float], topics: Collection[str]) -> Signs:
        """Return the SIGNS of these articles, given how surely a passage of each is evidence; in their order.

        They are the cosine of the article's beginning, that of its nearest passage, the share of the words that its
        title and tags have, the evidence, and whether it is on one of the topics.
        """
        lead, nearest = dict.fromkeys(evidence, 0.0), dict.fromkeys(evidence, 0.0)
        begins = {id: _in_context(self._articles[id])[0].text for id in evidence}
        for passage, cosine in self.collection.search(self._encoder.encode([text])[0], _NEAREST, evidence.keys()):
            id = passage.owner_id
            nearest[id] = max(nearest[id], cosine)
            if passage.text == begins[id]:
                lead[id] = cosine
        wanted = [self._names.correct(term) for term in split_wanted(text)]
        named = dict(zip(self._names.keys, self._names.score(wanted).tolist(), strict=True))
        rows = [
            (lead[id], nearest[id], named[id], evidence[id], float(self._articles[id].topic in topics))
            for id in evidence
        ]
        return np.array(rows, np.float32).reshape(-1, len(SIGNS))

    def _tags(self, passage: Passage) -> str:
        return " ".join(self._articles[passage.owner_id].tags)


def judge_articles(signs: Signs) -> NDArray[np.float32]:
    """Return the probability of each article that it answers, float32 (articles,)."""
    coefficients, intercept = article_weights()
    return np.asarray(1 / (1 + np.exp(-(signs @ coefficients + intercept))), np.float32)


@functools.cache
def article_weights() -> tuple[NDArray[np.float32], float]:
    """Return the weights of the SIGNS that come with the program, and the intercept."""
    kept = json.loads((files("retrieval") / "article_weights.json").read_text(encoding="utf-8"))
    return np.array([kept["coefficients"][sign] for sign in SIGNS], np.float32), float(kept["intercept"])


def _in_context(article: Article) -> list[Passage]:
    """Return the passages below the article's title: alone, "It depends on the carrier" speaks of nothing."""
    passages = article_passages(article) or [Passage(article.id, "")]
    return [Passage(article.id, f"{article.title}\n{passage.text}") for passage in passages]
