"""`python -m bot keys …`: API keys for the programs of the host shop."""

from typing import Annotated

import typer

import settings as configuration
from shop.api_keys import Scope

app = typer.Typer(help="Create, list and revoke API keys for the REST interface.", no_args_is_help=True)


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="What the key is for, such as “catalogue import”.")],
    scope: Annotated[list[str], typer.Option(help=f"What it may do; may be repeated: {', '.join(Scope)}.")],
) -> None:
    """Create a key and print it, once: only its hash is kept."""
    from bot.database import open_store
    from shop.api_keys import make_key

    key, secret = make_key(open_store(configuration.load()), name, scope)
    typer.echo(f"Key {key.id} for {key.name}: {', '.join(key.scopes)}", err=True)
    typer.echo(secret)


@app.command("list")
def show() -> None:
    """List every key, oldest first, without its secret."""
    from bot.database import open_store
    from shop.api_keys import list_keys

    for key in list_keys(open_store(configuration.load())):
        state = f"revoked {key.revoked_at:%Y-%m-%d}" if key.revoked_at else "active"
        typer.echo(f"{key.id}  {key.created_at:%Y-%m-%d}  {state}  {key.name}: {', '.join(key.scopes)}")


@app.command()
def revoke(id: Annotated[str, typer.Argument(help="The key's id, as `keys list` shows it.")]) -> None:
    """Make a key useless from the next request on."""
    from bot.database import open_store
    from shop.api_keys import revoke_key

    key = revoke_key(open_store(configuration.load()), id)
    typer.echo(f"Revoked: {key.name} ({key.id})")
