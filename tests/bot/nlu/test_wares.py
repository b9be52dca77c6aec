"""What the shop sells is never out of scope."""

import pytest

from bot.nlu.wares import keep_wares
from language.sentiment import Sentiment
from language.understanding import RankedIntent, Understanding
from language.words import KnownValues

KNOWN = KnownValues({"product_type": ["kettle", "kettles", "chair"], "product": ["Swan"], "colour": ["mint"]})


def heard(text: str, *ranking: tuple[str, float], in_scope: bool = True) -> Understanding:
    ranks = tuple(RankedIntent(intent, confidence) for intent, confidence in ranking)
    return Understanding(text, *ranking[0], ranks, (), Sentiment(0.0, 0.0, 0.0), 9.0, in_scope)


@pytest.mark.parametrize("in_scope", [True, False])
def test_a_thing_that_is_sold_is_a_wish(*, in_scope: bool) -> None:
    outside = heard("Kettle", ("out_of_scope", 0.6), ("search_product", 0.3), ("greet", 0.1), in_scope=in_scope)
    kept = keep_wares(outside, KNOWN)
    assert (kept.intent, kept.in_scope, round(kept.confidence, 2)) == ("search_product", True, 0.75)


@pytest.mark.parametrize(
    ("text", "likeliest"),
    [("a taxi to town", "search_product"), ("a poem about a chair", "write_review"), ("mint", "inform")],
)
def test_nothing_else_becomes_one(text: str, likeliest: str) -> None:
    outside = heard(text, ("out_of_scope", 0.6), (likeliest, 0.4))
    assert keep_wares(outside, KNOWN) is outside


def test_what_is_in_scope_stays_as_it_was_heard() -> None:
    inside = heard("the Swan is late", ("report_late", 0.6), ("out_of_scope", 0.4))
    assert keep_wares(inside, KNOWN) is inside
