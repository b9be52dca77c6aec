"""Help articles, a passage at a time, kept in step with the store."""

from pathlib import Path

from language.encoder import Encoder
from retrieval.changes import Watch
from retrieval.collection import PassageCollection
from retrieval.fusion import best_first, fuse_scores
from retrieval.lexical import TermIndex
from retrieval.passages import Passage, article_passages
from retrieval.search import FoundArticle
from retrieval.terms import split_terms, split_wanted
from shop.knowledge import Article
from shop.store import Reader

_NEAREST = 60  # passages
_WORDS, _MEANING = 0.4, 0.6
_FLOOR = 0.25


class ArticleIndex:
    """Passages of all articles. Not safe for threads that sync."""

    def __init__(self, encoder: Encoder, folder: Path | None) -> None:
        self._encoder = encoder
        self._watch: Watch[Article] = Watch(Article, ("updated_at",))
        self._collection = PassageCollection(encoder, folder)
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
        self._collection.drop(change.gone_ids)
        self._collection.put({article.id: _in_context(article) for article in change.changed})
        self._passages = {p.text: p for article in self._articles.values() for p in _in_context(article)}
        self._terms = TermIndex({text: split_terms(f"{text} {self._tags(p)}") for text, p in self._passages.items()})

    def save(self) -> None:
        self._collection.save()

    def find(self, text: str, limit: int) -> list[FoundArticle]:
        """Return the best passage of each article that speaks of this, the best first; [] for none."""
        wanted = [self._terms.correct(term) for term in split_wanted(text)]
        if not wanted:
            return []
        words = dict(zip(self._terms.keys, self._terms.score(wanted).tolist(), strict=True))
        nearest = self._collection.search(self._encoder.encode([text])[0], _NEAREST)
        meaning = {passage.text: max(cosine, 0.0) for passage, cosine in nearest}
        scores = fuse_scores([(words, _WORDS), (meaning, _MEANING)])
        found: dict[str, FoundArticle] = {}
        for key in best_first(scores):
            article = self._articles[self._passages[key].owner_id]
            if scores[key] >= _FLOOR and article.id not in found:
                shown = key.removeprefix(f"{article.title}\n")
                found[article.id] = FoundArticle(article.id, article.title, shown, min(scores[key], 1.0))
            if len(found) == limit:
                break
        return list(found.values())

    def _tags(self, passage: Passage) -> str:
        return " ".join(self._articles[passage.owner_id].tags)


def _in_context(article: Article) -> list[Passage]:
    """Return the passages below the article's title: alone, "It depends on the carrier" speaks of nothing."""
    passages = article_passages(article) or [Passage(article.id, "")]
    return [Passage(article.id, f"{article.title}\n{passage.text}") for passage in passages]
