"""With which mood a message is heard."""

from typing import Any

import pytest

from bot.dialogue.hearing import mix_mood, name_mood


def feel(polarity: float, frustration: float = 0.0) -> dict[str, Any]:
    return {"sentiment": {"polarity": polarity, "frustration": frustration, "urgency": 0.0}}


def test_mood_is_a_running_mean_and_buttons_leave_it() -> None:
    assert mix_mood(0.0, feel(-1.0)) == -0.5
    assert mix_mood(-0.5, feel(0.5)) == 0.0
    assert mix_mood(-0.5, {}) == -0.5


@pytest.mark.parametrize(
    ("level", "now", "name"),
    [
        (0.0, feel(0.0), "neutral"),
        (0.5, feel(0.5), "pleased"),
        (-0.3, feel(-0.2), "annoyed"),
        (-0.6, feel(-0.2), "angry"),
        (0.2, feel(-0.9, 0.8), "angry"),  # however friendly they were
    ],
)
def test_moods_have_names(level: float, now: dict[str, Any], name: str) -> None:
    assert name_mood(level, now) == name
