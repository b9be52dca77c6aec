"""Sentiment, side by side: ours and TF-IDF with a linear SVM.

The folder has train.tsv and test.tsv (`text<TAB>label`, labels 0 and 1, or -1, 0 and 1; optional dev.tsv, measured with
`--split valid`). Without a folder: our own chat messages, trained on data/dialogue/sentiment.tsv and tested on the
held-out ones. Reported: accuracy and macro-F1 with its 95% interval (bootstrap over the test messages).
"""

import argparse
import csv
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.report import make_parser, publish
from language.encoder import Encoders
from language.examples import SentimentExample
from language.training import Plan, train_feelings
from language.weights import MINILM

_OWN = (Path("data/dialogue/sentiment.tsv"), Path("tests/language/heldout/sentiment.tsv"))
_NEUTRAL = 1 / 3  # our scale, -1 to 1, in three equal parts
_DRAWS = 1000


def read_labelled(path: Path) -> list[SentimentExample]:
    """Read `text<TAB>label` without a header, or our own file with one; labels 0 and 1 become -1 and 1."""
    if not path.is_file():
        raise SystemExit(f"The data is absent: there is no {path}.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if rows and rows[0][:2] == ["text", "polarity"]:
        return [SentimentExample(row[0], int(row[1]), int(row[2]), int(row[3])) for row in rows[1:]]
    labels = {int(row[1]) for row in rows}
    scale = {0: -1, 1: 1} if labels <= {0, 1} else {-1: -1, 0: 0, 1: 1}
    return [SentimentExample(row[0], scale[int(row[1])]) for row in rows]


def judge_ours(train: Sequence[SentimentExample], texts: list[str], chosen: argparse.Namespace) -> list[int]:
    """Return the polarity of each text by our model; two classes when training has two."""
    plan = Plan(chosen.encoder, method=chosen.method, epochs=chosen.epochs, rate=chosen.rate, seed=chosen.seed)
    model = train_feelings(train, Encoders(Path("var/encoders")), plan)
    edge = _NEUTRAL if any(example.polarity == 0 for example in train) else 0.0
    return [int(felt.polarity > edge) - int(felt.polarity < -edge) for felt in model.feel(texts)]


def judge_svm(train: Sequence[SentimentExample], texts: list[str], chosen: argparse.Namespace) -> list[int]:
    """Return the polarity of each text by TF-IDF of words and letters and a linear SVM."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    model = make_pipeline(make_union(words, letters), LinearSVC(random_state=chosen.seed))
    model.fit([example.text for example in train], [example.polarity for example in train])
    return [int(label) for label in model.predict(texts)]


def measure(judged: Sequence[int], test: Sequence[SentimentExample], train_s: float) -> dict[str, float]:
    """Return the figures of one system."""
    from sklearn.metrics import f1_score

    found, expected = np.array(judged), np.array([example.polarity for example in test])
    chance = np.random.default_rng(0)
    draws = [chance.integers(0, len(found), len(found)) for _ in range(_DRAWS)]
    drawn = [f1_score(expected[draw], found[draw], average="macro") for draw in draws]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return {
        "accuracy": round(float((found == expected).mean()), 4),
        "macro_f1": round(float(f1_score(expected, found, average="macro")), 4),
        "macro_f1_low": round(float(low), 4),
        "macro_f1_high": round(float(high), 4),
        "train_s": round(train_s, 1),
    }


def main() -> None:
    parser = make_parser("benchmarks.sentiment", __doc__ or "", own_data=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--split", choices=("test", "valid"), default="test")
    parser.add_argument(
        "--encoder", default=MINILM, metavar="SOURCE", help="of ours: that name, a folder, a hub's name"
    )
    parser.add_argument("--method", choices=("frozen", "full", "lora"), default="full", help="of ours")
    parser.add_argument("--epochs", type=int, default=3, help="of ours")
    parser.add_argument("--rate", type=float, help="highest learning rate of ours; by default that of its method")
    chosen = parser.parse_args()
    tested = "dev.tsv" if chosen.split == "valid" else "test.tsv"
    files = (chosen.data / "train.tsv", chosen.data / tested) if chosen.data else _OWN
    train, test = map(read_labelled, files)
    systems = {}
    for name, judge in (("ours", judge_ours), ("svm", judge_svm)):
        started = time.perf_counter()
        judged = judge(train, [example.text for example in test], chosen)
        systems[name] = measure(judged, test, time.perf_counter() - started)
        print(f"{name:5}", "  ".join(f"{key} {value}" for key, value in systems[name].items()))
    sizes = {"train": len(train), "test": len(test)}
    packages = ("torch", "onnxruntime", "scikit-learn")
    publish(systems, sizes=sizes, packages=packages, seed=chosen.seed, json_file=chosen.json)


if __name__ == "__main__":
    main()
