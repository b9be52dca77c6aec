"""Thirty whole talks: what is done, what is shown, what is true of it, and what is then so in the shop."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from shop.catalogue import Product, Variant
from tests.journeys.deeds import changes, read_deeds
from tests.journeys.honesty import why_dishonest
from tests.journeys.talk import Talk


@dataclass(frozen=True)
class Shown:
    """What every product shown must be; None leaves it open."""

    type: str | None = None  # a part of the product's kind
    below: float | None = None  # at most this much, in euro
    brand: str | None = None
    not_brand: str | None = None
    colour: str | None = None
    size: str | None = None
    least: int = 1  # products shown
    has: str | None = None  # a product that is among them


@dataclass(frozen=True)
class Line:
    """What the shopper says or presses, and what must come of it."""

    say: str = ""
    press: str = ""  # the title of a quick reply of the answer before, or a part of it
    does: str | list[str] = ""  # the action that answers first, without action_
    shows: Shown | None = None
    text: str = ""  # a regular expression that the words match
    never: str = ""  # one that they do not match


@dataclass(frozen=True)
class Story:
    """One talk; talks.yml says what its parts are."""

    name: str
    lines: list[Line]
    as_: str = ""
    page: str | None = None
    done: dict[str, object] = field(default_factory=dict)


def read_talks() -> list[Story]:
    stories = yaml.safe_load(Path(__file__).with_name("talks.yml").read_text(encoding="utf-8"))
    return [
        Story(
            story["name"],
            [_line(line) for line in story["talk"]],
            story.get("as", ""),
            story.get("page"),
            story.get("done", {}),
        )
        for story in stories
    ]


def _line(line: dict[str, object]) -> Line:
    shows = line.pop("shows", None)
    return Line(**line, shows=Shown(**shows) if isinstance(shows, dict) else None)  # type: ignore[arg-type]


def test_there_are_thirty() -> None:
    assert len(read_talks()) >= 30


@pytest.mark.parametrize("story", read_talks(), ids=lambda story: story.name)
def test_the_talk_goes_as_it_should(story: Story, new_talk: Callable[[], Talk]) -> None:
    assert why_it_fails(story, new_talk()) == ""


def why_it_fails(story: Story, talk: Talk) -> str:
    """Play it; return "" when all is as it should be."""
    if story.as_:
        talk.sign_in(story.as_)
    before = read_deeds(talk)
    for line in story.lines:
        if line.press:
            talk.choose(line.press)
        else:
            talk.say(line.say, page_product_id=story.page)
        if why := _why_a_line_fails(talk, line) or why_dishonest(talk):
            return f"{talk.said[-1]!r} ({talk.answers[-1].intent}): {why}"
    done = changes(before, read_deeds(talk))
    return "" if done == story.done else f"done was {done}, not {story.done}"


def _why_a_line_fails(talk: Talk, line: Line) -> str:
    does = [line.does] if isinstance(line.does, str) else line.does
    if line.does and talk.actions[0].removeprefix("action_") not in does:
        return f"answered by {talk.actions[0]}: {talk.text!r}"
    if line.text and not re.search(line.text, talk.text, re.IGNORECASE):
        return f"{line.text!r} is not in {talk.text!r}"
    if line.never and re.search(line.never, talk.text, re.IGNORECASE):
        return f"{line.never!r} is in {talk.text!r}"
    return _why_shown_is_wrong(talk, line.shows) if line.shows else ""


def _why_shown_is_wrong(talk: Talk, shown: Shown) -> str:
    cards = [card for reply in talk.last for card in reply.products]
    if len(cards) < shown.least:
        return f"{len(cards)} products are shown: {talk.text!r}"
    if shown.has and shown.has not in [card.product_id for card in cards]:
        return f"{shown.has} is not among {[card.product_id for card in cards]}"
    with talk.store.read() as tx:
        for card in cards:
            product = tx.get(Product, card.product_id)
            if product is None:
                return f"{card.product_id} does not exist"
            options = [set(v.options.values()) for v in tx.find(Variant, product_id=product.id) if v.active]
            if why := _why_it_does_not_fit(product, card.price_cents, options, shown):
                return f"{product.id} {why}"
    return ""


def _why_it_does_not_fit(product: Product, cents: int, options: list[set[str]], shown: Shown) -> str:
    if shown.type and shown.type not in product.type:
        return f"is a {product.type}"
    if shown.below is not None and cents > shown.below * 100:
        return f"costs {cents}"
    if (shown.brand and product.brand != shown.brand) or (shown.not_brand and product.brand == shown.not_brand):
        return f"is by {product.brand}"
    wanted = {value for value in (shown.colour, shown.size) if value}
    fits = any(all(any(want in value for value in values) for want in wanted) for values in options)
    return "" if fits else f"does not come in {', '.join(sorted(wanted))}"
