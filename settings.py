"""Everything that an operator can set. The only reader of the environment; documented in docs/settings.md."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

PREFIX = "CONFAB_"


class SettingsError(Exception):
    """A setting is unknown or has a value that is not allowed; the message names both."""


@dataclass(frozen=True)
class Settings:
    """One field a setting, read from CONFAB_<FIELD IN CAPITALS>."""

    data_dir: Path = Path("var")  # database, indexes, trained models, runs
    database_url: str = ""  # SQLAlchemy URL; "" means SQLite in data_dir
    redis_url: str = ""  # "" means locks and limits in memory, right for one replica
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = ""  # where shoppers reach the product; "" means http://host:port
    # signs sessions and share links; "" means one made at first start and kept in data_dir
    secret_key: str = field(default="", repr=False)
    environment: str = "development"  # or "production": JSON logs, no demo sign-in
    log_level: str = "info"
    demo: bool = True  # fill an empty database with the demo shop; never in production
    request_limit_bytes: int = 16 * 1024 * 1024

    def __post_init__(self) -> None:
        _one_of("environment", self.environment, ("development", "production"))
        _one_of("log_level", self.log_level, ("debug", "info", "warning", "error"))
        if not 1 <= self.port <= 65535:
            raise SettingsError(f"{PREFIX}PORT is {self.port}; allowed: 1 to 65535")
        if self.environment == "production" and len(self.secret_key) < 32:
            raise SettingsError(f"{PREFIX}SECRET_KEY must have at least 32 characters in production")

    @property
    def store_url(self) -> str:
        return self.database_url or f"sqlite:///{(self.data_dir / 'confab.db').absolute()}"

    @property
    def base_url(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings of this environment.

    Raises SettingsError for an unknown CONFAB_ name, or a value that is not of the setting's type.
    """
    environ = os.environ if environ is None else environ
    hints = get_type_hints(Settings)
    names = {PREFIX + f.name.upper(): f.name for f in fields(Settings)}
    given = {key: value for key, value in environ.items() if key.startswith(PREFIX)}
    unknown = sorted(set(given) - set(names))
    if unknown:
        raise SettingsError(f"unknown setting {unknown[0]}; known: {', '.join(sorted(names))}")
    return Settings(**{names[key]: _parse(key, value, hints[names[key]]) for key, value in given.items()})


def _parse(name: str, value: str, kind: type[Any]) -> Any:
    if kind is bool:
        _one_of(name.removeprefix(PREFIX).lower(), value.lower(), ("true", "false", "1", "0"))
        return value.lower() in ("true", "1")
    try:
        return kind(value)
    except ValueError as error:
        raise SettingsError(f"{name} is {value!r}; it must be of type {kind.__name__}") from error


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingsError(f"{PREFIX}{name.upper()} is {value!r}; allowed: {', '.join(allowed)}")
