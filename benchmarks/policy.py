"""The dialogue policy beside stock Rasa's TED: next actions on stories that neither was trained on.

Both learn from data/dialogue/stories (or --data, a folder with stories/, heldout_stories/ and domain.yml), each alone,
without rules or memoization, and predict every action of the held-out stories from what came before it. TED learns with
Rasa's augmentation, as it does by default (50), ours without, as in the product: it mixes the stories by itself.
Reported: accuracy, seconds of training, on the clock and of processor (Rasa's reading of the stories included),
milliseconds a prediction.
"""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.report import make_parser, publish
from benchmarks.stock.environment import PeerUnavailable, run_peer

_HEAD = "recipe: default.v1\nlanguage: en\nassistant_id: policy\npipeline: []\npolicies:\n"
_OURS = "- name: bot.policies.next_action.NextActionPolicy\n  seed: {seed}\n"
_TED = "- name: TEDPolicy\n  max_history: 8\n  epochs: 100\n  constrain_similarities: true\n  random_seed: {seed}\n"


@dataclass(frozen=True)
class Decided:
    """What one policy made of the held-out stories."""

    accuracy: float
    decisions: int
    train_s: float
    train_cpu_s: float  # of all threads
    ms: list[float]  # one a decision


def main() -> None:
    parser = make_parser("benchmarks.policy", __doc__ or "", own_data=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--without-ted", action="store_true", help="leave the peer out")
    chosen = parser.parse_args()
    folder: Path | None = chosen.data
    stories = folder / "stories" if folder else Path("data/dialogue/stories")
    held_out = folder / "heldout_stories" if folder else Path("tests/dialogue/heldout_stories")
    domain = folder / "domain.yml" if folder else Path("domain.yml")
    for needed in (stories, held_out, domain):
        if not needed.exists():
            raise SystemExit(f"The data is absent: there is no {needed}.")
    with tempfile.TemporaryDirectory() as scratch:
        configs = _write_configs(Path(scratch), chosen.seed)
        raw = {"ours": _measure_ours(domain, stories, held_out, configs["ours"])}
        if not chosen.without_ted:
            _add_ted(raw, (domain, stories, held_out, configs["ted"]), Path(scratch) / "ted.json")
    systems = {name: _round(figures) for name, figures in raw.items()}
    for name, figures in systems.items():
        print(f"{name:5}", "  ".join(f"{key} {value}" for key, value in figures.items()))
    sizes = {"decisions": raw["ours"].decisions}
    publish(systems, sizes=sizes, packages=("torch", "rasa"), seed=chosen.seed, json_file=chosen.json)


def _write_configs(folder: Path, seed: int) -> dict[str, Path]:
    configs = {}
    for name, policy in (("ours", _OURS), ("ted", _TED)):
        configs[name] = folder / f"{name}.yml"
        configs[name].write_text(_HEAD + policy.format(seed=seed))
    return configs


def _measure_ours(domain: Path, stories: Path, held_out: Path, config: Path) -> Decided:
    from bot.rasa_compat import prepare

    prepare()
    from benchmarks.stock.policy_peer import measure

    return Decided(**measure(domain, stories, held_out, config, augmentation=0))


def _add_ted(raw: dict[str, Decided], given: tuple[Path, ...], target: Path) -> None:
    try:
        run_peer("policy_peer.py", *(str(path.absolute()) for path in given), str(target))
        raw["ted"] = Decided(**json.loads(target.read_text()))
    except PeerUnavailable as error:
        print(f"ted is left out: {error}")


def _round(decided: Decided) -> dict[str, float]:
    return {
        "accuracy": round(decided.accuracy, 4),
        "train_s": round(decided.train_s, 1),
        "train_cpu_s": round(decided.train_cpu_s, 1),
        "ms_p50": round(float(np.quantile(decided.ms, 0.5)), 2),
        "ms_p95": round(float(np.quantile(decided.ms, 0.95)), 2),
    }


if __name__ == "__main__":
    main()
