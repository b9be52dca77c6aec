"""What a training says of itself, and what is too weak to be kept."""

import pytest

from language.errors import TooWeak
from language.examples import Span
from language.measured import Floors, Measured, f1_of_spans

COLOUR, SIZE, WRONG = Span(0, 3, "colour"), Span(4, 6, "size"), Span(0, 3, "size")


@pytest.mark.parametrize(
    ("found", "right", "f1"),
    [
        ([{COLOUR, SIZE}], [{COLOUR, SIZE}], 1.0),
        ([{COLOUR}], [{COLOUR, SIZE}], 2 / 3),
        ([{WRONG}], [{COLOUR}], 0.0),
        ([{COLOUR}, set()], [set(), {COLOUR}], 0.0),
        ([set()], [set()], None),
        ([], [], None),
    ],
)
def test_values_are_right_only_in_words_and_label(
    found: list[set[Span]], right: list[set[Span]], f1: float | None
) -> None:
    assert f1_of_spans(found, right) == f1


def test_what_is_below_a_floor_is_refused_with_its_figures() -> None:
    floors = Floors(intent=0.9, values=0.8)
    floors.check(Measured(1_000, intent=0.9, values=0.8))
    with pytest.raises(TooWeak, match=r"0\.893 for intent on 1000 held-out messages; allowed: 0\.9 and above"):
        floors.check(Measured(1_000, intent=0.893, values=0.99))
    with pytest.raises(TooWeak, match=r"0\.701 for values"):
        floors.check(Measured(1_000, intent=0.95, values=0.701))


def test_few_messages_and_what_was_not_measured_tell_nothing() -> None:
    Floors(intent=0.9, values=0.9).check(Measured(199, intent=0.1, values=0.1))
    Floors(intent=0.9, values=0.9).check(Measured(1_000, intent=0.95))


def test_chance_shrinks_with_the_messages() -> None:
    assert Measured(900, intent=0.9).chance == pytest.approx(0.02)
    assert Measured(90_000, intent=0.9).chance == pytest.approx(0.002)
