"""Whom a present is for, and who is only spoken of; what may be spent, said as a no."""

import pytest

from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Talk, reasons

GIFT = "action_recommend_gift"


@pytest.fixture
def talk() -> Talk:
    return Talk(open_finding_shop(), "maya")


def test_who_only_told_of_the_shop_and_who_is_only_spoken_of_get_no_present(talk: Talk) -> None:
    text = "my granddaughter told me to write to you, I would like something for my brother"
    people = [("person", "my granddaughter", ""), ("person", "my brother", ""), ("price", "300", "max")]
    assert talk.hear(GIFT, text, intent="recommend_gift", entities=people).said[-1].values["who"] == "your brother"
    wife = [("person", "his wife", "")]
    shown = talk.hear(GIFT, "he's into jogging and tea, his wife too", intent="inform", entities=wife)
    assert (shown.responses, shown.said[0].values["who"]) == (["gift_ideas"], "your brother")
    told = talk.hear(GIFT, "he likes tea, his wife drinks coffee", intent="recommend_gift", entities=wife)
    assert told.said[-1].values["who"] == "your brother"
    asked = talk.hear(GIFT, "and something for his wife", intent="recommend_gift", entities=wife)
    assert "wife" in asked.said[-1].values["who"]


def test_who_does_not_want_to_spend_more_tells_a_limit_and_no_dislike(talk: Talk) -> None:
    text = "something for my sister, she likes jogging and I do not want to spend more than 100 euro"
    said = [("person", "my sister", ""), ("price", "100 euro", "min")]
    answered = talk.hear(GIFT, text, intent="recommend_gift", entities=said)
    assert answered.responses == ["gift_ideas"]
    assert (answered.said[0].values["budget_cents"], answered.said[0].values["unmet"]) == (10000, "")
    assert "Goes with jogging" in str(reasons(answered))
