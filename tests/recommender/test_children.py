"""What is made for children is suggested for children, and to who likes such things."""

import pytest

from recommender.children import is_for_children, speaks_of_child
from recommender.fit import fit_recommender
from recommender.hybrid import StoreRecommender
from recommender.serve import SuggestContext
from retrieval.build import open_shelf
from shop.activity import EventName
from shop.catalogue import Product, Variant, put_product
from shop.consent import Purpose
from shop.store import Store
from tests.fakes.encoder import WordEncoder
from tests.recommender.crowd import add_person, look_at, open_crowd


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
        ("a present for my girlfriend", False),
    ],
)
def test_words_of_a_child_are_told_from_others(text: str, expected: bool) -> None:
    assert speaks_of_child(text) is expected
