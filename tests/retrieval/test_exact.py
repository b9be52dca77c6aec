"""Whoever asks for a SKU or a whole title has that product first, whatever else would fit."""

from retrieval.build import open_shelf
from retrieval.search import SearchQuery
from tests.fakes.encoder import WordEncoder
from tests.retrieval.market import GOODS, open_market


def test_every_sku_and_every_title_is_first_alone_and_in_a_sentence() -> None:
    shelf = open_shelf(open_market(), WordEncoder())
    wrong = []
    for product, variants in GOODS:
        names = {product.title: product.id, product.title.upper(): product.id}
        for variant in variants:
            for code in (variant.sku, variant.sku.upper()):
                within = (f"do you have {code}?", f"keyboard, article {code}") if " " not in code else ()
                names |= dict.fromkeys((code, *within), product.id)
        for asked, id in names.items():
            found = shelf.find_products(SearchQuery(asked, in_stock=False), 3)
            wrong += [] if found and found[0].product_id == id else [(asked, [each.product_id for each in found])]
    assert wrong == []
