"""What a customer takes next: the newest item of each history is foreseen from all before it, among all items.

The folder holds sequences.txt, or another text file alone, which can be named itself, too: one line a customer, `user
item item …`, the oldest first. The newest item of a line is
the test, the one before it validates (it may be trained on once the settings are chosen), items that the customer had
before are not ranked. Reported: nDCG and hit rate of the first ten, seconds of training, the choice of settings
included. The transformer is measured where there is a GPU, or with `--transformer`.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.columns import find_file, find_only, read_text
from benchmarks.report import make_parser, publish
from language.devices import CPU, find_device
from recommender.ranking.measures import measure
from recommender.ranking.popularity import Popularity
from recommender.ranking.protocol import Histories, RankingModel, gather
from recommender.ranking.sequential import NextItem
from recommender.ranking.transformer import Transformer

_LIST = 10


@dataclass(frozen=True)
class Sequences:
    """Histories in the order of the file, items as places in `item_ids`, which are sorted."""

    histories: tuple[tuple[int, ...], ...]
    item_ids: tuple[str, ...]


def read_sequences(data: Path) -> Sequences:
    """Ends the program with a clear message when the file is absent or a line is wrong."""
    path = find_file(data, "sequences") or find_only(data, "README", "readme")
    if path is None:
        raise SystemExit(f"The data is absent: {data} has no sequences.txt.")
    text = read_text(path).splitlines()
    lines: dict[str, list[str]] = {}
    for number, line in enumerate(text, 1):
        user, *items = line.split() or [""]
        if user in lines:
            raise SystemExit(f"{path.name}, line {number}: the user {user!r} has a line already; allowed: one each.")
        if user:
            lines[user] = items
    ids = sorted({item for items in lines.values() for item in items})
    places = {id: at for at, id in enumerate(ids)}
    histories = tuple(tuple(places[id] for id in items) for items in lines.values())
    if not any(len(history) > 1 for history in histories):
        first = next((line for line in text if line.strip()), "")[:60]
        raise SystemExit(
            f"The data is absent: {path} has no user with two items or more; the first line is {first!r}, allowed: "
            "`user item item …` with blanks or tabs between."
        )
    return Sequences(histories, tuple(ids))


def split_last(sequences: Sequences) -> tuple[Histories, Histories, csr_matrix]:
    """Return what is trained on, what is known of those who are asked, and what they took next.

    Who took what they had before is not asked for it, as no list has it; one item alone is trained on.
    """
    n_items = len(sequences.item_ids)
    training = [history[:-1] if len(history) > 1 else history for history in sequences.histories]
    asked = [history for history in sequences.histories if len(history) > 1 and history[-1] not in history[:-1]]
    cells = (np.ones(len(asked), np.float32), (np.arange(len(asked)), [history[-1] for history in asked]))
    known = gather([history[:-1] for history in asked], n_items)
    return gather(training, n_items), known, csr_matrix(cells, shape=(len(asked), n_items))


def judge(model: RankingModel, training: Histories, known: Histories, wanted: csr_matrix) -> dict[str, float]:
    started = time.perf_counter()
    scorer = model.fit(training)
    train_s = time.perf_counter() - started
    found = measure(scorer, known, wanted, (_LIST,))[_LIST]
    return {"ndcg10": round(found.ndcg, 4), "hr10": round(found.hit_rate, 4), "train_s": round(train_s, 2)}


def main(arguments: Sequence[str] | None = None) -> None:
    parser = make_parser("benchmarks.sequence", __doc__ or "")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--transformer", action="store_true", help="measure the transformer without a GPU, too")
    parser.add_argument("--device", default="auto", help="of the transformer: auto, cpu, cuda or cuda:N")
    run(parser.parse_args(arguments))


def run(chosen: argparse.Namespace) -> None:
    sequences = read_sequences(chosen.data)
    training, known, wanted = split_last(sequences)
    models: dict[str, RankingModel] = {"ours": NextItem(chosen.seed), "popularity": Popularity()}
    device = find_device(chosen.device)
    if device != CPU or chosen.transformer:
        models["transformer"] = Transformer(seed=chosen.seed, device=device)
    else:
        print("transformer is left out: there is no GPU; --transformer measures it on the CPU.")
    systems = {name: judge(model, training, known, wanted) for name, model in models.items()}
    for name, figures in systems.items():
        print(f"{name:12}", "  ".join(f"{key} {value}" for key, value in figures.items()))
    repeated = sum(len(history) > 1 for history in sequences.histories) - len(known)
    sizes = {"users": len(sequences.histories), "items": len(sequences.item_ids), "asked": len(known)}
    sizes |= {"interactions": sum(map(len, sequences.histories)), "repeated": repeated}
    publish(systems, sizes=sizes, packages=("numpy", "scipy", "torch"), seed=chosen.seed, json_file=chosen.json)


if __name__ == "__main__":
    main()
