"""`python -m bot seed`: the demo shop, and how far its filling is."""

from datetime import UTC, date, datetime

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.database import BOT_KINDS, open_store
from settings import Settings
from shop.demo.fill import fill
from shop.errors import Conflict, NotAllowed
from shop.store import Store

SEED = 7


def seed(store: Store, *, number: int = SEED, today: date | None = None, replace: bool = False) -> dict[str, int]:
    """Fill the demo shop, with a bar on a terminal; return how many records of each kind there are.

    `today` is the day up to which things happen in it, this one by default. Raises as `fill` does.
    """
    console = Console(stderr=True)
    columns = (TextColumn("Filling the demo shop"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        task = bars.add_task("", total=None)
        return fill(
            store,
            seed=number,
            today=today or datetime.now(UTC).date(),
            replace_all=replace,
            further_kinds=BOT_KINDS,
            progress=lambda done, total: bars.update(task, completed=done, total=total),
        )


def run_seed(settings: Settings, *, number: int, today: date | None, replace: bool) -> None:
    """Fill the database of the settings and show what is in it. Raises as `seed` does, and NotAllowed in production."""
    if replace and settings.environment == "production":
        raise NotAllowed("--replace deletes the whole shop; it is refused where CONFAB_ENVIRONMENT is production.")
    try:
        counts = seed(open_store(settings), number=number, today=today, replace=replace)
    except Conflict as error:
        raise Conflict(f"{error} --replace deletes everything first.") from error
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for kind, count in counts.items():
        table.add_row(kind, f"{count:,}")
    Console().print(table)
