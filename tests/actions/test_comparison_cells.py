"""Every cell of a comparison is a field of the catalogue, or of readable reviews, and leads to where it stands."""

import itertools
from collections.abc import Sequence

import pytest

from actions.finding.comparing import NOT_STATED
from shop.catalogue import Listing, get_listings
from shop.orders.wording import format_money
from shop.reviews import Visibility
from shop.reviews.reading import rating_summary
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Talk

PRODUCTS = ("cloudline", "tempo", "daily", "swan", "quickboil", "mug")
PART = {"reviews": "#reviews", "attribute": "#details", "price": "", "stock": "", "brand": "", "option": ""}


@pytest.fixture(scope="module")
def store() -> Store:
    store = open_finding_shop()
    write_review(store, "priya", "swan", rating=2, text="For friends.", visibility=Visibility.FRIENDS)
    return store


def read_cell(store: Store, viewer: str | None, listing: Listing, field: str, name: str) -> str:
    """Return what the shop knows under this field, read anew."""
    product, on_sale = listing.product, [variant for variant in listing.variants if variant.active]
    match field:
        case "price":
            return format_money(min(variant.price_cents for variant in on_sale), product.currency)
        case "stock":
            return "yes" if any(variant.available for variant in on_sale) else "no"
        case "brand":
            return product.brand
        case "option":
            there = (variant.options[name] for variant in on_sale if variant.available and name in variant.options)
            return ", ".join(dict.fromkeys(there)) or NOT_STATED
        case "attribute":
            return product.attributes.get(name, NOT_STATED)
        case "reviews":
            return _tell(rating_summary(store, viewer, product.id).average)
    raise AssertionError(f"{name} comes from {field!r}, which is no field of the shop")


def _tell(average: float | None) -> str:
    return "no reviews yet" if average is None else f"{average:.1f} of 5"


@pytest.mark.parametrize("ids", list(itertools.combinations(PRODUCTS, 4)), ids=" ".join)
@pytest.mark.parametrize("viewer", ["maya", "lena", None])
def test_every_cell_stands_in_the_shop_where_it_leads_to(store: Store, ids: Sequence[str], viewer: str | None) -> None:
    talk = Talk(store, viewer, slots={"memory": {"product_ids": list(ids)}, "shown": "products"})
    facts = talk.hear("action_compare", "compare all four", intent="compare_products").said[0].facts
    with store.read() as tx:
        listings = get_listings(tx, ids)
    shown = [card["product_id"] for card in facts["products"]]
    assert sorted(shown) == sorted(ids)
    for row in facts["comparison"]:
        for product_id, value, link in zip(shown, row["values"], row["links"], strict=True):
            expected = read_cell(store, viewer, listings[product_id], row["field"], row["name"])
            assert value == expected or (row["field"] == "reviews" and value.startswith(expected))
            assert link == ("" if value == NOT_STATED else f"/p/{product_id}{PART[row['field']]}")


def test_what_only_some_state_is_said_not_to_be_stated_and_leads_nowhere(store: Store) -> None:
    talk = Talk(store, slots={"memory": {"product_ids": ["cloudline", "mug"]}, "shown": "products"})
    facts = talk.hear("action_compare", "compare them", intent="compare_products").said[0].facts
    cells = {row["name"]: (row["values"][1], row["links"][1]) for row in facts["comparison"]}
    assert cells["waterproof"] == cells["size"] == (NOT_STATED, "")
