"""What a file holds before anybody has judged it, and what is wrong with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from shop.errors import Invalid

MOST_PROBLEMS = 1_000  # kept; all are counted
_LONGEST_VALUE = 80  # characters of a value that a problem shows

T = TypeVar("T")


@dataclass(frozen=True)
class Problem:
    """Why a row was refused: `allowed` says what may stand there instead of `value`."""

    line: int
    field: str  # "" when it is the row as a whole
    value: str  # cut to 80 characters
    allowed: str

    def __str__(self) -> str:
        what = f"{self.field} {self.value!r}" if self.field else repr(self.value)
        return f"line {self.line}: {what}; allowed: {self.allowed}"


@dataclass(frozen=True)
class Row:
    """One row as it stands in the file: by column, the values in their order; no blank ones, no empty lists."""

    line: int  # where it starts, from 1
    values: dict[str, list[str]]
    flaw: Problem | None = None  # why it is refused, whatever its values say

    def first(self, field: str) -> str:
        """Return the column's first value, "" without one."""
        values = self.values.get(field)
        return values[0] if values else ""


Group = Sequence[Row]  # the rows that make one record, in the order of the file; never empty


class Refused(Invalid):
    """A value of a row cannot be taken. Never leaves an import: it becomes a `Problem`.

    `line` is for who looks at several rows; else the row that is being read is meant.
    """

    def __init__(self, field: str, value: str, allowed: str, *, line: int | None = None) -> None:
        super().__init__(field, f"{field} is {value!r}; allowed: {allowed}.")
        self.value = value
        self.allowed = allowed
        self.line = line


def problem_of(line: int, error: Invalid) -> Problem:
    """Return the problem that the error is in this line; an error of another file speaks for itself."""
    if isinstance(error, Refused):
        return Problem(error.line or line, error.field, error.value[:_LONGEST_VALUE], error.allowed)
    return Problem(line, error.field, "", str(error).rstrip("."))


@dataclass
class Tally:
    """What an import has come to so far. Rows are read and refused; records are added, changed and unchanged."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    _problems: list[Problem] = field(default_factory=list)

    def refuse(self, rows: int, *problems: Problem) -> None:
        """Count rows that belong together as refused, for these reasons."""
        self.refused += rows
        self._problems += problems
        if len(self._problems) > 2 * MOST_PROBLEMS:
            self._problems = list(self.problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The first problems by line, at most `MOST_PROBLEMS`."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line)[:MOST_PROBLEMS])

    def count(self, *, new: bool, differs: bool) -> None:
        """Count a record that the file tells of, by whether the store lacks it, or has it otherwise."""
        self.added += new
        self.changed += not new and differs
        self.unchanged += not new and not differs


@dataclass
class Job:
    """One run of an import, as far as its rows need to know of it."""

    now: datetime
    currency: str | None  # of prices that name none
    tally: Tally = field(default_factory=Tally)
    _lines: dict[tuple[str, str], int] = field(default_factory=dict)

    def claim(self, field: str, value: str, line: int) -> None:
        """Note that this row has a value that no other may have. Raises Refused when one had it before."""
        earlier = self._lines.setdefault((field, value), line)
        if earlier != line:
            raise Refused(field, value, f"what no other row has; line {earlier} has it, too", line=line)

    def refuse(self, group: Group, *errors: Invalid | Problem) -> None:
        """Count the rows of a record as refused, all of them, since they make it together."""
        problems = (e if isinstance(e, Problem) else problem_of(group[0].line, e) for e in errors)
        self.tally.refuse(len(group), *problems)

    def attempt(self, group: Group, make: Callable[[], T]) -> T | None:
        """Return what `make` makes of the group; None, with the group refused, when it raises Invalid."""
        try:
            return make()
        except Invalid as error:
            self.refuse(group, error)
            return None

    def read_each(self, group: Group, read: Callable[[Row, "Job"], T]) -> list[T] | None:
        """Return what each row says; None, with the group refused, when one of them cannot be read."""
        values, problems = [], []
        for row in group:
            if row.flaw is not None:
                problems.append(row.flaw)
                continue
            try:
                values.append(read(row, self))
            except Invalid as error:
                problems.append(problem_of(row.line, error))
        if not problems:
            return values
        self.refuse(group, *problems)
        return None
