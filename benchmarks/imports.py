"""Import catalogues of many products, one row each, into a fresh SQLite store, and the same file once more.

Every format is written into a temporary folder and imported in a process of its own, whose memory is measured. The
second import changes nothing: it is what a shop does every night.
"""

import argparse
import csv
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.report import publish
from shop.imports.run import run_import
from shop.sql.schema import TABLES, metadata
from shop.sql.store import SqlStore

_KINDS = ("running shoe", "rain jacket", "desk lamp", "steel pan", "camping tent", "board game", "phone case", "duvet")
_MAKES = ("Alder", "Brisa", "Corvo", "Duna", "Eira", "Fjell", "Granit", "Hav")
_COLOURS = ("black", "white", "navy", "olive", "sand", "red")
_WORDS = (
    "light", "sturdy", "quiet", "washable", "recycled", "woven", "padded", "folding", "insulated", "compact", "soft",
    "reliable", "everyday", "travel", "winter", "summer", "city", "trail", "kitchen", "office", "made", "with", "care",
    "in", "small", "series", "tested", "for", "years", "and", "easy", "to", "repair",
)  # fmt: skip

Product = dict[str, str]


@dataclass(frozen=True)
class Measured:
    """One import: seconds for all rows, and the most memory that the process ever held."""

    seconds: float
    peak_mb: float
    changed: int


def main() -> None:
    """Generate, import, report."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000, metavar="N", help="products in each feed")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the last line to this file, too")
    arguments = parser.parse_args()
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        for format, write in _WRITERS.items():
            path = Path(folder, format)
            write(path, make_products(arguments.rows, arguments.seed))
            first, again = _measure(path, format), _measure(path, format)
            figures[format] = (first, again)
            print(
                f"{format:<10}  {path.stat().st_size / 1e6:6.0f} MB  {first.seconds:7.1f} s"
                f"  {arguments.rows / first.seconds:7.0f} rows/s  {first.peak_mb:5.0f} MB of memory"
                f"  again: {again.seconds:6.1f} s, {again.changed} changed"
            )
    publish(
        {"ours": _summarise(figures, arguments.rows)},
        sizes={"rows": arguments.rows},
        packages=("sqlalchemy",),
        seed=arguments.seed,
        json_file=arguments.json,
    )


def make_products(count: int, seed: int) -> Iterator[Product]:
    """Yield products as different, and as long, as those of a real shop; the same for the same seed."""
    draw = random.Random(seed)
    for number in range(count):
        kind, make, colour = draw.choice(_KINDS), draw.choice(_MAKES), draw.choice(_COLOURS)
        yield {
            "id": f"P{number:07d}",
            "title": f"{make} {kind} {number} & co, {colour}",
            "description": " ".join(draw.choices(_WORDS, k=draw.randint(30, 120))),
            "brand": make,
            "kind": kind,
            "colour": colour,
            "price": f"{draw.randint(3, 400)}.{draw.randint(0, 99):02d}",
            "stock": str(draw.choice((0, 1, 5, 40))),
            "gtin": f"{4_000_000_000_000 + number}",
            "url": f"https://shop.example/products/p{number}",
            "image": f"https://shop.example/images/p{number}",
        }


def _google(product: Product) -> dict[str, str]:
    return {
        "id": product["id"],
        "title": product["title"],
        "description": product["description"],
        "link": product["url"],
        "image_link": product["image"] + ".jpg",
        "additional_image_link": product["image"] + "-2.jpg",
        "availability": "in_stock" if product["stock"] != "0" else "out_of_stock",
        "price": product["price"] + " EUR",
        "brand": product["brand"],
        "gtin": product["gtin"],
        "condition": "new",
        "product_type": f"Home > Things > {product['kind'].capitalize()}",
        "color": product["colour"],
        "material": "cotton",
        "shipping_weight": "1.2 kg",
        "product_detail": "General:Care:machine wash",
    }


def _write_google_xml(path: Path, products: Iterator[Product]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0"?>\n<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel>\n')
        for product in products:
            fields = (f"<g:{name}>{escape(value)}</g:{name}>" for name, value in _google(product).items())
            file.write(f"<item>\n{chr(10).join(fields)}\n</item>\n")
        file.write("</channel></rss>\n")


def _write_google_tsv(path: Path, products: Iterator[Product]) -> None:
    _write_table(path, map(_google, products), delimiter="\t")


def _write_shopify(path: Path, products: Iterator[Product]) -> None:
    rows = (
        {
            "Handle": product["id"].lower(),
            "Title": product["title"],
            "Body (HTML)": f"<p>{product['description']}</p><ul><li>{product['colour']}</li></ul>",
            "Vendor": product["brand"],
            "Product Category": f"Home > Things > {product['kind'].capitalize()}",
            "Type": product["kind"],
            "Tags": "new, autumn",
            "Published": "true",
            "Option1 Name": "Title",
            "Option1 Value": "Default Title",
            "Variant SKU": product["id"],
            "Variant Inventory Tracker": "shopify",
            "Variant Inventory Qty": product["stock"],
            "Variant Inventory Policy": "deny",
            "Variant Price": product["price"],
            "Variant Barcode": product["gtin"],
            "Image Src": product["image"] + ".jpg",
            "Image Position": "1",
            "Status": "active",
        }
        for product in products
    )
    _write_table(path, rows, delimiter=",")


def _write_table(path: Path, rows: Iterator[dict[str, str]], delimiter: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        first = next(rows)
        writer = csv.DictWriter(file, list(first), delimiter=delimiter)
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)


_WRITERS: dict[str, Callable[[Path, Iterator[Product]], None]] = {
    "google-xml": _write_google_xml,
    "google-tsv": _write_google_tsv,
    "shopify": _write_shopify,
}


def _measure(path: Path, format: str) -> Measured:
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(import_into_file, (path, format))


def import_into_file(path: Path, format: str) -> Measured:
    """Import into the database beside the file, which the first call makes."""
    store = SqlStore(f"sqlite:///{path}.db", TABLES)
    metadata.create_all(store.engine)
    start = time.perf_counter()
    report = run_import(store, path, format, currency="EUR")
    seconds = time.perf_counter() - start
    store.close()
    if report.refused:
        raise SystemExit(f"{format}: {report.refused} rows were refused; the first: {report.problems[0]}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Measured(seconds, peak / 1e6, report.changed)


def _summarise(figures: dict[str, tuple[Measured, Measured]], rows: int) -> dict[str, object]:
    """Return the slowest and largest of all formats, and each format by itself."""
    slowest = max(first.seconds for first, _ in figures.values())
    return {
        "rows_per_s": round(rows / slowest, 1),
        "seconds": round(slowest, 2),
        "peak_mb": round(max(measured.peak_mb for pair in figures.values() for measured in pair), 1),
        "formats": {
            format: {
                "rows_per_s": round(rows / first.seconds, 1),
                "seconds": round(first.seconds, 2),
                "again_s": round(again.seconds, 2),
                "peak_mb": round(first.peak_mb, 1),
            }
            for format, (first, again) in figures.items()
        },
    }


if __name__ == "__main__":
    main()
