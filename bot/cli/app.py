"""`python -m bot …`: every command, its errors in one clear line and an exit code.

Commands import what they need when they run, so that `--help` answers at once.
"""

import sys

import typer

import settings as configuration
from shop.errors import ShopError

app = typer.Typer(
    name="confab",
    help="Confab: a social shopping assistant for your shop.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.command()
def serve() -> None:
    """Start the product; the first start creates the database and fills the demo shop."""
    from bot.cli.serve import serve

    serve(configuration.load())


@app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
def rasa(context: typer.Context) -> None:
    """Pass everything on to Rasa's own command line: train, test, shell, interactive, data validate …"""
    from bot.rasa_compat import run_rasa

    run_rasa(context.args)


def main() -> None:
    """Run the command of sys.argv. Exit code 0: done; 1: it failed, the reason is on stderr; 2: wrong usage."""
    try:
        app()
    except (ShopError, configuration.SettingsError) as error:
        print(f"confab: {error}", file=sys.stderr)
        raise SystemExit(1) from None
