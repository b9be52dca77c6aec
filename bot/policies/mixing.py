"""Training stories one after the other: what was done before must not confuse what is asked for next.

Each story is written from the start of a conversation, while real conversations go on. So every story is also shown
after the end of others, whose state it takes over where nothing of its own has replaced it.
"""

import random
from collections import defaultdict
from collections.abc import Sequence

from language.next_action import WINDOW, Decision, Step

_CARRIED = ("focus", "shown")  # what outlives a task and says little of the next one
_BOUND = ("mood", "signed_in")  # what must be the same before as after

Story = Sequence[Decision]


def mix_stories(stories: Sequence[Story], *, copies: int, seed: int) -> list[Decision]:
    """Return the decisions of all stories, and of each story `copies` times after the end of another one.

    A story is followed only where nothing is under way. A story that begins with words that mean different things in
    different states ("the second one") follows only those that end in the state in which it begins.
    """
    drawn = random.Random(seed)  # noqa: S311 - which story follows which
    ends = [end for end in (_end_of(story) for story in stories if story) if _value(end[-1], "flow") == "none"]
    unclear = _unclear_intents(stories)
    mixed = [decision for story in stories for decision in story]
    for story in stories:
        before = [end for end in ends if story and _fits(end[-1], story[0].history[0], unclear)]
        for end in drawn.sample(before, min(copies, len(before))):
            mixed += [Decision(_follow(end, decision.history), decision.action) for decision in story]
    return mixed


def _end_of(story: Story) -> tuple[Step, ...]:
    return story[-1].history


def _unclear_intents(stories: Sequence[Story]) -> set[str]:
    """Return the intents that lead to several actions while nothing is under way."""
    led_to: dict[str, set[str]] = defaultdict(set)
    for decision in (decision for story in stories for decision in story):
        last = decision.history[-1]
        if last.tokens[0].startswith("intent:") and _value(last, "flow") == "none":
            led_to[last.tokens[0]].add(decision.action)
    return {intent for intent, actions in led_to.items() if len(actions) > 1}


def _fits(end: Step, first: Step, unclear: set[str]) -> bool:
    names = (*_BOUND, *_CARRIED) if first.tokens[0] in unclear else _BOUND
    return all(_value(end, name) == _value(first, name) for name in names)


def _follow(end: tuple[Step, ...], history: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the history after that end; what the story has not changed yet is as the end left it."""
    begun = {name: _value(history[0], name) for name in _CARRIED}
    left = {name: _value(end[-1], name) for name in _CARRIED}
    carried = []
    for step in history:
        begun = {name: value for name, value in begun.items() if _value(step, name) == value}
        carried.append(_replace(step, {name: left[name] for name in begun}))
    return (*end, *carried)[-WINDOW:]


def _replace(step: Step, values: dict[str, str]) -> Step:
    names = [token.partition("=")[0] for token in step.tokens]
    return Step(
        tuple(
            f"{name}={values[name]}" if name in values else token
            for name, token in zip(names, step.tokens, strict=True)
        )
    )


def _value(step: Step, name: str) -> str:
    return next((token.partition("=")[2] for token in step.tokens if token.startswith(f"{name}=")), "none")
