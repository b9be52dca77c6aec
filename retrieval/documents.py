"""What ranking looks at of a product: plain texts and numbers, from the shop's catalogue or from anywhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from retrieval.passages import describe_options, product_text
from retrieval.terms import split_terms
from shop.catalogue import Listing

_DENIALS = frozenset(("no", "none", "false", "n/a", "not available", "not supported", ""))
FIELDS = ("title", "brand", "type", "attributes", "description")


@dataclass(frozen=True)
class Document:
    """A product to be ranked; what is empty or 0 is not known."""

    id: str
    title: str
    skus: tuple[str, ...] = ()
    brand: str = ""
    type: str = ""  # the everyday word, or empty where the catalogue has none
    attributes: Mapping[str, str] = field(default_factory=dict)
    description: str = ""
    groups: Sequence[str] = ()  # further words: the names of its categories, the values of its options
    price_cents: int = 0
    popularity: float = 0.0  # 0 to 1
    launched_day: int = 0  # since 1970

    @property
    def text(self) -> str:
        """Return the text by which its meaning is known."""
        return product_text(self.title, self.type, self.brand, self.description)

    @cached_property
    def terms(self) -> tuple[list[str], ...]:
        """Return the folded words of each of `FIELDS`, in their order.

        An attribute that is denied gives none: "touchscreen: no" is not about touchscreens.
        """
        stated = (
            f"{name} {value}" for name, value in self.attributes.items() if value.strip().casefold() not in _DENIALS
        )
        said = " ; ".join((*stated, *self.groups))
        texts = (self.title, self.brand, self.type, said, self.description)
        return tuple(split_terms(text) for text in texts)


def make_document(listing: Listing) -> Document:
    """Return the document of a listing; its popularity is not known here."""
    product = listing.product
    options = describe_options(listing)
    day = int(product.launched_at.timestamp() // 86_400) if product.launched_at else 0
    return Document(
        id=product.id,
        title=product.title,
        skus=tuple(variant.sku for variant in listing.variants if variant.active),
        brand=product.brand,
        type=product.type,
        attributes=product.attributes,
        description=product.description,
        groups=(*product.path, *(f"{name} {' '.join(values)}" for name, values in options.items())),
        price_cents=product.price_from_cents,
        launched_day=day,
    )
