"""Article codes in a message: what they stand for takes their place, so that understanding hears a name it knows."""

import re

from bot.nlu.lookups import proper_name_of
from shop.catalogue import Product, Variant
from shop.store import OneOf, Store

# Letters and digits with a mark or a digit among them: "AEROLUNE-VOLT-2200-BLACK", "VH700", "884213"
_CODE = re.compile(r"(?<![\w#@-])(?=[\w./-]*[\d_./-])[^\W_][\w./-]{2,}[^\W_]")
_NAMED_SO = re.compile(
    r"\b(?:sku|article|item|product|code|ref(?:erence)?)(?:\s+(?:number|code|no\.?|nr\.?))?[\s:#]*$", re.I
)
_MOST = 10  # codes looked up of one message
_SHORTEST_NUMBER = 5  # digits: fewer are an amount or a size


def spell_out_codes(text: str, store: Store) -> str:
    """Return the text with the name and the options of a variant on sale in place of each SKU, in any case of letters.

    A text without one comes back as it is; the store is asked only when something in it looks like a code.
    """
    found = [code for code in _CODE.finditer(text) if not code[0].isdigit() or len(code[0]) >= _SHORTEST_NUMBER][:_MOST]
    if not found:
        return text
    names = _names_of({code[0] for code in found}, store)
    for code in reversed(found):
        if name := names.get(code[0].casefold()):
            text = _NAMED_SO.sub("", text[: code.start()]) + name + text[code.end() :]
    return text


def _names_of(codes: set[str], store: Store) -> dict[str, str]:
    spelt = sorted({way for code in codes for way in (code, code.upper(), code.lower())})
    with store.read() as tx:
        variants = tx.find(Variant, sku=OneOf(tuple(spelt)), active=True)
        products = tx.get_many(Product, (variant.product_id for variant in variants))
    return {
        variant.sku.casefold(): _call(products[variant.product_id], variant)
        for variant in variants
        if products[variant.product_id].active
    }


def _call(product: Product, variant: Variant) -> str:
    options = [f"size {value}" if name.casefold() == "size" else value for name, value in variant.options.items()]
    name = proper_name_of(product)
    name = name if " " in name else product.title  # a brand alone is no name
    return f"{name} in {', '.join(options)}" if options else name
