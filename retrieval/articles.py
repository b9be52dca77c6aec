"""Help articles, a passage at a time, kept in step with the store."""

from pathlib import Path

import numpy as np

from language.encoder import Encoder
from retrieval.changes import Watch
from retrieval.collection import PassageCollection
from retrieval.evidence import EvidenceReader, Statement, built_in_weights
from retrieval.fusion import best_first, fuse_scores
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


class ArticleIndex:
    """Passages of all articles. Not safe for threads that sync."""

    def __init__(self, encoder: Encoder, folder: Path | None) -> None:
        self._encoder = encoder
        self._watch: Watch[Article] = Watch(Article, ("updated_at",))
        self.collection = PassageCollection(encoder, folder)
        self._articles: dict[str, Article] = {}
        self._passages: dict[str, Passage] = {}  # by text, in context
        self._terms = TermIndex({})

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
        self._terms = TermIndex({text: split_terms(f"{text} {self._tags(p)}") for text, p in self._passages.items()})

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

    def _state(self, key: str) -> Statement:
        article = self._articles[self._passages[key].owner_id]
        return Statement(key.removeprefix(f"{article.title}\n"), FactSource.ARTICLE, article.id, context=article.title)

    def find(self, text: str, limit: int, reader: EvidenceReader) -> list[FoundArticle]:
        """Return the best passage of each article that speaks of this, the best first; [] for none."""
        passages = self.find_candidates(text, _CLOSELY)
        signs, weights = reader.measure(text, passages), built_in_weights()
        scores, sure = weights.judge(signs), weights.find_sure(signs)
        found: dict[str, FoundArticle] = {}
        for at in np.argsort(-scores, kind="stable").tolist():
            id, title, passage = passages[at].source_id, passages[at].context, passages[at].text
            found.setdefault(id, FoundArticle(id, title, passage, float(scores[at]), bool(sure[at])))
        return list(found.values())[:limit]

    def _tags(self, passage: Passage) -> str:
        return " ".join(self._articles[passage.owner_id].tags)


def _in_context(article: Article) -> list[Passage]:
    """Return the passages below the article's title: alone, "It depends on the carrier" speaks of nothing."""
    passages = article_passages(article) or [Passage(article.id, "")]
    return [Passage(article.id, f"{article.title}\n{passage.text}") for passage in passages]
