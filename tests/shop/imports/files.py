"""Small files of each format, importing them, and everything that a store holds."""

from pathlib import Path
from typing import Any

from shop.catalogue import Product, Variant
from shop.imports.run import ImportReport, run_import
from shop.sql.schema import KINDS
from shop.store import Store

NAMESPACE = "http://base.google.com/ns/1.0"

TEE_RED = {
    "id": "TEE-R-M",
    "item_group_id": "TEE",
    "title": "Linen tee",
    "description": "Cool & light.",
    "link": "https://shop.example/tee?c=red",
    "image_link": "https://cdn.example/tee-red.jpg",
    "additional_image_link": "https://cdn.example/tee-back.jpg",
    "availability": "in_stock",
    "price": "25.00 EUR",
    "brand": "Brisa",
    "gtin": "4006381333931",
    "color": "red",
    "size": "M",
    "material": "linen",
    "gender": "unisex",
    "product_type": "Clothing > Tops > Tees",
    "condition": "new",
}
TEE_BLUE = {**TEE_RED, "id": "TEE-B-M", "color": "blue", "gtin": "4006381333948", "price": "EUR 24,50"}
MUG = {
    "id": "MUG",
    "title": "Mug",
    "description": "Holds tea.",
    "availability": "out of stock",
    "price": "12.99 EUR",
    "product_type": "Kitchen > Mugs",
}

SHOPIFY = """\
Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,\
Option2 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,\
Variant Barcode,Image Src,Image Position,Variant Image,Status
tee,Linen tee,"<p>Cool &amp; light.</p><ul><li>Linen</li></ul>",Brisa,Clothing > Tops,Tee,"new, linen",true,Color,Red,\
Size,M,T-R-M,shopify,7,deny,25.00,'4006381333931,https://cdn.example/2.jpg,2,,active
tee,,,,,,,,,Blue,,M,T-B-M,shopify,-2,deny,24.50,,https://cdn.example/1.jpg,1,https://cdn.example/blue.jpg,
tee,,,,,,,,,,,,,,,,,,https://cdn.example/3.jpg,3,,
mug,Mug,Holds tea.,Brisa,,Mug,,true,Title,Default Title,,,,,,deny,9.90,,,,,draft
"""


def google_xml(*items: dict[str, str]) -> str:
    rows = "".join(f"<item>{''.join(map(_element, item.items()))}</item>\n" for item in items)
    return f'<?xml version="1.0"?>\n<rss xmlns:g="{NAMESPACE}" version="2.0"><channel>\n{rows}</channel></rss>\n'


def _element(pair: tuple[str, str]) -> str:
    text = pair[1].replace("&", "&amp;").replace("<", "&lt;")
    return f"<g:{pair[0]}>{text}</g:{pair[0]}>"


def google_tsv(*items: dict[str, str]) -> str:
    columns = list(dict.fromkeys(column for item in items for column in item))
    rows = ["\t".join(columns), *("\t".join(item.get(column, "") for column in columns) for item in items)]
    return "".join(f"{row}\n" for row in rows)


def bring(store: Store, folder: Path, content: str | bytes, format: str, **options: Any) -> ImportReport:
    """Import a file with this content."""
    path = folder / "file"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return run_import(store, path, format, **options)


def snapshot(store: Store) -> dict[str, list[Any]]:
    """Return everything that the store holds."""
    with store.read() as tx:
        return {kind.__name__: tx.find(kind) for kind in KINDS}


def products(store: Store) -> dict[str, Product]:
    with store.read() as tx:
        return {product.id: product for product in tx.find(Product)}


def variants(store: Store) -> dict[str, Variant]:
    with store.read() as tx:
        return {variant.id: variant for variant in tx.find(Variant)}
