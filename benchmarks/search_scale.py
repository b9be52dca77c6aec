"""Search in a large generated shop: how long a query takes, and how soon a change is found."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np

from bot.database import TABLES, metadata
from language.encoder import Encoder
from retrieval.build import open_shelf
from retrieval.search import SearchQuery, SearchSort, Shelf
from shop.catalogue import Listing, Product, Variant, get_listing, put_product, put_products
from shop.sql.engine import make_engine
from shop.sql.store import SqlStore
from shop.store import Store

_QUERIES, _CHANGES = 400, 20
_PATIENCE_S = 10.0
_WORDS = """
types: running shoe,hiking boot,trail shoe,sandal,rain jacket,parka,fleece jacket,jumper,cardigan,shirt,t-shirt,dress
types: skirt,trousers,jeans,scarf,glove,beanie,backpack,suitcase,wallet,handbag,belt,watch,headphones,bluetooth speaker
types: soundbar,keyboard,mouse,monitor,webcam,microphone,smartphone,tablet,phone case,power bank,charging cable
types: desk lamp,floor lamp,office chair,desk,bookshelf,rug,curtain,duvet,pillow,blanket,frying pan,saucepan
types: kitchen knife,kettle,coffee maker,toaster,blender,water bottle,lunch box,yoga mat,dumbbell,tent,sleeping bag
colours: black,white,charcoal,navy,sky blue,forest green,olive,burgundy,red,rose,mustard,sand,brown,silver
materials: cotton,merino wool,recycled polyester,leather,aluminium,steel,oak,bamboo,glass,silicone
traits: light,sturdy,quiet,warm,foldable,slim,soft,waterproof,breathable,compact,classic,roomy
places: the office,long journeys,cold mornings,small flats,the garden,rainy days,children,beginners,the gym
features: waterproof,washable,rechargeable,foldable,vegan
syllables: ka,ro,vel,mi,tan,or,lu,ne,sto,bri,fa,qui,zen,hal,do,pe
"""


def _read_words(name: str) -> list[str]:
    lines = (line.partition(": ") for line in _WORDS.strip().splitlines())
    return [word for key, _, words in lines if key == name for word in words.split(",")]


_TYPES, _COLOURS, _MATERIALS = _read_words("types"), _read_words("colours"), _read_words("materials")
_TRAITS, _PLACES = _read_words("traits"), _read_words("places")
_FEATURES, _SYLLABLES = _read_words("features"), _read_words("syllables")


def measure_scale(size: int, encoder: Encoder, folder: Path, seed: int) -> dict[str, float]:
    """Return the figures of a shop of `size` products; what is made for it is kept in the folder."""
    store = _open_shop(size, folder, seed)
    started = time.perf_counter()
    shelf = open_shelf(store, encoder, folder / "indexes")
    start_s = time.perf_counter() - started
    queries = list(_make_queries(store, size, Random(seed + 1)))
    for query in queries[:20]:
        shelf.find_products(query)
    took = sorted(_time_ms(shelf, query) for query in queries)
    changes = [_change(store, shelf, number, Random(seed + number)) for number in range(_CHANGES)]
    return {
        "products": size,
        "start_s": round(start_s, 1),
        "ms_p50": round(float(np.quantile(took, 0.5)), 1),
        "ms_p95": round(float(np.quantile(took, 0.95)), 1),
        "change_s_p50": round(float(np.quantile(changes, 0.5)), 2),
        "change_s_p95": round(float(np.quantile(changes, 0.95)), 2),
    }


def make_listings(size: int, seed: int) -> Iterator[Listing]:
    """Yield generated products, each with two to five variants."""
    rng = Random(seed)
    brands = sorted({"".join(rng.choices(_SYLLABLES, k=rng.randint(2, 3))).title() for _ in range(300)})
    for number in range(size):
        yield _make_listing(number, brands, rng)


def _make_listing(number: int, brands: list[str], rng: Random) -> Listing:
    id, type, brand, trait = f"p{number:07}", rng.choice(_TYPES), rng.choice(brands), rng.choice(_TRAITS)
    name = "".join(rng.choices(_SYLLABLES, k=3)).title()
    material, price = rng.choice(_MATERIALS), rng.randrange(500, 50_000)
    attributes = {"material": material} | {
        feature: rng.choice(("yes", "no")) for feature in rng.sample(_FEATURES, rng.randint(0, 3))
    }
    colours, sizes = rng.sample(_COLOURS, rng.randint(1, 3)), rng.sample(("S", "M", "L", "XL"), rng.randint(1, 2))
    pairs = [{"colour": colour, "size": size} for colour in colours for size in sizes]
    variants = tuple(
        Variant(f"{id}-{at}", id, f"SKU{number:07}{at}", options, price, "EUR", rng.randrange(9))
        for at, options in enumerate(pairs)
    )
    text = f"A {trait} {type} in {material} for {rng.choice(_PLACES)}."
    title = f"{brand} {name} {rng.randrange(10, 99)} {trait} {type}"
    return Listing(
        Product(id, title, text, brand, type, ("Shop", type.title()), "", "EUR", 0, attributes=attributes), variants
    )


def _open_shop(size: int, folder: Path, seed: int) -> Store:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "shop.db"
    url = f"sqlite:///{file}"
    if not (folder / "filled").exists():
        file.unlink(missing_ok=True)
        engine = make_engine(url)
        metadata.create_all(engine)
        engine.dispose()
        with SqlStore(url, TABLES).write() as tx:
            put_products(tx, make_listings(size, seed))
        (folder / "filled").touch()
    return SqlStore(url, TABLES)


def _make_queries(store: Store, size: int, rng: Random) -> Iterator[SearchQuery]:
    """Yield what shoppers of this shop may ask, with and without conditions, words, typing errors and sorts."""
    for _ in range(_QUERIES):
        type, colour, trait = rng.choice(_TYPES), rng.choice(_COLOURS), rng.choice(_TRAITS)
        with store.read() as tx:
            listing = get_listing(tx, f"p{rng.randrange(size):07}")
        words = listing.product.title.split()
        yield rng.choice(
            (
                SearchQuery(f"{trait} {type}"),
                SearchQuery(f"{trait} {rng.choice(_MATERIALS)} thing for {rng.choice(_PLACES)}"),
                SearchQuery(" ".join(words[:3])),
                SearchQuery(listing.variants[0].sku),
                SearchQuery(_misspell(f"{words[1]} {type}", rng)),
                SearchQuery(trait, product_type=type, colour=colour.split()[-1]),
                SearchQuery(f"{type} under {rng.randrange(20, 300)}"),
                SearchQuery(product_type=type, not_colours=(colour,), features=("waterproof",)),
                SearchQuery(product_type=type, size="M", sort=SearchSort.CHEAPEST),
                SearchQuery(product_type=type, brand=words[0], sort=SearchSort.BEST_RATED),
            )
        )


def _misspell(text: str, rng: Random) -> str:
    at = rng.randrange(1, len(text) - 1)
    return text[:at] + text[at + 1 :]


def _time_ms(shelf: Shelf, query: SearchQuery) -> float:
    started = time.perf_counter()
    shelf.find_products(query)
    return (time.perf_counter() - started) * 1000


def _change(store: Store, shelf: Shelf, number: int, rng: Random) -> float:
    """Return how many seconds after a change of a title the product is found by its new one."""
    name = "".join(rng.choices(_SYLLABLES, k=5)).title()
    with store.read() as tx:
        listing = get_listing(tx, f"p{number:07}")
    put_product(store, replace(listing.product, title=f"{name} {listing.product.type}"), listing.variants)
    started = time.perf_counter()
    while time.perf_counter() - started < _PATIENCE_S:
        found = shelf.find_products(SearchQuery(f"{name} {listing.product.type}", in_stock=False), 1)
        if found and found[0].product_id == listing.product.id:
            return time.perf_counter() - started
        time.sleep(0.02)
    return _PATIENCE_S
