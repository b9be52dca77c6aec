"""What is changed in a poll before it is sent is told from what is said of people, carts and facts."""

import pytest

from language.poll_drafts import ChoiceChange, hides_voters, new_question, read_choice_change


@pytest.mark.parametrize(
    ("text", "new", "old"),
    [
        ("add the pips too", "the pips", ""),
        ("can you add the pips?", "the pips", ""),
        ("add the path wp as third", "the path wp", ""),
        ("also the kettle pls", "the kettle", ""),
        ("take the mudlark out", "", "the mudlark"),
        ("ok remove the second one from the list", "", "the second one"),
        ("swap the mudlark for the pips", "the pips", "the mudlark"),
        ("rather the pips instead of the mudlark", "the pips", "the mudlark"),
    ],
)
def test_choices_come_and_go_in_words(text: str, new: str, old: str) -> None:
    change = read_choice_change(text)
    assert change is not None
    assert (change.new, change.old) == (new, old)


def test_what_is_hardly_said_is_only_a_guess() -> None:
    assert read_choice_change("not jonas") == ChoiceChange(old="jonas", said=False)
    assert read_choice_change("and the pips") == ChoiceChange(new="the pips", said=False)


@pytest.mark.parametrize(
    "text",
    ["drop it", "delete the poll", "not now", "add it to my cart", "should i add the pips?", "yes", "for a week"],
)
def test_other_words_change_no_choice(text: str) -> None:
    assert read_choice_change(text) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("change the question to: which for the mud run?", "which for the mud run?"),
        ("the question should be who wants tea", "who wants tea"),
        ("ask instead: which one lasts?", "which one lasts?"),
        ("add a question", ""),
        ("ask jonas: ridge or mudlark", ""),
    ],
)
def test_the_new_question_is_what_follows(text: str, question: str) -> None:
    assert new_question(text) == question


@pytest.mark.parametrize(
    "text", ["make it anonymous", "can they vote in secret", "an anonymous poll pls", "hide the names"]
)
def test_hiding_voters_is_heard(text: str) -> None:
    assert hides_voters(text)
    assert not hides_voters("no votes yet?")
