"""`/help`: the articles that answer questions about the shop."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from bot.gateway.pages.theme import Shop, find_viewer, get_shop, render
from bot.gateway.search import get_browser
from retrieval.articles import LEAST
from shop.customers import Customer
from shop.errors import NotFound
from shop.knowledge import Article
from shop.store import Reader
from shop.texts import check_id

router = APIRouter(include_in_schema=False)

_MOST_OTHERS = 6
_MOST_FOUND = 8
_LONGEST_PASSAGE = 220  # characters


@dataclass(frozen=True)
class Hit:
    """An article that was found, by the passage that speaks of what was asked."""

    href: str
    title: str
    passage: str
    language: str  # "" for the reader's own


@router.get("/help")
def show_help(
    request: Request,
    shop: Annotated[Shop, Depends(get_shop)],
    viewer: Annotated[Customer | None, Depends(find_viewer)],
    q: Annotated[str, Query(max_length=100)] = "",
) -> HTMLResponse:
    if q.strip():
        return render(shop, "help.html", viewer, topics={}, hits=_find(request, q), asked=q)
    with shop.store.read() as tx:
        articles = tx.find(Article, order="title")
    topics: dict[str, list[Article]] = {}
    for article in sorted(articles, key=lambda article: article.topic):
        topics.setdefault(article.topic, []).append(article)
    return render(shop, "help.html", viewer, topics=topics, hits=(), asked=q)


@router.get("/help/{article_id}")
def show_article(
    shop: Annotated[Shop, Depends(get_shop)],
    viewer: Annotated[Customer | None, Depends(find_viewer)],
    article_id: str,
) -> HTMLResponse:
    with shop.store.read() as tx:
        article = tx.get(Article, check_id("article", article_id))
        if article is None:
            raise NotFound("article", article_id)
        others = _list_others(tx, article)
    return render(shop, "article.html", viewer, article=article, others=others)


def _list_others(tx: Reader, article: Article) -> list[Article]:
    same_topic = tx.find(Article, topic=article.topic, order="title", limit=_MOST_OTHERS + 1)
    return [other for other in same_topic if other.id != article.id][:_MOST_OTHERS]


def _find(request: Request, text: str) -> list[Hit]:
    found = get_browser(request).find_articles(text, _MOST_FOUND)
    return [
        Hit(f"/help/{quote(one.article_id, safe='')}", one.title, _shorten(one.passage), one.language)
        for one in found
        if one.score >= LEAST
    ]


def _shorten(passage: str) -> str:
    """Return the beginning of the passage, on one line and without its tables."""
    words = " ".join(" ".join(line for line in passage.splitlines() if not line.lstrip().startswith("|")).split())
    return words if len(words) <= _LONGEST_PASSAGE else f"{words[:_LONGEST_PASSAGE].rsplit(' ', 1)[0]} …"
