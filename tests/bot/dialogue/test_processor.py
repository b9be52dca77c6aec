"""Several requests of one message, each as if it had been sent alone."""

from bot.rasa_compat import prepare


def test_each_request_has_an_id_of_its_own_so_that_an_open_question_is_asked_again_after_the_next() -> None:
    prepare()
    from rasa.core.channels.channel import UserMessage

    from bot.dialogue.processor import parts_of

    message = UserMessage("cancel the mug and where is my lamp", message_id="m1")
    parts = parts_of(message, {"parts": [{"text": "cancel the mug"}, {"text": "where is my lamp"}]})
    assert [(part.text, part.message_id) for part in parts] == [
        ("cancel the mug", "m1:0"),
        ("where is my lamp", "m1:1"),
    ]
    (whole,) = parts_of(message, {"text": message.text, "parts": []})
    assert (whole.text, whole.message_id) == (message.text, "m1:0")
