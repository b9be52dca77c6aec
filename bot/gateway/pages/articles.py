"""`/help`: the articles that answer questions about the shop."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from bot.gateway.pages.theme import Shop, find_viewer, get_shop, render
from shop.customers import Customer
from shop.errors import NotFound
from shop.knowledge import Article
from shop.store import Reader
from shop.texts import check_id

router = APIRouter(include_in_schema=False)

_MOST_OTHERS = 6


@router.get("/help")
def show_help(
    shop: Annotated[Shop, Depends(get_shop)],
    viewer: Annotated[Customer | None, Depends(find_viewer)],
    q: Annotated[str, Query(max_length=100)] = "",
) -> HTMLResponse:
    with shop.store.read() as tx:
        articles = [article for article in tx.find(Article, order="title") if _mentions(article, q)]
    topics: dict[str, list[Article]] = {}
    for article in sorted(articles, key=lambda article: article.topic):
        topics.setdefault(article.topic, []).append(article)
    return render(shop, "help.html", viewer, topics=topics, asked=q)


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


def _mentions(article: Article, words: str) -> bool:
    text = f"{article.title} {article.body} {' '.join(article.tags)}".casefold()
    return all(word in text for word in words.casefold().split())
