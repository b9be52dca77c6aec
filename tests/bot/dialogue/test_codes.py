"""Article codes are heard as what they stand for."""

import pytest

from bot.dialogue.codes import spell_out_codes
from shop.catalogue import Variant, put_product
from shop.store import Store
from tests.actions.small_shop import make_product


@pytest.fixture
def shop(store: Store) -> Store:
    variants = [
        Variant("dryer-black", "dryer", "VOLT-2200-BLACK", {"colour": "black"}, 4490, "EUR", 3),
        Variant("dryer-white", "dryer", "volt.2200.w", {"colour": "white"}, 4490, "EUR", 0, active=False),
    ]
    put_product(store, make_product("dryer", "Volt 2200 hair dryer", "Volt", "hair dryer"), variants)
    shoe = [Variant("shoe-38", "shoe", "884213", {"colour": "coral", "size": "38"}, 9900, "EUR", 3)]
    put_product(store, make_product("shoe", "Strida Cloud shoe", "Strida", "shoe"), shoe)
    put_product(
        store, make_product("mug", "Plain mug", "Terra", "mug"), [Variant("mug-1", "mug", "MUG_1", {}, 900, "EUR", 3)]
    )
    return store


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("VOLT-2200-BLACK", "Volt 2200 in black"),
        ("do you have volt-2200-black?", "do you have Volt 2200 in black?"),
        ("is sku Volt-2200-Black, or mug_1, in stock", "is Volt 2200 in black, or Plain mug, in stock"),
        ("put item no. 884213 in my cart", "put Strida Cloud in coral, size 38 in my cart"),
        ("article number: 884213", "Strida Cloud in coral, size 38"),
    ],
)
def test_a_code_is_heard_as_the_name_and_the_options_of_what_it_stands_for(shop: Store, said: str, heard: str) -> None:
    assert spell_out_codes(said, shop) == heard


@pytest.mark.parametrize(
    "said",
    [
        "hi",
        "",
        "a t-shirt under 30, e-mail me at maya-1@example.com",
        "where is #884213",  # an order, as it is written
        "volt.2200.w",  # not on sale
        "WRONG-2200-BLACK or 12345",
    ],
)
def test_what_is_no_code_of_anything_on_sale_stays_as_it_is(shop: Store, said: str) -> None:
    assert spell_out_codes(said, shop) == said
