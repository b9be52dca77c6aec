"""Typing errors are put right where the message then names a thing."""

import pytest

from bot.nlu.respelling import Respeller, names_mended
from language.sentiment import Sentiment
from language.understanding import Entity, Understanding

LOOKUPS = {
    "product_type": ["kettle", "running shoes", "bluetooth speaker"],
    "colour": ["back", "black"],
    "product": ["Tarn 2"],
}
RESPELLER = Respeller(LOOKUPS, ("gloves", "laptop", "ask", "winter", "johanna"))


def heard(
    text: str, *pieced: str, named: tuple[str, str] = ("", ""), intent: str = "search_product", in_scope: bool = True
) -> Understanding:
    label, value = named
    start = text.find(value)
    entities = (Entity(label, value, start, start + len(value), 0.9),) if label else ()
    return Understanding(text, intent, 0.9, (), entities, Sentiment(0.0, 0.0, 0.0), 0.0, in_scope, pieced)


@pytest.mark.parametrize(
    ("text", "pieced", "meant"),
    [
        ("bt speakr", ("bt", "speakr"), "bt speaker"),
        ("Kettel pls", ("Kettel", "pls"), "kettle pls"),
        ("runing shoos, balck", ("runing", "shoos", "balck"), "running shoes, black"),
        ("winter gluves", ("gluves",), "winter gloves"),
        ("need a lap top", (), "need a laptop"),
    ],
)
def test_a_word_with_a_typing_error_is_that_of_a_ware_or_of_other_messages(
    text: str, pieced: tuple[str, ...], meant: str
) -> None:
    respelt, mended = RESPELLER.respell(heard(text, *pieced))
    assert respelt == meant
    assert mended


@pytest.mark.parametrize(
    ("text", "pieced", "named"),
    [
        ("black tights", (), ("colour", "black")),  # "tights" is a word, if none of ours
        ("ask johana", ("johana",), ("person", "johana")),
        ("is it for Kettl", ("Kettl",), ("", "")),
        ("the kettl 2", ("kettl",), ("product", "kettl 2")),
        ("mettle", ("mettle",), ("", "")),  # who mistypes gets the first letter right
        ("tnt", ("tnt",), ("", "")),
    ],
)
def test_words_that_are_known_and_names_stay_as_they_are(
    text: str, pieced: tuple[str, ...], named: tuple[str, str]
) -> None:
    assert RESPELLER.respell(heard(text, *pieced, named=named)) == (text, frozenset())


def test_it_counts_only_where_the_word_put_right_is_of_what_is_looked_for() -> None:
    assert names_mended(heard("winter gloves", named=("product_type", "gloves")), {"gloves"})
    assert not names_mended(heard("gloves for winter", named=("product_type", "gloves")), {"winter"})
    assert not names_mended(heard("my black kettle came", named=("colour", "black"), intent="greet"), {"black"})
    assert not names_mended(heard("kettle", named=("product_type", "kettle"), in_scope=False), {"kettle"})
    assert names_mended(heard("checkout", intent="checkout"), {"checkout"})
    assert names_mended(heard("how much is shipping", intent="ask_shipping"), {"shipping"})
    assert not names_mended(heard("shipping forecast", intent="ask_shipping", in_scope=False), {"shipping"})
