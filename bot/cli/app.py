"""`python -m bot …`: every command, its errors in one clear line and an exit code.

Commands import what they need when they run, so that `--help` answers at once.
"""

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

import settings as configuration
from bot.cli import database, experiments, keys, recommender
from language.errors import LanguageError
from shop.errors import ShopError

app = typer.Typer(
    name="confab",
    help="Confab: a social shopping assistant for your shop.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(keys.app, name="keys")
app.add_typer(database.app, name="database")
app.add_typer(recommender.app, name="models")
app.add_typer(experiments.app, name="experiments")


@app.command()
def serve(
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Processes that answer, beside the one of the sockets.")
    ] = 1,
) -> None:
    """Start the product; the first start creates the database and fills the demo shop."""
    settings = configuration.load()
    from bot.cli.serve import serve

    serve(settings, workers=workers)


@app.command()
def seed(
    number: Annotated[int, typer.Option("--seed", help="Another number, another shop; the same, the same.")] = 7,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day the shop is filled for; this one by default.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Delete everything but the API keys first.")] = False,
) -> None:
    """Fill an empty database with the demo shop, all of it or nothing."""
    settings = configuration.load()
    from bot.cli.seed import run_seed

    run_seed(settings, number=number, today=today.date() if today else None, replace=replace)


class Trainable(StrEnum):
    ASSISTANT = "assistant"
    RECOMMENDER = "recommender"


@app.command()
def train(
    what: Annotated[Trainable, typer.Argument(help="What is trained.")] = Trainable.ASSISTANT,
    search: Annotated[
        float, typer.Option(min=0, help="Recommender: seconds for trying other settings than those in use.")
    ] = 0.0,
    hold: Annotated[
        bool, typer.Option("--hold", help="Recommender: keep the model, but do not put it in use.")
    ] = False,
    beside: Annotated[bool, typer.Option("--beside", hidden=True, help="End when standard input does.")] = False,
) -> None:
    """Train the assistant from data/dialogue, config.yml and domain.yml, or the recommender from the shop.

    The model is put in use; a recommender that is worse than the one in use is refused.
    """
    settings = configuration.load()
    if beside:
        from bot.learning_beside import end_with_starter

        end_with_starter()
    if what is Trainable.RECOMMENDER:
        from bot.cli.recommender import train_recommender

        train_recommender(settings, search_s=search, hold=hold)
        return
    from bot.cli.training import train

    train(settings)


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="What to import; docs/imports.md tells what it must hold.")],
    format: Annotated[
        str,
        typer.Option(help="google-xml, google-tsv, shopify, customers, friendships, reviews or orders."),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Store nothing; report what would be.")] = False,
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help="Store the rest when rows are refused; else nothing is stored.")
    ] = False,
    currency: Annotated[str | None, typer.Option(help="Of prices that name none, such as EUR.")] = None,
    problems: Annotated[Path | None, typer.Option(help="Write why rows were refused to this CSV file.")] = None,
) -> None:
    """Bring a file of another system into the shop. Exit code 1: rows were refused; 2: the file is unusable."""
    settings = configuration.load()
    from bot.cli.imports import import_file

    code = import_file(
        settings, file, format, dry_run=dry_run, keep_good=keep_good, currency=currency, problems=problems
    )
    raise typer.Exit(code)


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
def rasa(
    context: typer.Context,
    customer: Annotated[
        str | None, typer.Option("--as", help="Customer as whom to talk in shell and interactive; a guest by default.")
    ] = None,
) -> None:
    """Pass everything on to Rasa's own command line: train, test, shell, interactive, data validate …"""
    settings = configuration.load()
    from bot.rasa_commands import run_rasa

    run_rasa(settings, context.args, customer_id=customer)


def main() -> None:
    """Run the command of sys.argv. Exit code 0: done; 1: it failed, the reason is on stderr; 2: wrong usage."""
    try:
        app()
    except (ShopError, LanguageError, configuration.SettingsError) as error:
        print(f"confab: {error}", file=sys.stderr)
        raise SystemExit(1) from None
