"""What was written by hand for the demo shop, before anything is put together."""

from dataclasses import field
from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from shop.consent import Purpose
from shop.orders.records import OrderStatus
from shop.reviews import Visibility

_EXACT = ConfigDict(extra="forbid", str_strip_whitespace=True)

Relation = Literal["accessory_of", "works_with", "alternative_to"]
Month = Annotated[str, Field(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


@dataclass(frozen=True, config=_EXACT)
class WrittenProduct:
    """`prices` and `sold_out` name variants: {"size=44": 124.9} every one with that option, "coral/38" exactly one."""

    id: Slug
    title: str
    type: str
    brand: str
    path: tuple[str, ...]
    price: Annotated[float, Field(gt=0)]
    options: dict[str, tuple[str, ...]]
    attributes: dict[str, str]
    description: str
    launched: Month
    prices: dict[str, float] = field(default_factory=dict)
    sold_out: tuple[str, ...] = ()
    relations: dict[Relation, tuple[str, ...]] = field(default_factory=dict)
    min_age: Annotated[int, Field(ge=0, le=21)] = 0

    @property
    def shelf(self) -> str:
        """The first two levels of the tree: what people say they are interested in."""
        return " > ".join(self.path[:2])


@dataclass(frozen=True, config=_EXACT)
class WrittenCategory:
    category: Slug
    name: str
    products: tuple[WrittenProduct, ...]


@dataclass(frozen=True, config=_EXACT)
class WrittenReview:
    """`marks` say what the text judges ("comfort+"): for tests, never stored."""

    product_id: str
    rating: Annotated[int, Field(ge=1, le=5)]
    text: Annotated[str, Field(min_length=1)]
    verified: bool = False
    sponsored: bool = False
    fake: bool = False  # one of a burst of bought raves
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, config=_EXACT)
class WrittenQuestion:
    product_id: str
    question: Annotated[str, Field(min_length=1)]
    answer: str  # "" while nobody has answered


@dataclass(frozen=True, config=_EXACT)
class ArticleHead:
    title: str
    topic: str
    updated: date
    tags: tuple[str, ...]


@dataclass(frozen=True, config=_EXACT)
class WrittenArticle:
    id: str
    head: ArticleHead
    body: str  # Markdown


@dataclass(frozen=True, config=_EXACT)
class Names:
    women: tuple[str, ...]
    men: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(frozen=True, config=_EXACT)
class Town:
    name: str
    country: str
    names: str  # the key of the names that most people have here
    postcodes: tuple[str, ...]
    weight: Annotated[int, Field(ge=1)] = 1


@dataclass(frozen=True, config=_EXACT)
class WrittenPeople:
    """What people are made from; nobody is called the same, and no line about oneself is used twice."""

    names: dict[str, Names]
    towns: tuple[Town, ...]
    streets: dict[str, tuple[str, ...]]  # by country
    nicknames: tuple[str, ...]
    about: dict[str, tuple[str, ...]]  # by category, and "anyone"
    circles: tuple[str, ...]
    polls: tuple[str, ...]
    notes: tuple[str, ...]  # on wishlist items


@dataclass(frozen=True, config=_EXACT)
class PersonaOrder:
    """`items` are variant ids; `paid_by` is the place of the payment method in the persona's list."""

    id: Annotated[str, Field(pattern=r"^#W\d{7}$")]
    status: OrderStatus
    days_ago: Annotated[int, Field(ge=0)]
    items: tuple[str, ...]
    delivered_days_ago: int | None = None
    paid_by: int = 0


@dataclass(frozen=True, config=_EXACT)
class PersonaWish:
    product: str
    visibility: Visibility = Visibility.FRIENDS
    note: str = ""
    given_by: str = ""  # nickname of the friend who plans it as a gift


@dataclass(frozen=True, config=_EXACT)
class PersonaPoll:
    question: str
    products: tuple[str, ...]
    votes: dict[str, int | None]  # by nickname of the invited: index of the choice, null for no vote yet


@dataclass(frozen=True, config=_EXACT)
class Persona:
    """Somebody to sign in as. Friends, blocks and circles name nicknames."""

    nickname: str
    name: str
    shows: str
    town: str
    joined: date
    born: date | None = None
    birthday_in_days: int | None = None
    sizes: dict[str, str] = field(default_factory=dict)
    interests: tuple[str, ...] = ()  # categories, the dearest first
    about: str = ""
    private: bool = False
    sociable: bool = True  # False: only the friends named here
    withdrew: tuple[Purpose, ...] = ()
    refused: tuple[Purpose, ...] = ()
    friends: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()  # friend requests that wait for this persona
    blocks: tuple[str, ...] = ()
    circles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    gift_card_cents: int | None = None
    wrote: dict[str, str] = field(default_factory=dict)  # product id: how the review begins
    wishes: tuple[PersonaWish, ...] = ()
    orders: tuple[PersonaOrder, ...] = ()
    polls: tuple[PersonaPoll, ...] = ()
    say: tuple[str, ...] = ()  # what to try in the chat


@dataclass(frozen=True, config=_EXACT)
class WrittenPersonas:
    personas: tuple[Persona, ...]
