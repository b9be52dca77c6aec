"""A small market to knock at: six products, three people, one friendship, and words in every visibility."""

import re
from datetime import UTC, datetime
from functools import cache

from fastapi import FastAPI

from bot.dialogue.turns import Engine
from bot.gateway.app import create_app
from recommender.fit import fit_recommender
from retrieval.build import open_shelf
from settings import Settings
from shop.api_keys import Scope, make_key
from shop.catalogue import Product, Variant, put_product
from shop.consent import Purpose, grant_consent
from shop.customers import Customer, PaymentKind, PaymentMethod, add_customer, add_payment_method
from shop.friends.requests import ask_friend
from shop.knowledge import Article
from shop.questions.products import answer_question, ask_question
from shop.reviews import Visibility
from shop.reviews.writing import write_review
from shop.store import Store
from tests.fakes.encoder import WordEncoder

SECRET_KEY = "a secret of the tests, of forty characters"
COLOURS = ("black", "coral", "navy", "white", "lilac", "sand")
DAY = datetime(2026, 11, 1, tzinfo=UTC)
ADDRESS = {
    "line1": "Lindenstraße 4", "line2": "", "city": "Freiburg",
    "region": "", "postcode": "79098", "country": "Germany",
}  # fmt: skip


def fill_market(store: Store) -> None:
    """Put the small market into an empty store."""
    for name in ("Maya", "Ana", "Li"):
        id = f"cust_{name.lower()}"
        add_customer(store, Customer(id, f"{name} Example", name, f"{name.lower()}@example.com", private=name == "Li"))
        grant_consent(store, id, Purpose.FRIENDS_SEE, source="test")
        grant_consent(store, id, Purpose.PERSONALISE, source="test")
    add_payment_method(store, PaymentMethod("card", "cust_maya", PaymentKind.CARD, "Card ending in 4242"))
    ask_friend(store, "cust_maya", "cust_ana")
    ask_friend(store, "cust_ana", "cust_maya")
    for number, colour in enumerate(COLOURS):
        put_product(store, *make_product(f"shoe-{number}", f"Strida {colour} shoe", price_cents=5000 + 1000 * number))
    write_review(store, "cust_li", "shoe-0", rating=2, text="Too narrow for me.")
    write_review(store, "cust_ana", "shoe-0", rating=5, text="Only friends read this.", visibility=Visibility.FRIENDS)
    question = ask_question(store, "cust_maya", "shoe-0", "Is it <b>wide</b>?")
    answer_question(store, None, question.id, "Standard width.")
    body = "## Steps\n\n- Pack it.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    body += "<script>alert(1)</script>\n\n[x](javascript:alert(1))"
    with store.write() as tx:
        tx.add(Article("how-to-return", "How to return something", "returns", body, ("return",), DAY))


def make_product(id: str, title: str, *, price_cents: int = 5000) -> tuple[Product, tuple[Variant, ...]]:
    """Return a shoe in two sizes, of which the second is sold out."""
    product = Product(
        id=id, title=title, description="A soft everyday shoe.", brand="Strida", type="running shoe",
        path=("Sports & Play", "Running"), category="", currency="EUR", price_from_cents=0,
        attributes={"drop": "8 mm"}, launched_at=DAY, images=(f"/pictures/{id}.svg",),
    )  # fmt: skip
    sizes = (("38", 7), ("39", 0))
    variants = (
        Variant(f"{id}-{size}", id, f"SKU-{id}-{size}", {"size": size}, price_cents, "EUR", n) for size, n in sizes
    )
    return product, tuple(variants)


def open_app(store: Store, *, engine: Engine | None = None, **settings: object) -> FastAPI:
    """Return the application over this store."""
    shelf = cache(lambda: open_shelf(store, WordEncoder()))
    return create_app(
        Settings(**settings),  # type: ignore[arg-type]
        store,
        secret_key=SECRET_KEY,
        engine=engine,
        open_previewer=lambda: fit_recommender(store, shelf()),
        open_browser=shelf,
    )


def key_for(store: Store, *scopes: Scope) -> dict[str, str]:
    """Return the header of a new key with these scopes, all of them for none."""
    return {"Authorization": f"Bearer {make_key(store, 'test', scopes or tuple(Scope))[1]}"}


def product_body(**changes: object) -> dict[str, object]:
    """Return a body for PUT /v1/products/{id}."""
    variant = {"id": "tee-m", "sku": "TEE-M", "options": {"size": "M"}, "price_cents": 1990, "stock": 3}
    body = {"title": "Plain tee", "type": "tee", "path": ["Clothing", "Tops"], "currency": "EUR", "variants": [variant]}
    return {**body, **changes}


def order_body(quantity: int = 1) -> dict[str, object]:
    """Return a body for POST /v1/customers/cust_maya/orders."""
    lines = [{"variant_id": "shoe-0-38", "quantity": quantity}]
    return {"lines": lines, "address": ADDRESS, "payment_method_id": "card"}


def read_titles(page: str) -> list[str]:
    """Return the titles of the products that a page lists, in its order."""
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a>', page)
