"""What the catalogue holds, counted: the tree of categories and the brands."""

from collections.abc import Iterator
from dataclasses import dataclass

from shop.catalogue.checks import CATEGORY_SEPARATOR
from shop.catalogue.records import Product
from shop.store import Above, Condition, Reader, Store


@dataclass(frozen=True)
class Category:
    """A node of the tree. `products` counts the active ones here and below; children are sorted by path."""

    path: tuple[str, ...]
    products: int
    children: tuple["Category", ...]

    @property
    def name(self) -> str:
        return self.path[-1]


def categories(store: Store) -> tuple[Category, ...]:
    """Return the roots of the tree of categories that have active products; () for an empty shop."""
    with store.read() as tx:
        counts = {tuple(name.split(CATEGORY_SEPARATOR)): count for name, count in _count_by(tx, "category")}
    return _children((), counts)


def brands(store: Store) -> dict[str, int]:
    """Return active products by brand, most first; {} for an empty shop. Products without a brand do not count."""
    with store.read() as tx:
        counts = [(brand, count) for brand, count in _count_by(tx, "brand") if brand]
    return dict(sorted(counts, key=lambda pair: (-pair[1], pair[0])))


def _children(path: tuple[str, ...], counts: dict[tuple[str, ...], int]) -> tuple[Category, ...]:
    """Return the nodes right under `path`; `counts` holds only what is under it."""
    names: dict[str, dict[tuple[str, ...], int]] = {}
    for below, count in counts.items():
        if len(below) > len(path):
            names.setdefault(below[len(path)], {})[below] = count
    return tuple(
        Category((*path, name), sum(inside.values()), _children((*path, name), inside))
        for name, inside in sorted(names.items())
    )


def _count_by(tx: Reader, field: str) -> Iterator[tuple[str, int]]:
    """Yield each value of the field among active products, and how many have it.

    Hops from value to value on the field's index, so that the cost grows with the values, not with the products.
    """
    beyond: dict[str, Condition] = {}
    while found := tx.find(Product, order=field, descending=False, limit=1, active=True, **beyond):
        value = str(getattr(found[0], field))
        yield value, tx.count(Product, active=True, **{field: value})
        beyond = {field: Above(value)}
