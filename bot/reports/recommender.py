"""The report on a recommender model: how it learned and how it serves, with plots."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot.reports.plots import draw_against, draw_bars, draw_line, draw_pairs
from recommender.learning.evaluation import Evaluation
from recommender.learning.registry import Version
from recommender.learning.training import Trial
from recommender.model import Model

_REASONS = {
    "wish": "on the wishlist",
    "review": "friends' stars",
    "purchase": "friends bought it",
    "product": "goes with, or like, what they have",
    "category": "an interest of theirs",
    "reviews": "everybody's stars",
}


def write_report(file: Path, version: Version, model: Model, found: Evaluation, trials: Sequence[Trial] = ()) -> Path:
    """Write the report as one HTML file, and return its path; its folder is made."""
    pages = Environment(loader=PackageLoader("bot.reports"), autoescape=True, undefined=StrictUndefined)
    page = pages.get_template("recommender.html").render(
        version=version,
        plan=asdict(model.plan),
        found=found,
        trials=len(trials),
        plots={name: Markup(svg) for name, svg in _plot(model, found, trials).items()},  # noqa: S704
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page, encoding="utf-8")
    return file


def _plot(model: Model, found: Evaluation, trials: Sequence[Trial]) -> dict[str, str]:
    """Return the plots for which there is anything to show."""
    plots = {"weights": draw_bars(list(asdict(model.weights).items()), "weight")}
    if found.learning:
        plots["learning"] = draw_line(found.learning, "questions learned from", "nDCG@10 on other customers")
    if len(trials) > 1:
        plots["trials"] = draw_line([(at, trial.ndcg) for at, trial in enumerate(trials)], "settings tried", "nDCG@10")
    groups = [group for group in found.groups if group.customers]
    if groups:
        names = [group.name.replace(": ", "\n") for group in groups]
        shown, own = [group.popularity for group in groups], [group.own for group in groups]
        plots["popularity"] = draw_pairs(names, shown, own, ("what they are shown", "what they buy"))
    if found.calibration:
        stars = ("stars foreseen", "stars given")
        plots["calibration"] = draw_against(found.calibration.foreseen, found.calibration.given, stars)
    if found.reasons:
        told = [(_REASONS.get(kind, kind), float(count)) for kind, count in found.reasons.items()]
        plots["reasons"] = draw_bars(told, "reasons given")
    return plots
