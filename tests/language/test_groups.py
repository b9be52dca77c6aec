"""Which group of people a question on things is about."""

import pytest

from language.groups import read_group, tell_group


@pytest.mark.parametrize(
    ("text", "group", "told"),
    [
        ("which one do runners like", "runners", "runners"),
        ("which is best for someone who hikes a lot", "hikes a lot", "somebody who hikes a lot"),
        ("do people who cook a lot like it", "cook a lot", "people who cook a lot"),
        ("whats popular with hikers?", "hikers", "hikers"),
        ("which would a marathon runner take", "marathon runner", "a marathon runner"),
        ("which do yoga people prefer", "yoga people", "yoga people"),
        ("any good for a beginner runner?", "beginner runner", "a beginner runner"),
        ("what do ppl w back pain say", "back pain", "people with back pain"),
        ("which is best for someone with flat feet", "flat feet", "somebody with flat feet"),
    ],
)
def test_a_group_is_read_and_told(text: str, group: str, told: str) -> None:
    assert (read_group(text), tell_group(text)) == (group, told)


@pytest.mark.parametrize(
    "text",
    [
        "which would you take",
        "what do people like",
        "what do my friends think",
        "what do reviews say about the comfort",
        "what do the reviewers think",
        "best for winter",
        "do you like it",
        "",
    ],
)
def test_you_friends_people_and_seasons_are_no_group(text: str) -> None:
    assert (read_group(text), tell_group(text)) == ("", "")
