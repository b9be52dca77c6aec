"""Files of columns that others made: which file of a folder it is, its text, what stands between its cells."""

from pathlib import Path

SUFFIXES = (".tsv", ".csv", ".txt", ".dat", ".data")
_SEPARATORS = ("\t", "::", ",", " ")  # the first that the first line has


def find_file(data: Path, *stems: str) -> Path | None:
    """Return the folder's file with the first of these names and any suffix for columns; None for none.

    `data` may be the file itself.
    """
    if data.is_file():
        return data
    wanted = (data / f"{stem}{suffix}" for stem in stems for suffix in SUFFIXES)
    return next((path for path in wanted if path.is_file()), None)


def find_only(folder: Path, *not_meant: str) -> Path | None:
    """Return the folder's file of columns where it has but one, those with these names left out; None else."""
    found = [path for path in sorted(folder.glob("*")) if path.suffix in SUFFIXES and path.stem not in not_meant]
    return found[0] if len(found) == 1 else None


def read_text(path: Path) -> str:
    """Return the text of a file in UTF-8, without a mark at its start. Another ends the program, with the line."""
    told = path.read_bytes()
    try:
        return told.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = told.count(b"\n", 0, error.start) + 1
        raise SystemExit(f"{path.name}, line {line}: this is not UTF-8, in which files are read.") from error


def find_separator(line: str) -> str:
    """Return what stands between the cells of a line: a tab, "::", a comma or a blank; a tab where nothing does."""
    return next((each for each in _SEPARATORS if each in line.strip()), "\t")


def name_role(cell: str) -> str:
    """Return what a column of this name is, in lower case and without what files add: "userId:token" is user."""
    return cell.split(":")[0].strip().strip('"').casefold().removesuffix("id").rstrip("_ ")
