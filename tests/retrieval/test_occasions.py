"""Occasions: how they are read in what shoppers say, and what the graph takes as said by a product's own texts."""

from dataclasses import replace

import pytest

from retrieval.graph import build_graph
from retrieval.occasions import find_occasion, read_occasions
from retrieval.relations import Relations
from retrieval.suiting import Evidence, Said, read_evidence
from shop.catalogue import Product, put_product
from tests.retrieval.market import open_market, product, variant


def thing(text: str = "", **fields: object) -> Product:
    made = product("thing", "Plain", "thing", "Barelo", text, path=("Shop",))
    return replace(made, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "occasion", "rest"),
    [
        ("something for a camping trip", "camping", "something"),
        ("what do i need for a long flight?", "flying", "what do i need ?"),
        ("gift for my sister's wedding", "weddings", "gift"),
        ("what goes with this for a hike", "hiking", "what goes with this"),
        ("things for back to school under 30", "school", "things under 30"),
        ("what should I take to a festival", "festivals", "what should I take"),
        ("we're going camping next week", "camping", "we're next week"),
        ("something to knit", "knitting", "something"),
        ("what helps when I climb?", "climbing", "what helps ?"),
        ("a gift for knitters", "knitting", "a gift"),
        ("things for a swimmer", "ball games and swimming", "things"),
    ],
)
def test_what_something_is_for_is_heard(said: str, occasion: str, rest: str) -> None:
    asked = find_occasion(said)
    assert asked is not None
    assert (asked.name, asked.rest) == (occasion, rest)


@pytest.mark.parametrize(
    "said",
    [
        "camping",
        "a tent for the camping stove box",
        "wedding dress",
        "my old school friend",
        "i'm looking for a bike",
        "accessories for this bike",
        "labels for a box",
        "rain cover for my backpack",
        "something to lift my laptop",
    ],
)
def test_a_word_that_is_no_purpose_names_no_occasion(said: str) -> None:
    assert find_occasion(said) is None


@pytest.mark.parametrize(
    ("fields", "said", "words"),
    [
        ({"title": "Picnic plaid"}, Said.TITLE, "Picnic plaid"),
        ({"type": "picnic blanket"}, Said.TYPE, "picnic blanket"),
        ({"path": ("Outdoor", "Picnic")}, Said.CATEGORY, "Picnic"),
        ({"attributes": {"suitable for": "beach and picnic"}}, Said.ATTRIBUTE, "suitable for: beach and picnic"),
        ({"description": "Soft. Made for picnics. Washable."}, Said.DESCRIPTION, "Made for picnics"),
        ({"description": "A throw for the sofa, the car and the picnic."}, Said.DESCRIPTION, None),
    ],
)
def test_each_edge_has_what_says_it(fields: dict[str, object], said: Said, words: str | None) -> None:
    found = {one.occasion: one for one in read_evidence(thing(**fields))}["picnics"]
    assert (found.said, found.against) == (said, False)
    assert words is None or found.words == words


@pytest.mark.parametrize(
    "text",
    ["Folds at a picnic of ants.", "Blue; picnic not included.", "For picnics take the larger one.", "No picnic."],
)
def test_a_word_alone_says_nothing(text: str) -> None:
    assert read_evidence(thing(text)) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Not for picnics.",
        "Light, but not meant for a picnic.",
        "Far too heavy for most picnics.",
        "Not for cars, picnics.",
    ],
)
def test_what_a_text_denies_is_against_it(text: str) -> None:
    (found,) = read_evidence(thing(text))
    assert (found.occasion, found.against) == ("picnics", True)


def test_what_is_denied_counts_before_what_speaks_for_it_and_before_the_kind() -> None:
    bag = thing("Not for hiking with weight.", id="bag", title="Hiking bag", type="backpack")
    other = thing("Holds a lot.", id="other", type="backpack")
    assert [one.product_id for one in build_graph([bag, other]).suited("hiking")] == ["other"]


def test_what_texts_say_comes_before_what_goes_with_it_by_its_kind() -> None:
    tent = thing("Stands in a minute.", id="tent", type="tent")
    pan = thing("The pan for campers.", id="pan", type="frying pan")
    gone = thing("For camping.", id="gone", active=False)
    suited = build_graph([tent, pan, gone]).suited("camping")
    assert [(one.product_id, one.evidence) for one in suited] == [
        ("pan", Evidence("camping", Said.DESCRIPTION, "The pan for campers")),
        ("tent", Evidence("camping", Said.KIND, "tent")),
    ]


def test_an_occasion_that_nobody_wrote_down_has_nothing() -> None:
    graph = build_graph([thing("For camping.")])
    assert (graph.suited("spelunking"), graph.given_at("camping")) == ((), ())
    assert [one.product_id for one in graph.suited("camping")] == ["thing"]


def test_presents_are_of_the_kinds_that_the_shop_has() -> None:
    assert build_graph([thing(type="throw"), thing(id="tent", type="tent")]).given_at("weddings") == ("throw",)


def test_occasions_follow_the_store() -> None:
    store = open_market()
    relations = Relations(store)
    assert relations.graph().suited("picnics") == ()
    put_product(store, thing("For picnics."), [variant("thing", 300)])
    assert [one.product_id for one in relations.graph().suited("picnics")] == ["thing"]
    put_product(store, thing("Not for picnics."), [variant("thing", 300)])
    assert relations.graph().suited("picnics") == ()


def test_every_occasion_can_be_asked_for() -> None:
    for one in read_occasions().values():
        words = next(iter(one.asked), None) or next(iter(one.forms.values()))[0]
        found = find_occasion(f"something for {' '.join(words)}")
        assert found is not None
        assert found.name == one.name
