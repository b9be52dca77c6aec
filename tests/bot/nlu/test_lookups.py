"""What the shop sells becomes lists that the tagger leans on."""

from bot.nlu.lookups import lookups_of, names_of
from shop.catalogue.records import Product, Variant


def product(title: str, brand: str, type: str, **attributes: str) -> Product:
    return Product(title, title, "", brand, type, (type,), type, "EUR", 1000, attributes=attributes)


HEADPHONES = product("Velori Hush 700 noise-cancelling headphones", "Velori", "headphones", Colour="black")
JUMPER = product("Fjell merino jumper", "Solvik", "jumper", Material="merino wool")


def test_a_product_has_a_short_name_too() -> None:
    assert names_of(HEADPHONES) == {
        "Velori Hush 700 noise-cancelling headphones",
        "Velori Hush 700",
        "Hush 700 noise-cancelling headphones",
        "Hush 700",
    }
    assert names_of(JUMPER) == {"Fjell merino jumper", "Fjell"}


def test_a_brand_alone_is_no_product() -> None:
    assert names_of(product("Velori", "Velori", "radio")) == set()


def test_lists_are_sorted_and_leave_sentences_out() -> None:
    found = lookups_of(
        [HEADPHONES, JUMPER, product("Rug", "Atlas", "rug", material="wool " * 10)],
        [Variant("v", "Rug", "v", {"Colour": "sand", "size": "2 m"}, 1000, "EUR", 1)],
    )
    assert found["brand"] == ["Atlas", "Solvik", "Velori"]
    assert found["colour"] == ["sand"]
    assert found["material"] == ["merino wool"]
    assert list(found["product"]) == sorted(found["product"])


def test_a_kind_of_thing_is_known_in_the_plural() -> None:
    kinds = [product(str(place), "A", kind) for place, kind in enumerate(["running shoe", "scarf", "knife", "jeans"])]
    found = lookups_of([*kinds, product("t", "A", "toothbrush"), product("p", "A", "party game")], [])["product_type"]
    assert {"running shoe", "running shoes", "scarves", "knives", "jeans", "toothbrushes", "party games"} <= {*found}
    assert {"shoe", "shoes", "games"} <= {*found}
    assert "jeanss" not in found


def test_nothing_sold_is_nothing_known() -> None:
    assert {label: list(values) for label, values in lookups_of([], []).items()} == {
        label: [] for label in ("product", "brand", "product_type", "colour", "material")
    }
