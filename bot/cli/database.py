"""`python -m bot database …`: the database's schema, for operators and for developers."""

from typing import Annotated

import typer

import settings as configuration

app = typer.Typer(help="Bring the database up to date; write the step to a new schema.", no_args_is_help=True)


@app.command()
def upgrade() -> None:
    """Run the migrations that the database lacks, all or none. Every start does the same."""
    from bot.database import make_data_dir
    from shop.sql.migrate import current_revision, upgrade

    settings = configuration.load()
    make_data_dir(settings)
    before = current_revision(settings.store_url)
    upgrade(settings.store_url)
    after = current_revision(settings.store_url)
    typer.echo(f"Up to date at {after}." if before == after else f"Brought from {before or 'nothing'} to {after}.")


@app.command()
def revision(why: Annotated[str, typer.Argument(help="What changes, such as “alerts have a channel”.")]) -> None:
    """Write a migration to the tables of today's records. For developers: no database of yours is touched."""
    from bot.database import metadata
    from shop.sql.migrate import write_revision

    file = write_revision(why, metadata)
    if file is None:
        typer.echo("The migrations lead to these tables already: nothing to write.")
        return
    typer.echo(f"Wrote {file}")
    typer.echo("Read it: a new column that may not be empty needs a server_default for the rows that exist.", err=True)
