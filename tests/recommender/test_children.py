"""What is made for children is suggested for children, and to who likes such things."""

import pytest

from recommender.children import ages_of, ages_said, is_for_children, speaks_of_child, suits_children
from recommender.fit import fit_recommender
from recommender.hybrid import StoreRecommender
from recommender.serve import SuggestContext
from retrieval.build import open_shelf
from shop.activity import EventName
from shop.catalogue import Product, Variant, put_product, set_stock
from shop.consent import Purpose
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import add_person, look_at, open_crowd, put_on_sale


def make(title: str, path: tuple[str, ...] = ("Running",), **attributes: str) -> Product:
    stated = {name.replace("_", " "): value for name, value in attributes.items()}
    return Product("x", title, "", "Pikka", "thing", path, "", "EUR", 0, attributes=stated)


@pytest.fixture
def store() -> Store:
    store = open_crowd()
    product = Product("dozy", "Dozy kids' shoe", "Running shoe.", "Pikka", "shoe", ("Running", "Shoe"), "", "EUR", 0)
    put_product(store, product, [Variant("dozy-1", "dozy", "sku-dozy", {}, 1000, "EUR", 5)])
    add_person(store, "nora", Purpose.PERSONALISE)
    look_at(store, "nora", "shoe")
    return store


def suggested(store: Store, customer_id: str | None = "nora", **context: object) -> list[str]:
    recommender: StoreRecommender = fit_recommender(store, open_shelf(store, WordEncoder()))
    found = recommender.suggest(customer_id, SuggestContext(**context), 20)  # type: ignore[arg-type]
    return [one.product_id for one in found]


def test_adults_and_guests_are_suggested_nothing_for_children(store: Store) -> None:
    assert "dozy" not in suggested(store)
    assert "dozy" not in suggested(store, None)


def test_for_a_child_it_is_suggested(store: Store) -> None:
    assert "dozy" in suggested(store, for_child=True)


@pytest.mark.parametrize("act", [EventName.VIEW_ITEM, EventName.LIKE, EventName.ADD_TO_CART])
def test_who_likes_such_things_is_suggested_them(store: Store, act: EventName) -> None:
    product = Product("cosy", "Cosy kids' sock", "Warm.", "Pikka", "sock", ("Running", "Sock"), "", "EUR", 0)
    put_product(store, product, [Variant("cosy-1", "cosy", "sku-cosy", {}, 900, "EUR", 5)])
    look_at(store, "nora", "cosy", act)
    assert "dozy" in suggested(store)


def test_where_there_is_nothing_else_it_is_suggested(store: Store) -> None:
    assert suggested(store, among_ids=("dozy",)) == ["dozy"]


def test_where_nothing_else_can_be_had_it_is_suggested(store: Store) -> None:
    both = ("dozy", "shoe")
    assert suggested(store, None, among_ids=both) == ["shoe"]
    set_stock(store, "shoe-1", 0)
    assert suggested(store, None, among_ids=both) == ["dozy"]


def test_where_everything_else_is_too_dear_it_is_suggested(store: Store) -> None:
    put_on_sale(store, "boot", "Running", cents=9000)
    assert suggested(store, among_ids=("dozy", "boot"), budget_max_cents=5000) == ["dozy"]
    assert suggested(store, among_ids=("dozy", "boot"), budget_max_cents=9000) == ["boot"]


def test_for_a_present_what_does_not_suit_comes_in_the_place_of_nothing(store: Store) -> None:
    assert suggested(store, among_ids=("dozy",), only_suited=True) == []
    assert suggested(store, among_ids=("shoe",), for_child=True, only_suited=True) == []
    assert suggested(store, among_ids=("dozy", "shoe"), for_child=True, only_suited=True) == ["dozy"]


def test_like_something_for_adults_is_nothing_for_children(store: Store) -> None:
    recommender = fit_recommender(store, open_shelf(store, WordEncoder()))
    assert "dozy" not in [one.product_id for one in recommender.similar("shoe", None, 20)]
    assert "shoe" in [one.product_id for one in recommender.similar("dozy", None, 20)]


