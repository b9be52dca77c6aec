"""A small market to search in, with texts in which each word is somewhere on purpose. Euro."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from shop.catalogue import Product, Variant, put_product
from shop.customers import Customer, add_customer
from shop.knowledge import Article
from shop.store import Store
from tests.fakes.store import MemoryStore

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Clock:
    """Moves on by a second with each transaction, as real ones do."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def open_market() -> Store:
    store = MemoryStore(Clock())
    for product, variants in GOODS:
        put_product(store, product, variants)
    for id in ("ana", "ben", "cleo"):
        add_customer(store, Customer(id, id.title(), id, f"{id}@example.com"))
    with store.write() as tx:
        tx.add(*ARTICLES)
    return store


def product(id: str, title: str, type: str, brand: str, text: str, **fields: object) -> Product:
    new = Product(id, title, text, brand, type, ("Shop", f"{type.title()}s"), "", "EUR", 0)
    return replace(new, **fields)  # type: ignore[arg-type]


def variant(product_id: str, cents: int, stock: int = 5, **options: str) -> Variant:
    id = "-".join([product_id, *options.values()])
    return Variant(id, product_id, f"sku-{id}", options, cents, "EUR", stock)


GOODS = [
    (
        product("cloud", "Strida Cloud", "running shoe", "Strida", "Soft on long asphalt runs.", launched_at=START),
        [
            variant("cloud", 12000, colour="navy", size="38"),
            variant("cloud", 9000, colour="red", size="39"),
            variant("cloud", 12000, stock=0, colour="black", size="38"),
        ],
    ),
    (
        product(
            "ridge",
            "Okanto Ridge",
            "trail running shoe",
            "Okanto",
            "Grips in mud and on wet stone.",
            attributes={"waterproof": "yes", "upper": "recycled mesh"},
        ),
        [variant("ridge", 8000, colour="forest green", size="38-39")],
    ),
    (
        product("hush", "Velori Hush", "keyboard", "Velori", "So quiet that a baby sleeps on beside it."),
        [variant("hush", 9000)],
    ),
    (
        product(
            "clack",
            "Velori Clack",
            "keyboard",
            "Velori",
            "Loud switches for gamers.",
            attributes={"wireless": "no", "backlight": "yes"},
        ),
        [variant("clack", 4000)],
    ),
    (
        product(
            "hands", "Barelo Balm", "hand cream", "Barelo", "Soothes cracked skin.", attributes={"fragrance": "rose"}
        ),
        [variant("hands", 500)],
    ),
    (
        product("pure", "Barelo Pure", "hand cream", "Barelo", "Nothing but shea.", attributes={"fragrance": "no"}),
        [variant("pure", 700)],
    ),
    (
        product("fjell", "Solvik Fjell", "jumper", "Solvik", "Warm in winter.", attributes={"material": "lambswool"}),
        [
            variant("fjell", 11000, colour="charcoal", size="M"),
            variant("fjell", 11000, stock=0, colour="ivory", size="L"),
        ],
    ),
    (
        product("plain", "Nuvane Plain", "jumper", "Nuvane", "For every day.", attributes={"material": "cotton"}),
        [variant("plain", 3000, colour="slate blue", size="L")],
    ),
    (
        product("nonna", "Mokkaro Nonna moka pot", "coffee maker", "Mokkaro", "Coffee on the stove."),
        [variant("nonna", 2800)],
    ),
    (
        product("drip", "Mokkaro Drip", "coffee maker", "Mokkaro", "Filter coffee for ten cups."),
        [variant("drip", 7500)],
    ),
]
ARTICLES = (
    Article(
        "returns",
        "Sending things back",
        "returns",
        "You have **30 days** to return what you bought.\n\n"
        "**Who pays the label?** We do in Germany. Elsewhere it costs 3.90 euro.\n\n"
        "## Refunds\n\nThe money is back on your card five days after the parcel has arrived here.",
        ("refund", "label"),
        START,
    ),
    Article(
        "gift-cards",
        "Paying with a gift card",
        "payments",
        "A gift card pays for anything in the shop, shipping too.",
        ("voucher",),
        START,
    ),
)
