"""Another name for a circle of friends is told from everything else that is called or named."""

import pytest

from language.circle_names import read_new_name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("rename climbing to rope team", ("climbing", "rope team")),
        ("call my climbing circle rope team", ("climbing", "rope team")),
        ("call the circle climbing rope team", ("climbing", "rope team")),
        ("change the name of climbing to rope team", ("climbing", "rope team")),
        ("my climbing circle should be called rope team", ("climbing", "rope team")),
        ("can you rename flat 3 circle to flat four please", ("flat 3", "flat four")),
        ("call it rope team", ("", "rope team")),
        ("rename it to rope team", ("", "rope team")),
    ],
)
def test_a_circle_is_given_a_name(text: str, names: tuple[str, str]) -> None:
    assert read_new_name(text) == names


@pytest.mark.parametrize(
    "text", ["call me maya", "rename me to bob", "call a human", "call it a day", "call my friends"]
)
def test_nothing_else_is(text: str) -> None:
    assert read_new_name(text) is None
