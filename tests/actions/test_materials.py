"""Materials that only one kind of several has, or only one variant."""

from dataclasses import replace

import pytest

from actions.context import use_shelf
from retrieval.build import open_shelf
from shop.catalogue import put_product
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant, open_finding_shop, open_shop
from tests.actions.talk import Talk, found
from tests.fakes.encoder import WordEncoder


@pytest.fixture
def store() -> Store:
    return open_shop()


def test_a_material_that_a_kind_lacks_is_found_in_the_one_beside_it(store: Store) -> None:
    clear = make_product("clear", "Hull Clear case", "Hull", "phone case", material="plastic")
    folio = make_product("folio", "Mossgrove Folio wallet case", "Mossgrove", "wallet case", material="leather")
    put_product(store, replace(clear, path=("Phones", "Cases")), [make_variant("clear-1", 900)])
    put_product(store, replace(folio, path=("Phones", "Cases")), [make_variant("folio-1", 2900)])
    use_shelf(open_shelf(store, WordEncoder()))
    said = {"material": "leather", "product_type": "phone case"}
    answered = Talk(store).hear("action_search", "leather phone case", intent="search_product", entities=said)
    assert (answered.responses, found(answered)) == (["found_products"], ["folio"])
    assert "wallet case" in answered.said[0].values["what"]
    said = {"material": "wool", "product_type": "phone case"}
    answered = Talk(store).hear("action_search", "wool phone case", intent="search_product", entities=said)
    assert answered.responses == ["found_without"]


@pytest.mark.parametrize("text", ["walnut, not oak", "not oak but walnut", "walnut instead of oak"])
def test_a_variant_is_refused_and_not_what_also_comes_in_another(store: Store, text: str) -> None:
    perch = make_product("perch", "Holmgard Perch oak laptop stand", "Holmgard", "laptop stand", material="solid wood")
    put_product(
        store, perch, [make_variant("perch-oak", 7900, wood="oak"), make_variant("perch-nut", 9400, wood="walnut")]
    )
    put_product(
        store,
        make_product("fold", "Holmgard Fold laptop stand", "Holmgard", "laptop stand", material="aluminium"),
        [make_variant("fold-1", 3900)],
    )
    use_shelf(open_shelf(store, WordEncoder()))
    talk = Talk(store)
    talk.hear("action_search", "laptop stand", intent="search_product", entities={"product_type": "laptop stand"})
    said = sorted([("material", "walnut"), ("material", "oak")], key=lambda one: text.index(one[1]))
    answered = talk.hear("action_search", text, intent="refine_search", entities=said)
    assert found(answered) == ["perch"]


def test_what_no_product_is_stated_to_be_good_for_is_said() -> None:
    talk = Talk(open_finding_shop())
    talk.hear("action_search", "kettles", intent="search_product", entities={"product_type": "kettles"})
    answered = talk.hear("action_search", "any good for allergies?", intent="refine_search")
    assert answered.responses == ["not_stated_of_found", "found_products"]
    assert answered.said[0].values["said"] == "good for allergies"
    assert set(found(answered)) == {"swan"}


def test_a_title_that_was_heard_as_a_make_is_no_make_that_is_missing() -> None:
    talk = Talk(open_finding_shop())
    said = {"brand": "brewlund swan", "product_type": "kettle"}
    answered = talk.hear("action_search", "brewlund swan kettle", intent="inform", entities=said)
    assert (answered.responses, found(answered)[:1]) == (["found_products"], ["swan"])
    said = {"brand": "acme royal", "product_type": "kettle"}
    answered = talk.hear("action_search", "acme royal kettle", intent="search_product", entities=said)
    assert answered.responses == ["found_without"]
