"""Articles are cut where one thought ends."""

from dataclasses import replace

from retrieval.passages import article_passages, split_sentences
from tests.retrieval.market import ARTICLES

RETURNS = ARTICLES[0]


def texts(body: str) -> list[str]:
    return [passage.text for passage in article_passages(replace(RETURNS, body=body))]


def test_a_heading_goes_with_what_stands_below_it() -> None:
    assert texts("## Refunds\n\nThe money comes back within five days after the parcel has arrived here.") == [
        "Refunds The money comes back within five days after the parcel has arrived here."
    ]


def test_a_bold_question_goes_with_its_answer() -> None:
    long = "It costs 3.90 euro in every country but Germany and Austria, where it is free."
    assert texts(f"**Who pays?** {long}") == [f"Who pays? {long}"]
    assert texts(f"**Who pays?**\n\n{long}") == [f"Who pays? {long}"]


def test_what_is_too_short_to_say_something_waits_for_more() -> None:
    assert texts("Yes.\n\nIt really is true that this goes on for more than a dozen words, you see.") == [
        "Yes.\nIt really is true that this goes on for more than a dozen words, you see."
    ]
    assert texts("Yes.") == ["Yes."]
    assert texts("What people ask about most often:\n\n- the label") == [
        "What people ask about most often:\n- the label"
    ]


def test_marks_and_links_are_taken_out() -> None:
    assert texts("Ask *us* with the `form` [here](/form).") == ["Ask us with the form here."]


def test_sentences_end_where_a_new_one_begins() -> None:
    assert split_sentences("It weighs 1.5 kg. No cable! Really? yes") == [
        "It weighs 1.5 kg.",
        "No cable!",
        "Really? yes",
    ]
    assert split_sentences("") == []
    assert split_sentences('He said "No." Then he left. ¿Por qué? Él no sabe… “Maybe.”') == [
        'He said "No."',
        "Then he left.",
        "¿Por qué?",
        "Él no sabe…",
        "“Maybe.”",
    ]


def test_a_line_is_a_sentence_though_no_full_stop_ends_it() -> None:
    assert split_sentences("Soft and\nwarm\nWashes at 30\n- no dryer\n\nfor ever.") == [
        "Soft and\nwarm",
        "Washes at 30",
        "- no dryer",
        "for ever.",
    ]


def test_the_full_stop_of_a_short_form_ends_no_sentence() -> None:
    for whole in (
        "Weighs approx. 300 g.",
        "Fits e.g. Apple phones.",
        "As Dr. Who has it.",
        "Our No. 5 is out.",
        "Max. 5 kg.",
    ):
        assert split_sentences(whole) == [whole]
    assert split_sentences("Is it heavy? No. It is not.") == ["Is it heavy?", "No.", "It is not."]
    assert split_sentences("It lasts. 5 years on, it does.") == ["It lasts.", "5 years on, it does."]
