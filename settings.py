"""Everything that an operator can set. The only reader of the environment; documented in docs/settings.md."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, get_type_hints

from retrieval.synonyms import Synonyms, read_synonyms
from shop.hours import OpeningHours
from shop.terms import ReturnLabel, Terms

PREFIX = "CONFAB_"
LONGEST_TEXT = 5_000  # characters; written as escapes, these still fit into one packet of the chat


class SettingsError(Exception):
    """A setting is unknown or has a value that is not allowed; the message names both."""


@dataclass(frozen=True)
class Settings:
    """One field a setting, read from CONFAB_<FIELD IN CAPITALS>."""

    shop_name: str = "Lanternmarket"  # on every page and over the chat; the default is the demo shop's
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
    alert_url: str = field(default="", repr=False)  # where errors are posted as JSON; "" means nowhere
    demo: bool = True  # fill an empty database with the demo shop; never in production
    request_limit_bytes: int = 16 * 1024 * 1024
    chat_origins: str = ""  # sites beside our own that may show the chat, separated by commas; "*" for every site
    chat_jwt_secret: str = field(default="", repr=False)  # with which the host shop signs HS256; "" means not so
    chat_jwks_url: str = ""  # where the host shop's public keys for RS256 are; "" means not so
    chat_jwt_audience: str = "confab"
    chat_jwt_issuer: str = ""  # "" means any
    chat_jwt_longest_s: float = 86_400.0  # that a token may be good for, from now on
    chat_text_limit: int = 2000  # characters of a message
    chat_rate_per_minute: int = 30  # messages of one shopper, in the long run
    chat_rate_burst: int = 10  # at once
    chat_reply_timeout_s: float = 30.0  # after which the assistant apologises
    action_timeout_s: float = 20.0  # of one action within a reply; a late answer is better than an apology
    checkout_url: str = ""  # page of the host shop on which shoppers pay; "" lets them pay in the conversation
    # when people are there to take over; the default is the demo shop's, "" says nothing of hours
    support_hours: str = "Mon-Sat 08:00-20:00 CET"
    # to which orders placed or changed in the chat may go; the default is the demo shop's, "" means to every country
    delivery_countries: str = "Austria, Belgium, France, Germany, Ireland, Italy, Netherlands, Portugal, Spain"
    # what the label of a return costs its sender; the default is the demo shop's, "" says nothing of it
    return_label: str = "3.90 EUR, free in Austria, Germany"
    warranty_years: int = 2  # of the legal warranty from delivery; 0 says nothing of one
    search_encoder: str = "all-MiniLM-L6-v2"  # which reads texts for the search: that name, a folder, or a hub's name
    # hour of the day, UTC, from which a running server trains the recommender every night; "" means never
    recommender_training_hour: str = ""
    device: str = "auto"  # where models work: "cpu", "cuda", "cuda:N", or "auto", a GPU where torch sees one
    # the shop's own words for what it sells, a line "brolly, gamp: umbrella" each; "" means none beside the program's
    synonyms_file: str = ""
    list_log_days: int = 90  # that suggested lists are kept, for experiments and the operator's page; 0 keeps none

    def __post_init__(self) -> None:
        _one_of("environment", self.environment, ("development", "production"))
        _one_of("log_level", self.log_level, ("debug", "info", "warning", "error"))
        _a_name("shop_name", self.shop_name)
        _a_device("device", self.device)
        _an_hour("recommender_training_hour", self.recommender_training_hour)
        if not 1 <= self.port <= 65535:
            raise SettingsError(f"{PREFIX}PORT is {self.port}; allowed: 1 to 65535")
        if self.environment == "production" and len(self.secret_key) < 32:
            raise SettingsError(f"{PREFIX}SECRET_KEY must have at least 32 characters in production")
        if 0 < len(self.chat_jwt_secret) < 32:
            raise SettingsError(
                f"{PREFIX}CHAT_JWT_SECRET has {len(self.chat_jwt_secret)} characters; at least 32, or none"
            )
        for name in (
            "chat_rate_per_minute",
            "chat_rate_burst",
            "chat_reply_timeout_s",
            "action_timeout_s",
            "chat_jwt_longest_s",
        ):
            _positive(name, getattr(self, name))
        if not 1 <= self.chat_text_limit <= LONGEST_TEXT:
            raise SettingsError(f"{PREFIX}CHAT_TEXT_LIMIT is {self.chat_text_limit}; allowed: 1 to {LONGEST_TEXT}")
        for name, most in (("warranty_years", 30), ("list_log_days", 730)):
            _up_to(name, getattr(self, name), most)
        if not self.chat_jwt_audience:
            raise SettingsError(f"{PREFIX}CHAT_JWT_AUDIENCE is ''; allowed: what tokens have as aud, such as confab")
        for origin in self.allowed_origins:
            _an_origin("chat_origins", origin)
        for name in ("alert_url", "chat_jwks_url", "checkout_url"):
            _an_address(name, getattr(self, name))
        _readable("support_hours", self.support_hours, OpeningHours.read)
        _readable("return_label", self.return_label, ReturnLabel.read)
        _readable("synonyms_file", self.synonyms_file, lambda file: read_synonyms(Path(file)))

    @property
    def terms(self) -> Terms:
        return Terms(
            OpeningHours.read(self.support_hours) if self.support_hours else None,
            _split(self.delivery_countries),
            ReturnLabel.read(self.return_label) if self.return_label else None,
            self.warranty_years,
        )

    @property
    def synonyms(self) -> Synonyms:
        return read_synonyms(Path(self.synonyms_file) if self.synonyms_file else None)

    @property
    def allowed_origins(self) -> tuple[str, ...]:
        return _split(self.chat_origins)

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


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingsError(f"{PREFIX}{name.upper()} is {value!r}; allowed: {', '.join(allowed)}")


def _a_name(name: str, value: str) -> None:
    if not 1 <= len(value.strip()) <= 60:
        raise SettingsError(f"{PREFIX}{name.upper()} is {value!r}; allowed: 1 to 60 characters")


def _a_device(name: str, value: str) -> None:
    if not re.fullmatch(r"auto|cpu|cuda(:\d{1,2})?", value):
        raise SettingsError(f"{PREFIX}{name.upper()} is {value!r}; allowed: auto, cpu, cuda, or cuda:0, cuda:1 …")


def _an_hour(name: str, value: str) -> None:
    if not re.fullmatch(r"|\d|[01]\d|2[0-3]", value):
        raise SettingsError(f"{PREFIX}{name.upper()} is {value!r}; allowed: 0 to 23, or none")


def _an_address(name: str, value: str) -> None:
    if value and not re.fullmatch(r"https?://[^\s/]+\S*", value):
        allowed = "an address such as https://shop.example/page, or none"
        raise SettingsError(f"{PREFIX}{name.upper()} is {value!r}; allowed: {allowed}")


def _readable(name: str, value: str, read: Callable[[str], Any]) -> None:
    try:
        if value:
            read(value)
    except ValueError as error:
        raise SettingsError(f"{PREFIX}{name.upper()} is wrong: {error}, or none") from error


def _up_to(name: str, value: int, most: int) -> None:
    if not 0 <= value <= most:
        raise SettingsError(f"{PREFIX}{name.upper()} is {value}; allowed: 0 to {most}")


def _positive(name: str, value: float) -> None:
    if not 0 < value < 1e9:
        raise SettingsError(f"{PREFIX}{name.upper()} is {value}; allowed: above 0, below a billion")


def _an_origin(name: str, value: str) -> None:
    if value != "*" and not re.fullmatch(r"https?://[a-z0-9.:\[\]-]+", value):
        allowed = "a scheme and a host such as https://shop.example, or *"
        raise SettingsError(f"{PREFIX}{name.upper()} has {value!r}; allowed: {allowed}")
