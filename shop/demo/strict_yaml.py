"""YAML into dataclasses: what is not understood is an error with its line, never a guess."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from shop.errors import Invalid

T = TypeVar("T")

_SafeLoader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C if this machine has it


def read_yaml(path: Path, model: type[T]) -> T:
    """Return the file as `model`, a pydantic dataclass that forbids extra fields.

    Raises Invalid, naming file and line, for a missing file, broken YAML, unknown or missing keys and wrong types.
    """
    return parse_yaml(path.name, read_text(path), model)


def read_text(path: Path) -> str:
    """Return the file as text. Raises Invalid when it is missing or not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid("file", f"{path} cannot be read as UTF-8 text: {error}.") from error


def parse_yaml(name: str, text: str, model: type[T]) -> T:
    """Return `text` as `model`; `name` says in errors where it stands."""
    try:
        loader = _SafeLoader(text)
        root = loader.get_single_node()
        value = loader.construct_document(root)
    except yaml.YAMLError as error:
        raise Invalid("file", f"{name} is not YAML: {' '.join(str(error).split())}.") from error
    try:
        return TypeAdapter(model).validate_python(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        line = _line_of(root, first["loc"])
        raise Invalid(where, f"{name}, line {line}: {where}: {first['msg']}, not {first['input']!r}.") from error


def _line_of(node: yaml.Node | None, steps: Sequence[Any]) -> int:
    """Return the line of the deepest node on the way down these keys and positions, from 1."""
    line = 1
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(step)]
            if not found:
                break
            key, node = found[0]
            line = key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line
