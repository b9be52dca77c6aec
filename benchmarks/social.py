"""What customers like, with and without their friends, among all items.

The folder holds HetRec's user_artists.dat and user_friends.dat (each user's artists are split 8:1:1 by the seed), or
train.tsv, valid.tsv, test.tsv (`user<TAB>item`, a weight if known) and friends.tsv (`user<TAB>friend`). Settings, the
weight of friends among them, are chosen on the validation part; nothing is trained on it. Items of training and
validation are not ranked in the test, as in RecBole-GNN. `no_social` is the same model, tuned alike, without friends.
"""

import argparse
import statistics
import time
from collections.abc import Sequence

from benchmarks.report import make_parser, publish
from benchmarks.social_data import SocialData, is_split, read_social
from recommender.ranking.friends import FriendAverage, FriendKernel
from recommender.ranking.holdout import ask
from recommender.ranking.measures import measure
from recommender.ranking.popularity import Popularity
from recommender.ranking.protocol import RankingModel, gather_matrix
from recommender.ranking.social import Social

_CUTS = (10, 20)
_SYSTEMS = ("ours", "no_social", "popularity")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = make_parser("benchmarks.social", __doc__ or "")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=5, help="splits, where the data is not split; the mean is told")
    run(parser.parse_args(arguments))


def run(chosen: argparse.Namespace) -> None:
    seeds = range(chosen.seed, chosen.seed + (1 if is_split(chosen.data) else max(1, chosen.seeds)))
    runs: list[dict[str, dict[str, float]]] = []
    for seed in seeds:
        data = read_social(chosen.data, seed)
        runs.append({name: judge(name, data, seed) for name in _SYSTEMS})
        for name, figures in runs[-1].items():
            print(f"seed {seed}  {name:10}", "  ".join(f"{key} {value:.4f}" for key, value in figures.items()))
    systems = {name: summarise([one[name] for one in runs]) for name in _SYSTEMS}
    sizes = {"users": len(data.user_ids), "items": len(data.item_ids), "train": len(data.training.items)}
    sizes |= {"friends": data.training.friends.nnz // 2, "test": data.wanted.nnz, "seeds": len(runs)}  # type: ignore[union-attr]
    publish(systems, sizes=sizes, packages=("numpy", "scipy"), seed=chosen.seed, json_file=chosen.json)


def judge(name: str, data: SocialData, seed: int) -> dict[str, float]:
    """Return the figures of one system; `friends_used` is 1 when validation gave friends any weight."""
    started = time.perf_counter()
    model: RankingModel = Popularity()
    used = 0
    if name != "popularity":
        social = Social(with_friends=name == "ours", seed=seed)
        mix = social.choose(ask(data.training, data.validating))
        model, used = mix, sum(looks_at_friends(part.model) for part in mix.parts)
    scorer = model.fit(data.training)
    train_s = time.perf_counter() - started
    hidden = gather_matrix(data.training.matrix() + data.validating)
    found = measure(scorer, data.training, data.wanted, _CUTS, hidden)
    measures = ((k, found[k]) for k in _CUTS)
    figures = {
        f"{what}{k}": value for k, one in measures for what, value in (("recall", one.recall), ("ndcg", one.ndcg))
    }
    return {**figures, "train_s": train_s, **({"friends_used": float(used > 0)} if name == "ours" else {})}


def looks_at_friends(model: RankingModel) -> bool:
    return isinstance(model, FriendAverage) or (isinstance(model, FriendKernel) and model.friendship > 0)


def summarise(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the mean of each figure, and the spread of the first over the seeds when there are several."""
    figures = {key: round(statistics.mean(run[key] for run in runs), 4) for key in runs[0]}
    if len(runs) > 1:
        figures["recall10_std"] = round(statistics.stdev(run["recall10"] for run in runs), 4)
    return figures


if __name__ == "__main__":
    main()
