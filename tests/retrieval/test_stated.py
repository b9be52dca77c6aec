"""Whether a product's own texts say that it has something, has it not, or say nothing."""

from dataclasses import replace

import pytest

from retrieval.implied import named_properties
from retrieval.stated import is_stated
from shop.catalogue import Listing
from tests.actions.small_shop import make_product


def listing(description: str = "", type: str = "thing", **attributes: str) -> Listing:
    return Listing(make_product("one", "Anna One", "Anna", type, description, **attributes), ())


@pytest.mark.parametrize(
    ("description", "feature", "said"),
    [
        ("There is no wireless version and no number pad.", "numpad", False),
        ("Slim, with a proper number pad.", "numpad", True),
        ("It is fine to five degrees and not meant for winter on its own.", "winter", False),
        ("Rain cover not included.", "rain cover", False),
        ("Not cheap, but waterproof.", "waterproof", True),
        ("Eleven ingredients, no perfume.", "fragrance free", None),
        ("Eleven ingredients, no perfume.", "perfume", False),
        ("Feels like leather.", "leather", None),
        ("No leather anywhere.", "leather", False),
        ("Contains beeswax, so not vegan.", "vegan", False),
        ("Two halves.", "numpad", None),
        ("It takes longer than an electric kettle.", "electric", None),
        ("Quieter than an electric one, and waterproof.", "waterproof", True),
    ],
)
def test_a_description_tells_what_it_has_and_what_not(description: str, feature: str, said: bool | None) -> None:
    assert is_stated(listing(description), feature) is said


def test_what_is_stated_of_one_thing_tells_of_another() -> None:
    assert is_stated(listing(**{"outer shell": "polycarbonate"}), "hard shell") is True
    assert is_stated(listing(**{"outer shell": "1200D polyester"}), "hard shell") is False
    assert is_stated(listing(type="over-ear headphones"), "in ear") is False
    assert is_stated(listing(upper="polyester mesh"), "leather") is False
    assert is_stated(listing(filling="memory foam"), "feathers") is False


def test_what_a_thing_is_made_of_outside_does_not_make_it_vegan() -> None:
    assert is_stated(listing(upper="polyester mesh"), "vegan") is None
    assert is_stated(listing(upper="suede"), "vegan") is False
    assert is_stated(listing(vegan="yes"), "vegan") is True


def test_what_sheds_a_little_water_is_not_waterproof() -> None:
    assert is_stated(listing(waterproof="water-resistant"), "waterproof") is None
    assert is_stated(listing(waterproof="yes, membrane"), "waterproof") is True
    assert is_stated(listing(waterproof="no, water-repellent"), "rainproof") is False


def test_properties_are_found_by_their_longest_names() -> None:
    assert named_properties("a hard shell suitcase") == ["hard shell"]
    assert named_properties("a hard day") == []


def test_what_stands_in_a_department_is_for_it() -> None:
    product = replace(make_product("one", "Anna One", "Anna", "thing"), path=("Sports", "Running", "Vests"))
    assert is_stated(Listing(product, ()), "running") is True
    assert is_stated(Listing(product, ()), "yoga") is None


def test_what_a_no_is_said_of_in_one_breath_is_denied() -> None:
    assert is_stated(listing("Not meant for snow load or for winter storms."), "winter") is False


def test_materials_are_what_they_are_called_and_what_they_are_of() -> None:
    assert is_stated(listing(material="lambswool"), "wool") is True
    assert is_stated(listing(material="polypropylene"), "plastic") is True
    assert is_stated(listing(material="stainless steel"), "plastic") is False
    assert is_stated(listing(connection="Bluetooth only"), "wired") is False


@pytest.mark.parametrize(("head", "said"), [("fly 3000 mm, floor 5000 mm", True), ("fly 1000 mm", None)])
def test_a_head_of_water_from_which_fabrics_are_called_waterproof_keeps_rain_off(head: str, said: bool | None) -> None:
    assert is_stated(listing(**{"hydrostatic head": head}), "rainproof") is said
