"""From "the red one in 38" to the variant that is meant."""

from collections.abc import Mapping

from shop.catalogue.assembly import get_listing
from shop.catalogue.records import Listing, Variant
from shop.errors import Conflict, Invalid
from shop.store import Store
from shop.texts import check_id


def variant_by_options(store: Store, product_id: str, options: Mapping[str, str]) -> Variant:
    """Return the one active variant with these options; case and outer blanks do not matter, {} fits any.

    Raises NotFound for the product, Conflict for a withdrawn one, and Invalid, listing the options, when no variant
    fits or several do.
    """
    with store.read() as tx:
        return pick_variant(get_listing(tx, check_id("product_id", product_id)), options)


def pick_variant(listing: Listing, options: Mapping[str, str]) -> Variant:
    """Return the variant that `variant_by_options` means."""
    wanted = {_plain(name): _plain(value) for name, value in options.items()}
    active = [variant for variant in listing.variants if variant.active]
    fitting = [variant for variant in active if wanted.items() <= _plain_options(variant).items()]
    if len(fitting) == 1:
        return fitting[0]
    title = listing.product.title
    if not active:
        raise Conflict(f"{title} is no longer sold.")
    if fitting:
        raise Invalid("options", f"{title} comes in several kinds; choose {tell_options(fitting)}.")
    asked = ", ".join(f"{name} {value}" for name, value in options.items())
    raise Invalid("options", f"{title} does not come in {asked}; there is {tell_options(active)}.")


def tell_options(variants: list[Variant]) -> str:
    """Return the values to choose from, such as "colour: black, red; size: 38, 39"; "" for variants without options."""
    values: dict[str, dict[str, None]] = {}
    for variant in variants:
        for name, value in variant.options.items():
            values.setdefault(name, {})[value] = None
    return "; ".join(f"{name}: {', '.join(known)}" for name, known in values.items())


def _plain_options(variant: Variant) -> dict[str, str]:
    return {_plain(name): _plain(value) for name, value in variant.options.items()}


def _plain(text: str) -> str:
    return text.strip().casefold()
