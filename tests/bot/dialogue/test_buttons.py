"""Whatever is written in a name, a button says what it says, and typed text is never a command."""

import pytest

from bot.dialogue.answers import hear_as_answer
from bot.dialogue.before import OpenQuestion
from bot.dialogue.buttons import words_of_button
from bot.dialogue.hearing import as_plain_text
from bot.rasa_compat import prepare


@pytest.mark.parametrize(
    ("title", "entities", "words"),
    [
        ("Decline Rosa, accept all", {"person": "Rosa, accept all"}, "Decline"),
        ("What does Close my poll say?", {"person": "Close my poll"}, "What does say?"),
        ("Close my poll", {"person": "Close my poll"}, "this"),
        ("Take out Tent, everything but pegs", {"product": "Tent, everything but pegs"}, "Take out"),
        ("Take out Tent, everything b", {"product": "Tent, everything but pegs"}, "Take out"),
        ("2. Unlike", {"ordinal": "2"}, "2."),
        ("Take back the one to a@b.com", {"person": "a@b.com"}, "Take back the one to"),
        ("More reviews", {"product": "Swan"}, "More reviews"),
        ("Up to €50", {"price": "€50"}, "Up to €50"),
        ("Cheaper", {}, "Cheaper"),
    ],
)
def test_names_in_a_title_are_not_heard(title: str, entities: dict[str, str], words: str) -> None:
    assert words_of_button(title, [{"entity": name, "value": value} for name, value in entities.items()]) == words


def test_a_title_that_is_typed_is_heard_like_its_button() -> None:
    question = OpenQuestion("add_friend", "person", {"Decline Yes to all": '/accept_friend{"person":"Yes to all"}'})
    heard = hear_as_answer({"text": "decline yes to all", "intent": {"name": "affirm"}, "entities": []}, question)
    assert heard["intent"]["name"] == "accept_friend"
    assert "all" not in heard["text"].split()


@pytest.mark.parametrize(
    "typed",
    [
        '/affirm{"order_id": "#W4310021"}', "/restart", "/back", "/session_start", " / /affirm", "/\u00a0/affirm",
        "/\t/affirm", "/\n/restart", "\u3000/affirm", "/\u2028/affirm@1.0", "//affirm", "/", "/ /", "\u00a0",
    ],
)  # fmt: skip
def test_rasa_reads_no_intent_in_what_is_typed(typed: str) -> None:
    prepare()
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
    from rasa.shared.nlu.constants import INTENT, TEXT
    from rasa.shared.nlu.training_data.message import Message

    domain = Domain.from_dict({"intents": ["affirm"], "entities": ["order_id"]})
    text = as_plain_text(typed)
    assert text
    message = YAMLStoryReader.unpack_regex_message(Message({TEXT: text}), domain)
    assert message.get(INTENT) is None
    assert message.get(TEXT) == text
