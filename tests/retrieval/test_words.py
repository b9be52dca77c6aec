"""How words, colours and limits of price are read."""

import pytest

from retrieval.colours import is_shade
from retrieval.denials import read_denied
from retrieval.pastimes import read_pastimes, tell_pastime
from retrieval.prices import read_limits
from retrieval.spelling import Speller, is_word
from retrieval.terms import holds, split_terms, split_wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Shoes", "shoe"),
        ("batteries", "BATTERY"),
        ("two", "2"),
        ("knives", "knife"),
        ("Crème", "creme"),
        ("kid's", "kid"),
    ],
)
def test_words_that_are_the_same(one: str, other: str) -> None:
    assert split_terms(one) == split_terms(other)


@pytest.mark.parametrize("word", ["glass", "plus", "bus", "tennis"])
def test_an_s_that_is_no_plural_stays(word: str) -> None:
    assert split_terms(word) == [word]


def test_words_that_say_nothing_are_left_out() -> None:
    assert split_wanted("I am looking for something quiet, please") == ["quiet"]
    assert split_wanted("show me something nice") == []


def test_a_run_of_words_is_found_only_together() -> None:
    assert holds(["cast", "iron", "pan"], ["cast", "iron"])
    assert not holds(["cast", "heavy", "iron"], ["cast", "iron"])
    assert not holds(["cast"], [])


@pytest.mark.parametrize(
    ("colour", "wanted"),
    [
        ("navy", "blue"),
        ("dotted navy", "blue"),
        ("forest green", "green"),
        ("charcoal", "gray"),
        ("midnight blue", "dark blue"),
        ("slate blue", "blue"),
        ("Red", "red"),
        ("navy", "bleu"),
    ],
)
def test_shades_of_a_colour(colour: str, wanted: str) -> None:
    assert is_shade(colour, wanted)


@pytest.mark.parametrize(
    ("colour", "wanted"), [("slate blue", "grey"), ("navy", "sky blue"), ("red", "green"), ("red", "")]
)
def test_what_is_no_shade_of_it(colour: str, wanted: str) -> None:
    assert not is_shade(colour, wanted)


@pytest.mark.parametrize(
    ("text", "words", "least", "most"),
    [
        ("running shoes under 100", "running shoes", None, 10000),
        ("mug between 20 and 40 euro", "mug", 2000, 4000),
        ("something up to 38,50€", "something", None, 3850),
        ("phone up to 1.200 €", "phone", None, 120000),
        ("lamp over $30", "lamp", 3000, None),
        ("not more than 50 euros please", "please", None, 5000),
    ],
)
def test_limits_of_price_are_read(text: str, words: str, least: int | None, most: int | None) -> None:
    read = read_limits(text)
    assert (read.text, read.least_cents, read.most_cents) == (words, least, most)


@pytest.mark.parametrize("text", ["headphones under 200 g", "at least 128 GB", "tent for 4", "under 27 inch"])
def test_other_numbers_are_no_price(text: str) -> None:
    read = read_limits(text)
    assert (read.text, read.least_cents, read.most_cents) == (text, None, None)


@pytest.mark.parametrize(
    ("said", "told"),
    [("runs", "running"), ("board game", "board games"), ("gamer", "gaming"), ("cook", "cooking"), ("tea", "tea")],
)
def test_a_pastime_is_told_by_what_is_done_and_not_by_who_does_it(said: str, told: str) -> None:
    assert tell_pastime(" ".join(split_terms(said))) == told


def test_every_word_for_a_pastime_has_one_that_tells_it() -> None:
    folded = {" ".join(words): tell_pastime(" ".join(words)) for words in read_pastimes()}
    assert all(tuple(split_terms(told)) in read_pastimes() for told in folded.values())
    assert not {"run", "book", "cook", "hike", "game"}.intersection(folded.values())


@pytest.mark.parametrize(
    ("text", "rest", "features", "colours"),
    [
        ("headphones not in ear", "headphones", ("in ear",), ()),
        ("not in-ear headphones", "headphones", ("in ear",), ()),
        ("jacket, not black or grey, warm", "jacket warm", (), ("black", "grey")),
        ("scarf not made of wool", "scarf", ("wool",), ()),
        ("lamp without usb port", "lamp", ("usb port",), ()),
        ("non stick pan", "non stick pan", (), ()),
        ("not too heavy", "not too heavy", (), ()),
        ("no", "no", (), ()),
        ("", "", (), ()),
    ],
)
def test_what_is_denied(text: str, rest: str, features: tuple[str, ...], colours: tuple[str, ...]) -> None:
    denied = read_denied(text, {("usb", "port")})
    assert (denied.rest, denied.features, denied.colours) == (rest, features, colours)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("hedfone", "headphone"), ("rukksack", "rucksack"), ("telefone", "telefone"), ("lamp", "lamp")],
)
def test_words_written_by_ear_are_known(written: str, meant: str) -> None:
    speller = Speller({"headphone": 3, "rucksack": 1, "lamp": 2})
    assert speller.correct(written) == meant


@pytest.mark.parametrize(
    "pieces",
    [("skirt",), ("heat", "er"), ("chop", "ping"), ("slip", "per"), ("route", "r"), ("rack", "et"), ("bass", "y")],
)
def test_what_an_encoder_knows_or_ends_as_words_do_is_a_word(pieces: tuple[str, ...]) -> None:
    assert is_word(pieces)


@pytest.mark.parametrize("pieces", [("ja", "ket"), ("speak", "r"), ("key", "bor", "d"), ("cr", "eme"), ()])
def test_what_it_reads_in_other_pieces_may_be_a_typing_error(pieces: tuple[str, ...]) -> None:
    assert not is_word(pieces)


PIECES = {"cleaner": ["cleaner"], "fringe": ["fringe"], "runing": ["run", "ing"], "neighbor": ["neighbor"]}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("cleaner", "cleaner"),  # a word, of which the catalogue has one that is only written nearly so
        ("fringe", "fringe"),  # another form of it is looked for beside it, not in its place
        ("runing", "running"),
        ("neighbor", "neighbour"),
        ("clearar", "clearer"),
        ("gracket", "gracket"),  # errors are seldom at the beginning
        ("barcket", "bracket"),
    ],
)
def test_a_real_word_is_read_as_itself_in_another_spelling_only(written: str, meant: str) -> None:
    known = {"clearer": 3, "fringed": 1, "running": 5, "neighbour": 1, "bracket": 2}
    speller = Speller(known, pieces=lambda word: PIECES.get(word, list(word)))
    assert speller.correct(written) == meant
