"""Intent recognition beside stock Rasa 3.6 (DIET, the default pipeline of its documentation) and a linear SVM.

The folder has train.csv and test.csv (`text,category`; optional oos.csv with `text`), or CLINC150's data_full.json.
Without a folder: our own messages, trained on data/dialogue and tested on the held-out ones, intents alone. All see the
same messages. Reported: accuracy on messages in scope; with out-of-scope messages also the AUROC of how each
tells them apart and the share found while 5% of the others raise a false alarm; seconds of training, and of processor
for it; milliseconds of one message at a time. `--shots N` trains on N messages an intent, `--split valid` measures on
data for tuning.
"""

import argparse
import functools
import json
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np

from benchmarks.intent_data import IntentData, read_intents, read_own_intents, take_shots
from benchmarks.report import make_parser, publish
from benchmarks.stock.environment import PeerUnavailable, run_peer
from language.encoder import Encoders
from language.examples import OUT_OF_SCOPE, Example
from language.training import Plan, train_understanding
from language.weights import MINILM

_TIMED = 500  # messages, one at a time
_ALARMS = 0.05


@dataclass(frozen=True)
class Heard:
    """What one system made of the tests: intents, how far outside each message seemed, and what it took."""

    intents: list[str]
    outside_scores: list[float]  # of tests, then of messages outside; higher is further out
    train_s: float
    train_cpu_s: float  # of all its threads: what other work on the machine does not change
    ms: list[float]


def hear_ours(data: IntentData, plan: Plan) -> Heard:
    """Train our model on the messages and hear the tests."""
    encoders = Encoders(Path("var/encoders"))
    encoders.load(plan.source)  # exported once for all; not part of a training
    examples = [Example(text, intent) for text, intent in data.train]
    with _Stopwatch() as training:
        model = train_understanding(examples, [], {}, encoders, plan)
    texts = [text for text, _ in data.test] + list(data.outside)
    heard = model.understand(texts)
    ms = [_time(lambda text=text: model.understand([text])) for text in texts[:_TIMED]]
    outside = [each.out_of_scope_score for each in heard]
    return Heard([each.intent for each in heard], outside, training.wall_s, training.cpu_s, ms)


def hear_svm(data: IntentData, seed: int) -> Heard:
    """TF-IDF of words and of characters within words, linear SVM."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline, make_union
    from sklearn.svm import LinearSVC

    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    model = make_pipeline(make_union(words, letters), LinearSVC(random_state=seed))
    with _Stopwatch() as training:
        model.fit([text for text, _ in data.train], [intent for _, intent in data.train])
    texts = [text for text, _ in data.test] + list(data.outside)
    margins = np.atleast_2d(model.decision_function(texts))
    classes = model.classes_
    ms = [_time(lambda text=text: model.decision_function([text])) for text in texts[:_TIMED]]
    intents = [str(classes[row.argmax()]) for row in margins]
    sure = [float(row.max()) for row in margins]
    return Heard(intents, _how_far_outside(intents, sure), training.wall_s, training.cpu_s, ms)


def hear_diet(data: IntentData, epochs: int) -> Heard:
    """Stock Rasa in its own environment. Raises PeerUnavailable."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / "train.json").write_text(json.dumps(data.train))
        (folder / "test.json").write_text(json.dumps([*(text for text, _ in data.test), *data.outside]))
        run_peer("nlu_peer.py", str(folder), str(epochs), cwd=folder)
        out = json.loads((folder / "out.json").read_text())
    intents, sure = ([each[at] for each in out["heard"]] for at in (0, 1))
    return Heard(intents, _how_far_outside(intents, sure), out["train_s"], out["train_cpu_s"], out["ms"][:_TIMED])


def _how_far_outside(intents: Sequence[str], sure: Sequence[float]) -> list[float]:
    """Return scores by how sure a system is of its intents: the surer, the less outside, unless it says outside."""
    return [value if intent == OUT_OF_SCOPE else -value for intent, value in zip(intents, sure, strict=True)]


