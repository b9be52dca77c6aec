"""The phrasebook: several phrasings a response, by tone, filled with facts only."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError
from jinja2.nodes import Filter, Test
from jinja2.sandbox import ImmutableSandboxedEnvironment

from shop.orders.wording import format_money

TONES = ("neutral", "warm", "apologetic", "brief")
_WITHIN_A_SENTENCE = (  # how a reason begins there; other first words are names
    (re.compile(r"(?=(?:It|People|You|One review|Nothing said|The shop)\b)"), ""),
    (re.compile(r"(?=(?:The one|All \d+|Both) (?:reviewers?|friends?)\b)"), ""),
    (re.compile(r"(?=(?:Goes with|Works with|Comes in) )"), "it "),
    (re.compile(r"(?=(?:Within your|Made for|Another|Also|Picked by) )"), "it is "),
    (re.compile(r"(?=\d\.\d stars\b)"), "it has "),
    (re.compile(r"(?=\S+ cheaper$)"), "it is "),
)
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # Unicode's embeddings, overrides and isolates
PHRASES = Path(__file__).parents[2] / "data" / "dialogue" / "responses"  # a file a theme


class PhraseError(Exception):
    """The phrasebook lacks a response, or a phrasing is not valid; the message names it."""


class Phrasing:
    """One way to say a response. It is compiled when it is first said: for all of them a start would wait seconds."""

    def __init__(self, text: str, environment: Environment) -> None:
        """Raises TemplateSyntaxError for what cannot be compiled."""
        self._text = text
        self._environment = environment
        for used in environment.parse(text).find_all((Filter, Test)):
            if used.name not in (environment.filters if isinstance(used, Filter) else environment.tests):
                raise TemplateSyntaxError(f"nothing is called {used.name!r}", used.lineno)

    def fill(self, values: Mapping[str, Any]) -> str:
        return self._template.render(values)

    @cached_property
    def _template(self) -> Template:
        return self._environment.from_string(self._text)


class Phrasebook:
    """Phrasings by response and tone. Made by `load_phrasebook`."""

    def __init__(self, phrases: Mapping[str, Mapping[str, list[Phrasing]]]) -> None:
        self._phrases = phrases

    @property
    def responses(self) -> tuple[str, ...]:
        return tuple(self._phrases)

    def say(self, response: str, values: Mapping[str, Any], *, tone: str, variation: int) -> str:
        """Return one phrasing filled with `values`: in the tone, else neutral; `variation` picks among several.

        Raises PhraseError for a response that is not in the book or a value that a phrasing needs and did not get.
        """
        tones = self._phrases.get(response)
        if tones is None:
            raise PhraseError(f"no phrasing for {response!r}")
        phrasings = tones.get(tone) or tones["neutral"]
        try:
            return " ".join(phrasings[variation % len(phrasings)].fill(values).split(" ")).strip()
        except Exception as error:
            raise PhraseError(f"{response}: {error}") from error


def load_phrasebook(folder: Path = PHRASES) -> Phrasebook:
    """Read every file of the phrasebook.

    Raises PhraseError for a response that two files have, an unknown tone, a missing neutral one, or a broken template.
    """
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, finalize=keep_direction)
    environment.filters["money"] = money
    environment.filters["because"] = because
    book: dict[str, dict[str, list[Phrasing]]] = {}
    for path in sorted(folder.glob("*.yml")):
        for response, tones in (yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}).items():
            if response in book:
                raise PhraseError(f"{path.name}: {response} stands in another file too")
            book[response] = _read_tones(response, tones, environment)
    return Phrasebook(book)


def _read_tones(response: str, tones: dict[str, list[str]], environment: Environment) -> dict[str, list[Phrasing]]:
    unknown = set(tones) - set(TONES)
    if unknown or not tones.get("neutral"):
        raise PhraseError(f"{response}: tones are {', '.join(TONES)}, neutral always; got {', '.join(tones)}")
    try:
        return {tone: [Phrasing(text, environment) for text in texts] for tone, texts in tones.items()}
    except TemplateSyntaxError as error:
        raise PhraseError(f"{response}: {error}") from error


def keep_direction(value: Any) -> Any:
    """Return a value less the signs that turn the direction of writing: a name must not turn its sentence around."""
    return _TURNS.sub("", value) if isinstance(value, str) else value


def because(reasons: Sequence[str]) -> str:
    """Return reasons as the end of a sentence: "people who bought it also bought this and Ana gave it 5 stars"."""
    begun = [_within_a_sentence(reason) for reason in reasons]
    return ", and ".join(filter(None, (", ".join(begun[:-1]), *begun[-1:])))


def _within_a_sentence(reason: str) -> str:
    """Return "it is within your budget" for "Within your budget"."""
    before = next((before for beginning, before in _WITHIN_A_SENTENCE if beginning.match(reason)), None)
    return reason if before is None else f"{before}{reason[:1].lower()}{reason[1:]}"


def money(cents: int, currency: str = "EUR") -> str:
    """Return an amount as shoppers read it: "€12.90"."""
    return format_money(cents, currency)
