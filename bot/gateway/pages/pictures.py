"""`/pictures/<product>.svg`: for products without a photograph, a drawing of the thing, else a painted market sign."""

import textwrap
import zlib
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from bot.gateway.pages.theme import Shop, get_shop
from shop.catalogue import Listing, Product, find_product
from shop.demo.pictures import picture_of
from shop.demo.pictures.draw import DRAWINGS

router = APIRouter(include_in_schema=False)

_PAINTS = (  # ground, halo, sign, edge: one for each department, by its name
    ("#f3e6d3", "#fbf3e4", "#b5673a", "#8f4c28"),
    ("#e3ead9", "#f2f6ea", "#5f7d54", "#47623f"),
    ("#dfe7ee", "#f0f5f9", "#51718f", "#3b5670"),
    ("#f1dfda", "#faf0ed", "#a8584f", "#843f38"),
    ("#e7e1ee", "#f4f0f8", "#75638f", "#594a70"),
    ("#dcebe8", "#eef6f4", "#467d76", "#32605a"),
    ("#f3e9c9", "#fbf6e3", "#94752c", "#74591d"),
)
_LINE = 13  # letters of a line, as many as the sign is wide
_STEP = 38  # from line to line


@router.get("/pictures/{product_id:path}.svg")
def show_picture(
    shop: Annotated[Shop, Depends(get_shop)],
    product_id: str,
    colour: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    listing = find_product(shop.store, product_id)
    product = listing.product
    if is_drawn(product.type):
        shown = colour or _first_colour(listing)
        drawing = picture_of(product.type, shown, product.category, variety=product.id)
    else:
        drawing = draw_sign(shop, product)
    return Response(drawing, 200, {"Cache-Control": "public, max-age=3600"}, "image/svg+xml")


def is_drawn(product_type: str) -> bool:
    """Return whether somebody drew such a thing: the type itself, or what its last words say."""
    words = product_type.casefold().split()
    return any(" ".join(words[start:]) in DRAWINGS for start in range(len(words)))


def draw_sign(shop: Shop, product: Product) -> str:
    """Return an SVG of 400 by 400: a sign in the paint of the product's department that says what the product is."""
    lines = textwrap.wrap(product.type, _LINE)[:3]
    top = 236 - _STEP * (len(lines) - 1) // 2
    ground, halo, sign, edge = _PAINTS[zlib.crc32(product.path[0].encode()) % len(_PAINTS)]
    return shop.templates.get_template("picture.svg").render(
        ground=ground,
        halo=halo,
        sign=sign,
        edge=edge,
        lines=[(top + _STEP * number, line) for number, line in enumerate(lines)],
    )


def _first_colour(listing: Listing) -> str:
    """Return the colour of the first variant that is sold; "" when its options have none."""
    options = next((variant.options for variant in listing.variants if variant.active), {})
    return options.get("colour") or options.get("color") or ""
