"""`python -m bot train recommender` and `python -m bot models …`: the recommender's models."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

import settings as configuration
from settings import Settings
from shop.errors import NotFound

if TYPE_CHECKING:
    from recommender.learning.registry import Measured, Registry
    from recommender.learning.training import Trained
    from recommender.model import Model
    from retrieval.search import Shelf
    from shop.sql.store import SqlStore

app = typer.Typer(
    help="List the recommender's models, put one in use, go back to the one before, report on one.",
    no_args_is_help=True,
)


def train_recommender(settings: Settings, *, search_s: float, hold: bool) -> None:
    """Train, keep the model, put it in use unless `hold`, and write a report beside it.

    Raises Conflict for one that is worse than the one in use; it is kept and reported on all the same.
    """
    from recommender.learning.first import put_in_use

    store, shelf, registry = _open_all(settings)
    trained = _train(store, shelf, registry.open_in_use(), search_s)
    with store.read() as tx:
        version = registry.add(trained.model, tx.now, trained.cleaning.kept, trained.measured)
    _show(version.measured)
    typer.echo(f"Trained {version.id}.")
    try:
        if not hold:
            used = put_in_use(registry, version, trained)
            named = "It" if used == version else f"{used.id}, with usual weights,"
            typer.echo(f"{named} is in use: running servers take it up with their next suggestion.")
    finally:
        file = registry.folder(version.id) / "report.html"
        typer.echo(f"Its report: {_report(store, shelf, registry, version.id, file, trained)}")


def _train(store: "SqlStore", shelf: "Shelf", in_use: "Model | None", search_s: float) -> "Trained":
    from recommender.learning.training import train

    console = Console(stderr=True)
    if not console.is_terminal:
        return train(store, shelf, in_use=in_use, search_s=search_s, progress=_say_once())
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bars:
        task = bars.add_task("", total=1.0)
        return train(
            store,
            shelf,
            in_use=in_use,
            search_s=search_s,
            progress=lambda doing, share: bars.update(task, description=doing, completed=share),
        )


def _say_once() -> "Callable[[str, float], None]":
    """Return what writes each step to stderr as it begins: for logs, where no bar can move."""
    said: list[str] = []

    def say(doing: str, share: float) -> None:
        if said[-1:] != [doing]:
            said.append(doing)
            typer.echo(f"{share:4.0%}  {doing}", err=True)

    return say


@app.command("list")
def show() -> None:
    """List all models, the oldest first; the one in use is marked."""
    registry = _open()
    used = registry.in_use()
    for version in registry.versions():
        told = version.measured
        text = f"nDCG@10 {told.ndcg:.4f} on {told.questions:,} questions" if told.questions else "not measured"
        mark = "  in use" if version.id == used else ""
        typer.echo(f"{version.id}  {version.products:,} products  {text}{mark}")


@app.command()
def promote(id: str = typer.Argument(help="The model's id, as `models list` shows it.")) -> None:
    """Put a model in use, unless it is worse than a floor or the one in use; servers take it up without a restart."""
    typer.echo(f"In use: {_open().promote(id).id}")


@app.command()
def rollback() -> None:
    """Put the model in use again that was before."""
    typer.echo(f"In use again: {_open().roll_back().id}")


@app.command()
def report(
    id: Annotated[str | None, typer.Argument(help="The model's id; the one in use by default.")] = None,
    file: Annotated[Path | None, typer.Option(help="Where to write it; var/reports by default.")] = None,
) -> None:
    """Write a page with plots: learning, coverage, novelty, popularity bias, calibration of stars, reasons."""
    settings = configuration.load()
    store, shelf, registry = _open_all(settings)
    chosen = id or registry.in_use()
    if chosen is None:
        raise NotFound("recommender model", "in use: train one first")
    target = file or settings.data_dir / "reports" / f"recommender-{chosen}.html"
    typer.echo(_report(store, shelf, registry, chosen, target))


def _report(
    store: "SqlStore", shelf: "Shelf", registry: "Registry", id: str, file: Path, trained: "Trained | None" = None
) -> Path:
    """Write the report; what its training read and asked is not read and asked again."""
    from bot.reports.recommender import write_report
    from recommender.learning.evaluation import evaluate

    model = registry.load(id)
    found = evaluate(store, shelf, model, trained.past if trained else None)
    return write_report(file, registry.get(id), model, found, trained.trials if trained else ())


def _open_all(settings: Settings) -> "tuple[SqlStore, Shelf, Registry]":
    from bot.database import open_store
    from bot.nlu.encoders import process_encoders
    from recommender.learning.registry import open_registry
    from retrieval.build import open_shelf

    store = open_store(settings)
    shelf = open_shelf(store, process_encoders().load(), settings.data_dir / "indexes")
    return store, shelf, open_registry(settings.data_dir)


def _open() -> "Registry":
    from recommender.learning.registry import open_registry

    return open_registry(configuration.load().data_dir)


def _show(measured: "Measured") -> None:
    table = Table(show_header=False)
    for field in fields(measured):
        value = getattr(measured, field.name)
        text = "–" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:.4f}"
        table.add_row(field.name.replace("_", " "), text)
    Console().print(table)
