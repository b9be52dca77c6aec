"""The product's whole training on one crowd and its lists, in a process of its own: used by benchmarks.scale.

FOLDER holds train.npz as benchmarks.scale_training reads it, and gets product.json.
"""

import json
import sys
from pathlib import Path

import numpy as np

from benchmarks.scale_training import Meter
from recommender.acts import Acts, kind_of
from recommender.cleaning import clean
from recommender.model import fit_model
from shop.activity import EventName

_DAY = 20_000.0
_YEAR = 365.0


def main(folder: Path) -> None:
    given = np.load(folder / "train.npz")
    acts = make_acts(given["starts"], given["items"], given["ratings"], int(given["n_items"]))
    few = acts.customer < 50
    fit_model(acts.keep(few), _DAY, np.full(len(acts.product_ids), 3.5, np.float32))  # compiled, once
    meter = Meter.start()
    cleaned, _ = clean(acts)
    model = fit_model(cleaned, _DAY, np.full(len(acts.product_ids), 3.5, np.float32))
    figures = meter.read()
    from benchmarks.scale_lists import time_lists  # not before: what it brings along is no memory of training

    (folder / "product.json").write_text(json.dumps(figures | time_lists(model, acts, given["vectors"], _DAY, folder)))


def make_acts(starts: np.ndarray, items: np.ndarray, stars: np.ndarray, n_items: int) -> Acts:
    """Return ratings as if they had been given over a year, each customer's in their order."""
    lengths = np.diff(starts)
    width = len(str(max(len(lengths), n_items)))
    return Acts(
        tuple(f"c{n:0{width}}" for n in range(len(lengths))),
        tuple(f"p{n:0{width}}" for n in range(n_items)),
        np.repeat(np.arange(len(lengths), dtype=np.int32), lengths),
        items.astype(np.int32, copy=False),
        np.full(len(items), kind_of(EventName.RATE), np.int8),
        spread_days(lengths),
        stars.astype(np.float32, copy=False),
    )


def spread_days(lengths: np.ndarray) -> np.ndarray:
    """Return float64 (n_ratings,): when each is given, so many of each customer over the year; in place, for memory."""
    at = np.arange(lengths.sum(), dtype=np.float64)
    at -= np.repeat(np.cumsum(lengths) - lengths, lengths)
    at /= np.repeat(lengths, lengths)
    np.subtract(1, at, out=at)
    at *= _YEAR
    return np.subtract(_DAY, at, out=at)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