def measure(heard: Heard, data: IntentData) -> dict[str, float]:
    """Return the figures of one system."""
    expected = [intent for _, intent in data.test]
    right = sum(one == other for one, other in zip(heard.intents, expected, strict=False))
    figures = {"accuracy": round(right / len(expected), 4), "train_s": round(heard.train_s, 1)}
    figures |= {"train_cpu_s": round(heard.train_cpu_s, 1)}
    figures |= {"ms_p50": round(float(np.quantile(heard.ms, 0.5)), 2)}
    figures |= {"ms_p95": round(float(np.quantile(heard.ms, 0.95)), 2)}
    if data.outside:
        figures |= measure_scope(heard.outside_scores, len(expected))
    return figures


def measure_scope(scores: Sequence[float], inside: int) -> dict[str, float]:
    """Return how well scores tell the first `inside` messages from the rest."""
    from sklearn.metrics import roc_auc_score

    known, other = np.array(scores[:inside]), np.array(scores[inside:])
    auroc = roc_auc_score([0] * len(known) + [1] * len(other), scores)
    recall = float((other > np.quantile(known, 1 - _ALARMS)).mean())
    return {"oos_auroc": round(float(auroc), 4), "oos_recall_at_5": round(recall, 4)}


def main() -> None:
    parser = make_parser("benchmarks.nlu", __doc__ or "", own_data=True)
    parser.add_argument("--shots", type=int, metavar="N", help="training messages an intent; all by default")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--split", choices=("test", "valid"), default="test")
    parser.add_argument(
        "--encoder", default=MINILM, metavar="SOURCE", help="of ours: that name, a folder, a hub's name"
    )
    parser.add_argument("--method", choices=("auto", "frozen", "full", "lora"), default="auto", help="of ours")
    parser.add_argument("--epochs", type=int, default=3, help="of ours")
    parser.add_argument("--rate", type=float, help="highest learning rate of ours; by default that of its method")
    parser.add_argument("--diet-epochs", type=int, default=100, help="of DIET; 100 in its documentation")
    parser.add_argument("--without", nargs="*", default=[], choices=("ours", "svm", "diet"), help="to leave out")
    run(parser.parse_args())


def run(chosen: argparse.Namespace) -> None:
    read = read_own_intents if chosen.data is None else functools.partial(read_intents, chosen.data)
    data = read(split=chosen.split)
    if chosen.shots:
        data = take_shots(data, chosen.shots, chosen.seed)
    plan = Plan(
        chosen.encoder,
        method=chosen.method,
        epochs=chosen.epochs,
        rate=chosen.rate,
        seed=chosen.seed,
        precision="int8",
    )
    systems = {}
    if "ours" not in chosen.without:
        systems["ours"] = measure(hear_ours(data, plan), data)
    if "svm" not in chosen.without:
        systems["svm"] = measure(hear_svm(data, chosen.seed), data)
    if "diet" not in chosen.without:
        try:
            systems["diet"] = measure(hear_diet(data, chosen.diet_epochs), data)
        except PeerUnavailable as error:
            print(f"diet is left out: {error}")
    for name, figures in systems.items():
        print(f"{name:6}", "  ".join(f"{key} {value}" for key, value in figures.items()))
    sizes = {"train": len(data.train), "test": len(data.test), "outside": len(data.outside)}
    publish(
        systems, sizes=sizes, packages=("torch", "onnxruntime", "scikit-learn"), seed=chosen.seed, json_file=chosen.json
    )


class _Stopwatch:
    """Measures what happens within `with`: seconds on the clock, and seconds of processor of all threads."""

    def __enter__(self) -> Self:
        self._started = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        wall, cpu = self._started
        self.wall_s, self.cpu_s = time.perf_counter() - wall, time.process_time() - cpu


def _time(call: object) -> float:
    started = time.perf_counter()
    call()  # type: ignore[operator]
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
