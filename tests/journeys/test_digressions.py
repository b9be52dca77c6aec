"""A hundred times something else in the middle of an open question: it is asked again, and yes means what it meant."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from actions.memory import Memory, read_memory
from tests.journeys.deeds import Deeds, changes, read_deeds
from tests.journeys.talk import Talk

LEAST = 95  # of a hundred: the frozen encoder mishears now and then


@dataclass(frozen=True)
class Digression:
    """One script; digressions.yml says what its parts are."""

    name: str
    open: list[str]
    asks: str
    asides: dict[str, str | list[str]]
    end: list[str]
    as_: str = ""
    page: str | None = None
    done: dict[str, object] = field(default_factory=dict)


def _read() -> list[Digression]:
    scripts = yaml.safe_load(Path(__file__).with_name("digressions.yml").read_text(encoding="utf-8"))
    return [Digression(**{("as_" if name == "as" else name): value for name, value in s.items()}) for s in scripts]


def test_the_open_question_survives(new_talk: Callable[[], Talk]) -> None:
    scripts = _read()
    failures = {script.name: why for script in scripts if (why := _why_it_fails(script, new_talk()))}
    report = "\n".join(f"- {name}: {why}" for name, why in failures.items())
    print(f"{len(scripts) - len(failures)} of {len(scripts)} digressions pass\n{report}")
    assert len(scripts) >= 100
    assert len(failures) <= len(scripts) - LEAST, report


def _why_it_fails(script: Digression, talk: Talk) -> str:
    """Play it; return "" when all is as it should be."""
    if script.as_:
        talk.sign_in(script.as_)
    before = read_deeds(talk)
    for text in script.open:
        talk.say(text, page_product_id=script.page)
    if _state(talk) != script.asks:
        return f"{_state(talk)} is asked, not {script.asks}; {_tell(talk)}"
    question = _Question.of(talk)
    opened = changes(before, read_deeds(talk))
    for text, actions in script.asides.items():
        talk.say(text, page_product_id=script.page)
        if why := question.why_not_asked_again(talk, actions if isinstance(actions, list) else [actions]):
            return f"{why}; {_tell(talk)}"
    if (done := changes(before, read_deeds(talk))) != opened:
        return f"the asides changed the shop: {done}"
    return _why_the_end_fails(script, talk, before, opened)


def _why_the_end_fails(script: Digression, talk: Talk, before: Deeds, opened: Deeds) -> str:
    for text in script.end:
        if text == script.end[-1] and opened != script.done == changes(before, read_deeds(talk)):
            return f"it was done before {text!r}"
        talk.say(text, page_product_id=script.page)
    if (done := changes(before, read_deeds(talk))) != script.done:
        return f"done was {done}, not {script.done}; {_tell(talk)}"
    return "" if _state(talk) == "none/none" else f"{_state(talk)} is still open; {_tell(talk)}"


@dataclass(frozen=True)
class _Question:
    """What is asked, what was gathered for it, and what a yes would do."""

    state: str
    memory: Memory
    buttons: tuple[str, ...]

    @classmethod
    def of(cls, talk: Talk) -> "_Question":
        buttons = tuple(quick.title for quick in talk.last[-1].quick_replies)
        return cls(_state(talk), read_memory(talk.slot("memory")), buttons)

    def why_not_asked_again(self, talk: Talk, actions: list[str]) -> str:
        """Look at what answered an aside; return "" when that was one of `actions` and then this question again."""
        now = _Question.of(talk)
        if talk.actions[0].removeprefix("action_") not in actions:
            return f"not answered by {' or '.join(actions)}"
        if talk.actions[-1] != "action_resume" or now.buttons != self.buttons:
            return "the question is not asked again"
        kept = ("flow", "choices", "token", "proposal", "suspended")
        lost = [name for name in kept if getattr(now.memory, name) != getattr(self.memory, name)]
        return f"{' and '.join(lost)} changed" if lost or now.state != self.state else ""


def _state(talk: Talk) -> str:
    return f"{talk.slot('flow') or 'none'}/{talk.slot('asking') or 'none'}"


def _tell(talk: Talk) -> str:
    return f"{talk.said[-1]!r} was heard as {talk.answers[-1].intent}, answered by {', '.join(talk.actions)}"
