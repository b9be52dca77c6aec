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
