"""Who is upset, sarcastic, or of another mind than others: heard as that, and never as not understood."""

from typing import Any

import pytest

from bot.dialogue.before import Before, OpenQuestion
from bot.dialogue.following import hear_in_context, hear_in_talk
from tests.bot.dialogue.in_context import SHOWN, intent_of

VOICES = Before(intent="friends_reviews", on_product=True)


def felt(text: str, intent: str, *, polarity: float, frustration: float, confidence: float = 0.4) -> dict[str, Any]:
    return {
        "text": text,
        "intent": {"name": intent, "confidence": confidence},
        "entities": [],
        "sentiment": {"polarity": polarity, "frustration": frustration},
    }


def test_who_is_furious_in_words_that_mean_nothing_else_complains() -> None:
    mad = felt("so this is how you treat people", "nlu_fallback", polarity=-1.0, frustration=0.9)
    assert hear_in_context(mad, SHOWN)["intent"]["name"] == "complain"
    at_odds = felt("my brother in law was right about you", "explain_recommendation", polarity=-0.9, frustration=0.3)
    assert hear_in_context(at_odds, SHOWN)["intent"]["name"] == "complain"
    sure = felt("none of these please", "reject_suggestion", polarity=-0.9, frustration=0.6, confidence=0.95)
    assert hear_in_context(sure, SHOWN)["intent"]["name"] == "reject_suggestion"
    calm = felt("what is love", "nlu_fallback", polarity=0.0, frustration=0.0)
    assert hear_in_context(calm, SHOWN)["intent"]["name"] == "nlu_fallback"


def test_so_it_is_while_something_is_asked_but_not_in_a_text() -> None:
    mad = felt("are you kidding me", "nlu_fallback", polarity=-1.0, frustration=0.9)
    assert hear_in_talk(mad, OpenQuestion("report_problem", "piece"), Before())["intent"]["name"] == "complain"
    assert hear_in_talk(mad, OpenQuestion("write_review", "text"), Before())["intent"]["name"] == "inform"


@pytest.mark.parametrize(
    "text", ["useless", "wow what a joke", "this is ridiculous", "never buying from this shop again"]
)
def test_a_curse_is_a_complaint(text: str) -> None:
    assert intent_of(text, "reject_suggestion", SHOWN) == "complain"


def test_sarcasm_on_what_is_to_come_reports_no_damage() -> None:
    text = "wow great, another thing that will arrive broken"
    assert intent_of(text, "report_damaged", SHOWN) == "complain"
    assert intent_of("it arrived broken", "report_damaged", SHOWN) == "report_damaged"
    assert intent_of("order W1 will be late", "report_late", SHOWN, entities=("order_id",)) == "report_late"


def test_a_warning_beside_a_choice_reports_nothing() -> None:
    text = "fine, the first one. but if its late again im gone"
    assert intent_of(text, "report_late", SHOWN, entities=("ordinal",)) == "choose_option"
    assert intent_of("my parcel is late again", "report_late", SHOWN) == "report_late"


@pytest.mark.parametrize(
    "text", ["my friend hated it", "but a colleague of mine sent it back", "my sister didnt like them"]
)
def test_who_tells_of_somebody_against_it_reads_who_else_is(text: str) -> None:
    assert intent_of(text, "inform", VOICES) == "read_reviews"
    assert intent_of(text, "inform", Before()) == "inform"


@pytest.mark.parametrize("text", ["hmm i dont agree with them", "not convinced", "they're all wrong"])
def test_who_disagrees_reads_the_other_side(text: str) -> None:
    assert intent_of(text, "reject_suggestion", VOICES) == "read_reviews"
    assert intent_of(text, "reject_suggestion", Before()) == "reject_suggestion"


@pytest.mark.parametrize("text", ["whom should i trust", "so who do i believe now", "which of them is most like me"])
def test_whose_word_counts_is_asked_of_friends(text: str) -> None:
    assert intent_of(text, "out_of_scope", VOICES) == "friends_reviews"
    assert intent_of(text, "out_of_scope", Before()) == "out_of_scope"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("im so sad my dog died", "small_talk"),
        ("sorry im a mess today", "complain"),
        ("actually i feel bad spending money", "complain"),
        ("my mum passed away last week", "nlu_fallback"),
    ],
)
def test_sorrow_is_no_complaint(text: str, intent: str) -> None:
    sad = felt(text, intent, polarity=-1.0, frustration=0.7)
    assert hear_in_context(sad, SHOWN)["intent"]["name"] == "small_talk"


@pytest.mark.parametrize("text", ["im sad my order is late", "i feel bad about your service", "the battery died"])
def test_trouble_with_the_shop_is_no_sorrow(text: str) -> None:
    assert intent_of(text, "complain", SHOWN) == "complain"


def test_a_question_asked_in_anger_is_a_question() -> None:
    mad = felt("no wait what exactly gets deleted", "nlu_fallback", polarity=-0.8, frustration=0.6)
    assert hear_in_context(mad, Before())["intent"]["name"] == "nlu_fallback"


def test_what_is_wrong_with_a_thing_shown_is_asked_of_its_reviewers() -> None:
    assert intent_of("whats wrong w it", "report_damaged", SHOWN) == "read_reviews"
    assert intent_of("my mate says brasko is rubbish", "complain", SHOWN) == "read_reviews"
    assert intent_of("whats wrong with it", "report_damaged", Before(order_shown=True)) == "report_damaged"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("do i need an account", "ask_payment"),
        ("can i order as a guest?", "checkout"),
        ("do you sell my data", "export_data"),
        ("who are you sharing this with", "who_bought"),
        ("are you recording this chat", "ask_if_bot"),
        ("who can read my messages", "privacy_settings"),
    ],
)
def test_how_the_shop_deals_with_people_is_answered_by_its_help(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before()) == "ask_shipping"


@pytest.mark.parametrize("text", ["can you give me my data", "send me my data please", "forget this chat"])
def test_what_is_wished_of_ones_data_is_no_such_question(text: str) -> None:
    assert intent_of(text, "export_data", Before()) != "ask_shipping"


def test_angry_faces_alone_are_a_complaint_and_no_yes() -> None:
    assert intent_of("🤬🤬🤬", "affirm", Before()) == "complain"
    assert intent_of("😂😂", "affirm", Before()) == "affirm"


@pytest.mark.parametrize("text", ["sorry for shouting", "sorry about the caps", "i was just upset"])
def test_who_takes_anger_back_is_not_answered_as_angry(text: str) -> None:
    for intent in ("nlu_fallback", "inform", "deny"):
        upset = felt(text, intent, polarity=-0.9, frustration=0.8)
        assert hear_in_context(upset, Before(order_shown=True))["intent"]["name"] == "thank"