@pytest.mark.parametrize(
    ("product", "expected"),
    [
        (make("Dozy kids' sleeping bag"), True),
        (make("Big World Map", ("Toys", "Puzzles", "Children's puzzles")), True),
        (make("Juno headphones", recommended_age="3 to 9 years"), True),
        (make("Juno headphones", age_group="toddler"), True),
        (make("Juno headphones", age_group="adult"), False),
        (make("Harbour Crane", age="10 to 99 years"), False),
        (make("Junior hockey stick"), True),
        (make("Babylon lamp"), False),
    ],
)
def test_what_is_for_children_is_told_by_name_place_and_age(product: Product, expected: bool) -> None:
    assert is_for_children(product) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a present for my nephew", True),
        ("he is 6 years old", True),
        ("my 10yo loves space", True),
        ("for a kid in my class", True),
        ("something for the little ones", True),
        ("for my dad, 60 years old", False),
        ("she's 41", False),
        ("she is 8", True),
        ("my daughter turns 25", False),
        ("they cost 5 euro", False),
        ("a present for my girlfriend", False),
    ],
)
def test_words_of_a_child_are_told_from_others(text: str, expected: bool) -> None:
    assert speaks_of_child(text) is expected


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("gift for my nephews, 6 and 9", (6, 9)),
        ("my two kids (5 and 8)", (5, 8)),
        ("my kids are 4, 6 and 8", (4, 6, 8)),
        ("he just turned 7", (7,)),
        ("for an 8yo", (8,)),
        ("He will be nine years old.", (9,)),
        ("my niece turns six", (6,)),
        ("a twenty-one year old", (21,)),
        ("they are two friends from work", ()),
        ("she is 67", (67,)),
        ("gift for my nephew 40 euro", ()),
        ("gift for my nephew, 40", ()),
        ("for my son 12 max", ()),
        ("they are 2 people", ()),
    ],
)
def test_ages_are_told_from_amounts(text: str, ages: tuple[int, ...]) -> None:
    assert ages_said(text) == ages


def test_a_child_is_suggested_what_is_made_for_children_and_nothing_else(store: Store) -> None:
    assert suggested(store, None, for_child=True) == ["dozy"]
    assert suggested(store, None, for_child=True, among_ids=("dozy", "shoe")) == ["dozy"]
    assert suggested(store, None, for_child=True, among_ids=("shoe",)) == ["shoe"]
    assert "shoe" in suggested(store, None, for_child=True, among_ids=("dozy", "shoe"), kind_named=True)


def test_toys_suit_children_but_not_those_for_adults() -> None:
    assert suits_children(make("Otter", ("Toys", "Plush")))
    assert not suits_children(make("Midnight Garden", ("Toys", "Puzzles", "Adult puzzles")))
    assert not suits_children(make("Power bank", ("Computing",)))


@pytest.mark.parametrize(
    ("product", "ages"),
    [
        (make("Crane", age="from 10 years"), (10, 99)),
        (make("Juno", recommended_age="3 to 9 years"), (3, 9)),
        (make("Otter", safe_from="birth"), (0, 99)),
        (make("Sloth", safe_from="18 months"), (0, 99)),
    ],
)
def test_ages_stated_are_read(product: Product, ages: tuple[int, int]) -> None:
    assert ages_of(product) == ages


def test_what_states_another_age_is_not_suggested(store: Store) -> None:
    for id, age in (("big", "from 9 years"), ("small", "1 to 4 years")):
        product = Product(id, id, "", "Pikka", "toy", ("Toys",), "", "EUR", 0, attributes={"age": age})
        put_product(store, product, [Variant(f"{id}-1", id, f"sku-{id}", {}, 900, "EUR", 5)])
    assert "big" not in suggested(store, None, for_child=True, child_age=6)
    assert "small" not in suggested(store, None, for_child=True, child_age=6)
    assert "big" in suggested(store, None, for_child=True, child_age=9)
