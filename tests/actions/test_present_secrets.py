"""Presents that others are not to know of."""

from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Talk

GIFT = "action_recommend_gift"


def test_a_present_is_hidden_from_others_without_blocking_or_adding_them() -> None:
    talk = Talk(open_finding_shop(), "maya")
    talk.hear(GIFT, "a gift for Ana, she likes tea", intent="recommend_gift", entities=[("person", "Ana")])
    hidden = talk.hear(GIFT, "hide it from Priya", intent="recommend_gift", entities=[("person", "Priya")])
    assert hidden.responses[0] == "present_kept_from"
    assert hidden.said[0].values["who"] == "Pri"
    assert (talk.slots["flow"], talk.slots["asking"]) == ("recommend_gift", "budget"), "what was asked stands"
    of_her = talk.hear(GIFT, "dont tell Ana", intent="recommend_gift", entities=[("person", "Ana")])
    assert of_her.responses[0] == "present_is_kept_secret"
