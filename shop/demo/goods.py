"""The catalogue with its stock, and what everything cost when."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import product as combinations
from random import Random
from re import sub
from unicodedata import normalize

from shop.catalogue import Product, Variant
from shop.demo.chance import Calendar, dice, moment
from shop.demo.read import Content
from shop.demo.written import WrittenProduct
from shop.prices import PriceObservation
from shop.store import Record

CURRENCY = "EUR"
_CHANGES = (0, 0, 0, 1, 1, 1, 2, 2, 3)  # how often a price changed
_STEPS = (1.06, 1.1, 1.12, 1.18, 1.25, 0.92, 0.95)  # the price before a change, as a share of the one after it
_DROPPED_LATELY = 0.15


@dataclass(frozen=True)
class Goods:
    """One product with its variants in the order of the options, its place in the shop and its prices so far."""

    product: Product
    variants: tuple[Variant, ...]
    category: str
    shelf: str
    launched: datetime
    dearness: float  # 0 for the cheapest of its type, 1 for the dearest
    prices: dict[str, tuple[tuple[datetime, int], ...]]  # by variant id, oldest first

    def price_at(self, variant: Variant, when: datetime) -> int:
        """Return the cents that the variant cost then; before its launch, the first price."""
        steps = self.prices[variant.id]
        return steps[max(0, bisect_right(steps, when, key=lambda step: step[0]) - 1)][1]


def make_goods(content: Content, calendar: Calendar, seed: int) -> dict[str, Goods]:
    """Return everything for sale by product id, in the order of the files."""
    rng = dice(seed, "goods")
    by_type: dict[str, list[float]] = {}
    for written in content.products.values():
        by_type.setdefault(written.type, []).append(written.price)
    goods = {}
    for category in content.categories:
        for written in category.products:
            launched = calendar.month(written.launched)
            variants = _variants(written, rng)
            rivals = sorted(by_type[written.type])
            goods[written.id] = Goods(
                product=_product(written, variants, launched, calendar),
                variants=variants,
                category=category.category,
                shelf=written.shelf,
                launched=launched,
                dearness=rivals.index(written.price) / max(1, len(rivals) - 1),
                prices=_prices(variants, launched, calendar, rng),
            )
    return goods


def _product(written: WrittenProduct, variants: tuple[Variant, ...], launched: datetime, calendar: Calendar) -> Product:
    return Product(
        id=written.id,
        title=written.title,
        description=" ".join(written.description.split()),
        brand=written.brand,
        type=written.type,
        path=written.path,
        category=" > ".join(written.path),
        currency=CURRENCY,
        price_from_cents=min(variant.price_cents for variant in variants),
        attributes=written.attributes,
        images=(f"/pictures/{written.id}.svg",),
        relations=dict(written.relations.items()),
        min_age=written.min_age,
        launched_at=launched,
        updated_at=calendar.ago(1),
    )


def _variants(written: WrittenProduct, rng: Random) -> tuple[Variant, ...]:
    variants = []
    for position, values in enumerate(combinations(*written.options.values())):
        options = dict(zip(written.options, values, strict=True))
        sold_out = written.sold_out == ("*",) or "/".join(values) in written.sold_out
        variants.append(
            Variant(
                id="--".join(filter(None, (written.id, "-".join(map(_slug, values))))),
                product_id=written.id,
                sku="-".join([written.id, *map(_slug, values)]).upper(),
                options=options,
                price_cents=_price(written, options),
                currency=CURRENCY,
                stock=0 if sold_out else rng.choice((1, 2, 3, 5, 8, 12, 12, 20, 30, 45, 60)),
                position=position,
            )
        )
    return tuple(variants)


def _price(written: WrittenProduct, options: dict[str, str]) -> int:
    """Return the cents of this variant; of several prices that name it, the last counts."""
    price = written.price
    for which, other in written.prices.items():
        name, _, value = which.partition("=")
        if options.get(name) == value:
            price = other
    return int(Decimal(str(price)) * 100)


def _slug(value: str) -> str:
    plain = normalize("NFKD", value.casefold()).encode("ascii", "ignore").decode()
    return sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _prices(
    variants: tuple[Variant, ...], launched: datetime, calendar: Calendar, rng: Random
) -> dict[str, tuple[tuple[datetime, int], ...]]:
    """Return the history of each variant, worked out backwards from today's price."""
    changes = sorted(moment(rng, launched, calendar.ago(2)) for _ in range(rng.choice(_CHANGES)))
    steps = [rng.choice(_STEPS) for _ in changes]
    if rng.random() < _DROPPED_LATELY:
        changes = [*(at for at in changes if at < calendar.ago(80)), moment(rng, calendar.ago(75), calendar.ago(2))]
        steps = [*steps[: len(changes) - 1], rng.choice((1.1, 1.15, 1.2))]
    history: dict[str, tuple[tuple[datetime, int], ...]] = {}
    for variant in variants:
        cents, known = variant.price_cents, []
        for at, step in zip(reversed(changes), reversed(steps), strict=True):
            known.append((at, cents))
            cents = round(cents * step / 100) * 100 - 10
        history[variant.id] = ((launched, cents), *reversed(known))
    return history


def goods_records(goods: dict[str, Goods]) -> list[Record]:
    """Return products, variants and every price observed."""
    records: list[Record] = []
    for item in goods.values():
        records += [item.product, *item.variants]
        for variant in item.variants:
            records += [
                PriceObservation(f"price_{variant.id}_{number}", variant.id, cents, CURRENCY, at)
                for number, (at, cents) in enumerate(item.prices[variant.id], 1)
            ]
    return records
