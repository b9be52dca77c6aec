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


@pytest.mark.parametrize("text", ["ok sorry, i was just upset", "sorry for shouting", "ok, i've calmed down"])
def test_who_calms_down_is_not_held_to_be_angry(text: str) -> None:
    calm = {**feel(-0.8, 0.6), "text": text}
    level = mix_mood(-0.9, calm)
    assert level == 0.0
    assert name_mood(level, calm) == "neutral"


def test_who_only_begins_with_a_sorry_stays_angry() -> None:
    upset = {**feel(-0.9, 0.8), "text": "sorry but this is the worst shop"}
    assert name_mood(mix_mood(0.0, upset), upset) == "angry"
