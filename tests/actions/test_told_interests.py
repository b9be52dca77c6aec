"""A reason that says what somebody likes rests on what their profile states, and that is said."""

import pytest

from shop.consent import Purpose, grant_consent, withdraw_consent
from shop.customers import update_customer
from tests.actions.social_shop import guest, maya, open_social_shop


@pytest.mark.parametrize("personal", [True, False])
def test_where_which_you_like_comes_from_is_said(personal: bool) -> None:
    store = open_social_shop()
    update_customer(store, "maya", interests=("Sport > Running", "Kitchen"))
    (grant_consent if personal else withdraw_consent)(store, "maya", Purpose.PERSONALISE, source="test")
    for text in ("why does it say which you like", "how do you know i like running"):
        (said,) = maya(store).hear("action_explain", text, intent="explain_recommendation").said
        assert (said.response, said.values["interests"]) == ("explained_interests", "Running and Kitchen")
        assert said.values["personal"] is personal


def test_without_stated_interests_it_is_explained_as_ever() -> None:
    for talk in (maya(), guest()):
        said = talk.hear("action_explain", "why does it say which you like", intent="explain_recommendation")
        assert said.responses == ["how_i_choose"]
