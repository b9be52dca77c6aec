"""How truly a digest counts what reviews praise and blame, beside counting an aspect's own words with the stars.

443 reviews of 20 products, labelled by a reader (tests/retrieval/review_aspects.tsv). Reported: F1 of an aspect praised
or blamed in a review; the mean error of its share, in points, over all the reviews and product by product; and how
many of the demo shop's bought reviews are found, and how many honest ones are taken for such.

`--train` learns the weights anew from the other products' reviews, as their writers meant them, and keeps them in
retrieval/aspect_weights.npz.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.report import make_parser, publish
from language.encoder import Encoder, Encoders
from language.linear import fit_head
from retrieval.aspect_judge import NAMES, AspectJudge, find_named, measure
from retrieval.suspicious import find_suspicious
from shop.reviews.reading import SeenReview

REVIEWS = Path("data/demo/reviews")
LABELS = Path("tests/retrieval/review_aspects.tsv")
WEIGHTS = Path("retrieval/aspect_weights.npz")
_STRENGTH = 2.0
_SHORT = {"ease of use": "ease"}  # as the files call it
_COLUMNS = [f"{_SHORT.get(name, name)}{sign}" for sign in "+-" for name in NAMES]

Labels = Mapping[tuple[str, str], frozenset[str]]
"""What is praised and blamed, by product and the beginning of a review's text."""

Said = NDArray[np.bool_]
"""Shape (reviews, 2 * aspects): praised, then blamed."""


@dataclass(frozen=True)
class Written:
    """A line of the demo shop's reviews; `marks` are what its writer meant."""

    product_id: str
    stars: int
    marks: frozenset[str]
    text: str


def main() -> None:
    parser = make_parser("benchmarks.digest", __doc__ or "", takes_data=False)
    parser.add_argument("--train", action="store_true", help="learn the weights anew first")
    chosen = parser.parse_args()
    encoder = Encoders(Path("var/encoders")).load()
    written = list(read_written())
    labels, tested = find_tested(written)
    if chosen.train:
        train([one for one in written if one not in tested], encoder)
    systems = measure_systems(tested, labels, encoder)
    systems["ours"] |= score_suspicion(written)
    for name, figures in systems.items():
        print(f"{name:10}", "  ".join(f"{key} {value}" for key, value in figures.items()))
    sizes = {"reviews": len(tested), "products": len({one.product_id for one in tested})}
    publish(systems, sizes=sizes, packages=("onnxruntime", "rapidfuzz"), json_file=chosen.json)


def find_tested(written: Sequence[Written]) -> tuple[Labels, list[Written]]:
    """Return the labels, and the reviews of the products that have some."""
    labels = read_labels()
    labelled = {product_id for product_id, _ in labels}
    return labels, [one for one in written if one.product_id in labelled]


def measure_systems(tested: Sequence[Written], labels: Labels, encoder: Encoder) -> dict[str, dict[str, float]]:
    """Return how truly each system counts what these reviews praise and blame."""
    expected = _as_columns([find_label(labels, one) for one in tested])
    named = find_named([one.text for one in tested])
    content = np.array([one.stars >= 4 for one in tested])[:, None]
    found = {
        "ours": judge(tested, AspectJudge(encoder)),
        "own_words": np.hstack([named & content, named & ~content]),
    }
    products = [one.product_id for one in tested]
    return {name: score(said, expected, products) for name, said in found.items()}


def read_written() -> Iterator[Written]:
    for path in sorted(REVIEWS.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            parts = [part.strip() for part in line.split(" | ", 3)]
            if len(parts) == 4:
                yield Written(parts[0], int(parts[1]), frozenset(parts[2].split()), parts[3])


def read_labels() -> Labels:
    """Return the labels by product and the beginning of the review's text."""
    found = {}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "product\t")):
            continue
        product_id, beginning, aspects = line.split("\t")
        found[product_id, beginning] = frozenset(aspects.split()) - {"-"}
    return found


def find_label(labels: Labels, one: Written) -> frozenset[str]:
    """Return the labels of a review: those of the longest beginning that it has."""
    beginnings = [text for product_id, text in labels if product_id == one.product_id and one.text.startswith(text)]
    return labels[one.product_id, max(beginnings, key=len)]


def train(written: Sequence[Written], encoder: Encoder) -> None:
    """Fit one logistic model for each aspect praised and blamed, and keep them."""
    texts, stars = [one.text for one in written], [one.stars for one in written]
    signs = measure(encoder.encode(texts), stars, find_named(texts))
    meant = _as_columns([one.marks for one in written])
    heads = [fit_head(signs, column.astype(np.int64), 2, strength=_STRENGTH) for column in meant.T]
    np.savez(
        WEIGHTS,
        weights=np.stack([head.weights[:, 1] - head.weights[:, 0] for head in heads], axis=1).astype(np.float32),
        bias=np.array([head.bias[1] - head.bias[0] for head in heads], np.float32),
        fingerprint=encoder.fingerprint,
    )


def judge(written: Sequence[Written], judge: AspectJudge) -> Said:
    judged = judge.judge([one.text for one in written], [one.stars for one in written])
    return np.array(
        [[*(name in one.praised for name in NAMES), *(name in one.blamed for name in NAMES)] for one in judged], bool
    )


def score(found: Said, expected: Said, products: Sequence[str]) -> dict[str, float]:
    right = int((found & expected).sum())
    own = np.array(products)
    by_product = [_error(found[own == id], expected[own == id]) for id in sorted(set(products))]
    return {
        "f1": round(2 * right / int(found.sum() + expected.sum()), 4),
        "precision": round(right / max(1, int(found.sum())), 4),
        "recall": round(right / int(expected.sum()), 4),
        "share_error": round(_error(found, expected), 2),
        "share_error_by_product": round(float(np.mean(by_product)), 2),
    }


def score_suspicion(written: Sequence[Written]) -> dict[str, float]:
    """Tell how many bought reviews are found when nothing but the words tells: every date lies far from the next."""
    by_product: dict[str, list[SeenReview]] = defaultdict(list)
    bought: set[str] = set()
    for number, one in enumerate(written):
        review = _as_seen(one, str(number))
        by_product[one.product_id].append(review)
        bought |= {review.id} if "fake" in one.marks else set()
    suspected = frozenset().union(*(find_suspicious(reviews) for reviews in by_product.values()))
    return {"bought": len(bought), "bought_found": len(suspected & bought), "honest_suspected": len(suspected - bought)}


def _as_seen(one: Written, id: str) -> SeenReview:
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=10 * int(id))
    return SeenReview(
        id=id, product_id=one.product_id, author_id=id, nickname=id, friend=False, followed=False, mine=False,
        rating=one.stars, text=one.text, verified="v" in one.marks, sponsored="sponsored" in one.marks, written_at=at,
        edited_at=None, language="en", likes=0, liked=False, visibility=None,
    )  # fmt: skip


def _as_columns(marks: Sequence[frozenset[str]]) -> Said:
    return np.array([[column in one for column in _COLUMNS] for one in marks], bool)


def _error(found: Said, expected: Said) -> float:
    """Return the mean distance of the shares, in points."""
    return float(np.abs(found.mean(axis=0) - expected.mean(axis=0)).mean() * 100)


if __name__ == "__main__":
    main()
