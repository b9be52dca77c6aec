"""What is written in another language is shown and marked, never counted or quoted as if it were the reader's."""

from dataclasses import replace

import pytest

from retrieval.build import open_shelf
from retrieval.languages import is_read, name_other
from retrieval.search import FactSource
from shop.reviews.writing import write_review
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import ARTICLES, open_market


@pytest.mark.parametrize(
    ("tag", "name"),
    [("en", ""), ("en-GB", ""), ("EN_us", ""), ("", ""), ("de", "German"), ("pt-BR", "Portuguese"), ("gsw", "gsw")],
)
def test_a_language_that_is_not_read_has_a_name(tag: str, name: str) -> None:
    assert name_other(tag) == name
    assert is_read(tag) == (name == "")


def test_a_review_in_another_language_is_no_fact() -> None:
    store = open_market()
    shelf = open_shelf(store, WordEncoder())

    def found() -> list[str]:
        facts = shelf.find_facts("clack", "does the spacebar squeak?", 9)
        return [fact.text for fact in facts if fact.source is FactSource.REVIEW]

    write_review(store, "ana", "clack", rating=2, text="The spacebar squeaks.", language="de")
    assert found() == []
    write_review(store, "ana", "clack", rating=2, text="The spacebar squeaks.", language="en-GB")
    assert found() == ["The spacebar squeaks."]


def test_an_article_in_the_reader_s_language_comes_first_and_another_one_is_marked() -> None:
    store = open_market()
    german = replace(ARTICLES[0], id="retouren", title="Sending back, label: Retouren", language="de")
    with store.write() as tx:
        tx.add(german)
    shelf = open_shelf(store, WordEncoder())
    found = shelf.find_articles("sending back label retouren")
    assert [(one.article_id, one.language) for one in found] == [("returns", ""), ("retouren", "German")]
    with store.write() as tx:
        tx.remove(ARTICLES[0])
    only = shelf.find_articles("retouren")[0]
    assert (only.article_id, only.language, only.sure) == ("retouren", "German", False)
