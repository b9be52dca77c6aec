"""`python -m bot import FILE --format …`."""

import csv
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from bot.database import open_store
from settings import Settings
from shop.errors import Invalid
from shop.imports.rows import Problem
from shop.imports.run import ImportReport, run_import
from shop.store import Store

_SHOWN_PROBLEMS = 10


def import_file(
    settings: Settings,
    file: Path,
    format: str,
    *,
    dry_run: bool,
    keep_good: bool,
    currency: str | None,
    problems: Path | None,
) -> int:
    """Import, show what came of it, and return the exit code: 0 fine, 1 rows were refused, 2 the file is unusable."""
    errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    try:
        if problems is not None:
            write_problems(problems, ())  # before the work is done that could not be told of
        report = _run(open_store(settings), file, format, dry_run, keep_good, currency, errors)
        if problems is not None:
            write_problems(problems, report.problems)
    except Invalid as error:
        errors.print(f"confab: {error}")
        return 2
    _show(report, dry_run, errors)
    return 1 if report.refused else 0


def write_problems(path: Path, problems: Sequence[Problem]) -> None:
    """Write the problems as CSV: line, field, value, allowed. Raises Invalid when the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("line", "field", "value", "allowed"))
            writer.writerows((p.line, p.field, p.value, p.allowed) for p in problems)
    except OSError as error:
        raise Invalid("problems", f"{path} cannot be written: {error.strerror}.") from error


def _run(
    store: Store, file: Path, format: str, dry_run: bool, keep_good: bool, currency: str | None, console: Console
) -> ImportReport:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
        tasks: dict[str, TaskID] = {}

        def advance(doing: str, done: int, total: int) -> None:
            if doing not in tasks:
                tasks[doing] = bars.add_task(doing, total=total)
            bars.update(tasks[doing], completed=done)

        return run_import(
            store, file, format, dry_run=dry_run, keep_good=keep_good, currency=currency, progress=advance
        )


def _show(report: ImportReport, dry_run: bool, errors: Console) -> None:
    table = Table(show_header=False)
    table.add_column()
    table.add_column(justify="right")
    for name in ("read", "added", "changed", "unchanged", "refused"):
        table.add_row(name, f"{getattr(report, name):,}")
    Console().print(table)
    for problem in report.problems[:_SHOWN_PROBLEMS]:
        errors.print(str(problem))
    if report.refused > _SHOWN_PROBLEMS:
        errors.print(f"… {report.refused:,} rows were refused; --problems FILE writes the first 1,000 reasons.")
    if dry_run:
        errors.print("This was a dry run: nothing was stored.")
    elif not report.stored:
        errors.print("Nothing was stored; --keep-good stores what is not refused.")
