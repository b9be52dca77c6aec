"""Small catalogues and conditions for properties: few words, so that they meet often."""

from hypothesis import strategies as st

from retrieval.conditions import Conditions
from retrieval.search import Section
from shop.catalogue import Product, Variant

TYPES = ("running shoe", "jumper", "keyboard", "phone case")
BRANDS = ("Strida", "Velori", "Solvik")
COLOURS = ("navy", "sky blue", "red", "charcoal", "forest green", "")
SIZES = ("38", "36-39", "M", "large", "27 inch", "")
MATERIALS = ("lambswool", "cotton", "no leather", "recycled wool mix")
FEATURES = ("waterproof", "wireless", "fragrance", "noise cancelling")

_titles = st.lists(
    st.sampled_from(("Cloud", "red", "wool", "waterproof", "without", "fragrance", "free", "wireless", "27", "inch")),
    min_size=1,
    max_size=4,
).map(" ".join)
_attributes = st.fixed_dictionaries(
    {},
    optional={
        "material": st.sampled_from(MATERIALS),
        "colour": st.sampled_from(("navy", "red and white", "olive")),
        "waterproof": st.sampled_from(("yes", "no", "IP67")),
        "fragrance": st.sampled_from(("rose", "no", "without fragrance")),
        "wireless charging": st.sampled_from(("yes", "no")),
        "wireless": st.sampled_from(("yes", "no")),
        "size": st.sampled_from(("27 inch", "155x220 cm", "38")),
        "notes": st.sampled_from(("wireless and waterproof", "not waterproof", "noise cancelling", "perfume free")),
    },
)
_stock = st.integers(0, 1)
_values = {"colour": COLOURS[:-1], "size": SIZES[:-1]}
_options = st.sets(st.sampled_from(sorted(_values))).flatmap(
    lambda names: st.lists(
        st.fixed_dictionaries({name: st.sampled_from(_values[name]) for name in sorted(names)}),
        min_size=1,
        max_size=3 if names else 1,
        unique_by=lambda options: tuple(sorted(options.items())),
    )
)


@st.composite
def listings(draw: st.DrawFn, id: str) -> tuple[Product, list[Variant]]:
    type, brand = draw(st.sampled_from(TYPES)), draw(st.sampled_from(BRANDS))
    product = Product(
        id, draw(_titles), "For every day.", brand, type, ("Shop", type), "", "EUR", 0, attributes=draw(_attributes)
    )
    variants = [
        Variant(f"{id}-{at}", id, f"sku-{id}-{at}", options, 500 * draw(st.integers(1, 6)), "EUR", draw(_stock))
        for at, options in enumerate(draw(_options))
    ]
    return product, variants


@st.composite
def goods(draw: st.DrawFn) -> list[tuple[Product, list[Variant]]]:
    return [draw(listings(f"p{number}")) for number in range(draw(st.integers(1, 8)))]


_features = st.lists(st.sampled_from((*FEATURES, "fragrance free", "scented", "anc")), max_size=2, unique=True)

conditions = st.builds(
    Conditions,
    types=st.none() | st.frozensets(st.sampled_from(TYPES), max_size=2),
    title_terms=st.frozensets(st.sampled_from(("cloud", "red", "shoe")), max_size=1),
    brand=st.none() | st.sampled_from(BRANDS),
    colour=st.sampled_from(("", "", "blue", "red", "green", "grey", "dark blue")),
    size=st.sampled_from(("", "", "38", "M", "medium", "large", "27 inch")),
    material=st.sampled_from(("", "", "wool", "leather", "cotton")),
    price_min_cents=st.none() | st.integers(0, 2500),
    price_max_cents=st.none() | st.integers(500, 3000),
    features=_features,
    not_brands=st.frozensets(st.sampled_from(BRANDS), max_size=1),
    not_colours=st.lists(st.sampled_from(("blue", "red")), max_size=1),
    not_features=_features,
    in_stock=st.booleans(),
    section=st.builds(
        Section,
        path=st.sampled_from(((), ("Shop",), ("Shop", "jumper"), ("jumper",))),
        brand=st.sampled_from(("", "", "Velori", "velori")),
        type=st.sampled_from(("", "", "jumper", "shoe")),
    ),
)
