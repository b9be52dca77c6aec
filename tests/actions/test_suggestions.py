"""Suggestions, likeness, saying no, and the true reasons for what was shown."""

import pytest

from recommender.experiments.records import Exposure, Surface
from shop.activity import Event, EventName
from shop.consent import Purpose, grant_consent, withdraw_consent
from shop.friends.friendships import remove_friend
from shop.merchandising import RuleKind, Selection, Terms
from shop.merchandising.rules import add_rule
from shop.orders.actor import Actor, ActorKind
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Answered, Talk, found


@pytest.fixture
def store() -> Store:
    return open_finding_shop()


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, "maya")


def search(talk: Talk, text: str, **entities: str) -> Answered:
    return talk.hear("action_search", text, intent="search_product", entities=entities)


def let_ana_advise(store: Store) -> None:
    """Let Maya be personalised for, whose friend Ana praises what she does not have."""
    grant_consent(store, "maya", Purpose.PERSONALISE, source="test")
    write_review(store, "ana", "tempo", rating=5)


def test_suggestions_say_why(talk: Talk, store: Store) -> None:
    let_ana_advise(store)
    answered = talk.hear("action_recommend", "what would suit me?")
    assert answered.responses == ["suggestions_for_you"]
    cards = answered.said[0].facts["products"]
    assert (cards[0]["product_id"], list(cards[0]["reasons"])) == ("tempo", ["Ana gave it 5 stars"])
    assert talk.memory.product_ids == found(answered)


def test_without_a_yes_to_personalising_friends_choose_nothing(talk: Talk, store: Store) -> None:
    let_ana_advise(store)
    withdraw_consent(store, "maya", Purpose.PERSONALISE, source="test")
    answered = talk.hear("action_recommend", "what would suit me?")
    assert found(answered)
    assert "Ana" not in str(answered.said[0].facts)


def test_guests_get_suggestions_without_anybody_s_name(store: Store) -> None:
    answered = Talk(store).hear("action_recommend", "surprise me")
    assert found(answered)
    assert "Ana" not in str(answered.said[0].facts)


def test_suggestions_keep_to_what_was_asked(talk: Talk) -> None:
    answered = talk.hear("action_recommend", "a kettle for me", entities={"product_type": "kettle"})
    assert found(answered) == ["swan"]
    entities = [("product_type", "shoes", ""), ("price", "60", "max")]
    assert found(talk.hear("action_recommend", "shoes for me under 60", entities=entities)) == ["daily"]
    answered = talk.hear("action_recommend", "a boat for me", entities={"product_type": "boat"})
    assert answered.responses == ["no_suggestions"]


def test_what_was_asked_brings_nothing_back_that_suggestions_leave_out(talk: Talk, store: Store) -> None:
    grant_consent(store, "maya", Purpose.PERSONALISE, source="test")  # now the kettle that she has may be known
    answered = talk.hear("action_recommend", "a kettle for me", entities={"product_type": "kettle"})
    assert answered.responses == ["no_suggestions"]


def test_what_is_turned_down_is_not_suggested(talk: Talk) -> None:
    shoes = {"product_type": "shoes"}
    answered = talk.hear("action_recommend", "recommend me something but no shoes", entities=shoes)
    assert found(answered)
    assert not {"cloudline", "daily", "tempo"} & set(found(answered))
    assert answered.said[0].values["what"] == ""


@pytest.mark.parametrize("action", ["action_search", "action_reject"])
def test_turning_a_kind_or_a_brand_down_leaves_it_out_of_the_list(talk: Talk, action: str) -> None:
    first = found(talk.hear("action_recommend", "any ideas for me"))
    assert "cloudline" in first
    answered = talk.hear(action, "no more from strida please", intent="refine_search", entities={"brand": "strida"})
    assert found(answered)
    assert not {"cloudline", "tempo"} & set(found(answered))
    text = "not interested in running shoes, got plenty"
    answered = talk.hear(action, text, intent="search_product", entities={"product_type": "running shoes"})
    assert found(answered)
    assert not {"cloudline", "daily", "tempo"} & set(found(answered))
    assert talk.memory.rejected_ids == []


def test_who_turns_down_what_they_searched_for_is_asked_what_else(talk: Talk) -> None:
    search(talk, "running shoes", product_type="running shoes")
    assert search(talk, "no running shoes after all", product_type="running shoes").responses == ["rejected"]
    assert talk.memory.criteria.product_type == ""


def test_a_budget_alone_is_kept(talk: Talk) -> None:
    answered = talk.hear("action_recommend", "got 50 to spend", entities=[("price", "50", "max")])
    assert sorted(found(answered)) == ["daily", "mug"]


def test_cheaper_suggestions_stay_suggestions(talk: Talk) -> None:
    talk.hear("action_recommend", "any ideas for me")
    answered = talk.hear("action_search", "under 50 please", intent="refine_search", entities=[("price", "50", "max")])
    assert sorted(found(answered)) == ["daily", "mug"]
    assert talk.memory.chosen_by["as"] == "suggestion"
    answered = talk.hear("action_search", "cheaper", intent="refine_search")
    assert answered.responses == ["nothing_cheaper"]


def test_similar_products(talk: Talk) -> None:
    answered = talk.hear("action_find_similar", "something like the Tempo", entities={"product": "Tempo R"})
    assert answered.responses == ["found_similar"]
    assert found(answered)[:2] == ["cloudline", "daily"]
    assert "tempo" not in found(answered)


def test_similar_within_limits(talk: Talk) -> None:
    entities = [("product", "Cloudline 2", ""), ("price", "60", "max")]
    assert found(talk.hear("action_find_similar", "like the Cloudline 2, under 60", entities=entities)) == ["daily"]
    answered = talk.hear("action_find_similar", "like the Tempo but other makers", entities={"product": "Tempo R"})
    assert found(answered) == ["daily"]
    answered = talk.hear("action_find_similar", "cheaper ones like the Daily One", entities={"product": "Daily One"})
    assert answered.responses == ["nothing_similar"]


def test_similar_to_nothing_in_particular_is_asked(talk: Talk) -> None:
    assert talk.hear("action_find_similar", "more like it").responses == ["which_product_do_you_mean"]
    answered = talk.hear("action_find_similar", "like the kettle", entities={"product": "kettle"})
    assert len(answered.said[0].titles) == 2


def test_what_is_rejected_goes_and_others_come(talk: Talk) -> None:
    search(talk, "running shoes", product_type="running shoes")
    answered = talk.hear("action_reject", "the second one isn't for me", entities={"ordinal": "second"})
    rejected = talk.memory.rejected_ids
    assert len(rejected) == 1
    assert rejected[0] not in found(answered)
    talk.hear("action_recommend", "any ideas")
    answered = talk.hear("action_reject", "I don't like these")
    assert answered.responses == ["nothing_else"]


def test_an_angry_shopper_is_shown_no_others(talk: Talk) -> None:
    search(talk, "running shoes", product_type="running shoes")
    answered = talk.hear("action_reject", "these are all ugly", mood="angry")
    assert (answered.responses, found(answered)) == (["rejected"], [])
    assert len(talk.memory.rejected_ids) == 3


def test_the_one_talked_about_is_the_one_rejected(talk: Talk) -> None:
    search(talk, "running shoes", product_type="running shoes")
    talk.slots["memory"]["product_id"] = "tempo"
    talk.hear("action_reject", "not my style")
    assert talk.memory.rejected_ids == ["tempo"]
    assert talk.memory.product_id == ""


def test_a_refused_feature_is_left_out_from_now_on(talk: Talk) -> None:
    search(talk, "running shoes", product_type="running shoes")
    talk.hear("action_reject", "hate carbon ones", entities=[("feature", "carbon", "not")])
    assert talk.memory.criteria.not_features == ["carbon"]


def test_rejections_are_kept_with_consent_only(talk: Talk, store: Store) -> None:
    talk.hear("action_reject", "not the Tempo", entities={"product": "Tempo R"})
    with store.read() as tx:
        assert tx.count(Event) == 0
    grant_consent(store, "maya", Purpose.PERSONALISE, source="test")
    talk.hear("action_reject", "not the Swan", entities={"product": "Swan"})
    with store.read() as tx:
        assert [(event.name, event.product_id) for event in tx.find(Event)] == [(EventName.DISLIKE, "swan")]


def test_rejecting_nothing_shown_does_no_harm(store: Store) -> None:
    answered = Talk(store).hear("action_reject", "not interested")
    assert answered.responses == ["nothing_to_decline"]


def test_a_search_is_explained_by_its_words(talk: Talk) -> None:
    search(talk, "carbon running shoes", product_type="running shoes")
    answered = talk.hear("action_explain", "why the Tempo?", entities={"product": "Tempo R"})
    assert answered.responses == ["explained_search"]
    assert "carbon" in answered.text
    assert talk.memory.product_id == "tempo"


def test_a_suggestion_is_explained_by_its_reasons(talk: Talk, store: Store) -> None:
    let_ana_advise(store)
    talk.hear("action_recommend", "any ideas")
    answered = talk.hear("action_explain", "why this one?", entities={"ordinal": "first"})
    assert answered.responses == ["explained_suggestion"]
    assert "Ana gave it 5 stars" in answered.text
    whole = talk.hear("action_explain", "why did you show me that")
    assert len(whole.said[0].values["products"]) in (1, 3)


def test_a_reason_that_may_no_longer_be_told_is_not_told(talk: Talk, store: Store) -> None:
    let_ana_advise(store)
    talk.hear("action_recommend", "any ideas")
    withdraw_consent(store, "ana", Purpose.FRIENDS_SEE, source="test")
    assert "Ana" not in talk.hear("action_explain", "why?", entities={"ordinal": "first"}).text
    grant_consent(store, "ana", Purpose.FRIENDS_SEE, source="test")
    remove_friend(store, "maya", "ana")
    assert "Ana" not in talk.hear("action_explain", "why?", entities={"ordinal": "first"}).text


def test_what_the_shopper_brought_up_is_no_choice_of_the_assistant(store: Store) -> None:
    talk = Talk(store, "maya", page_product_id="swan")
    assert talk.hear("action_explain", "why do you show me this").responses == ["not_my_choice"]


@pytest.mark.parametrize(("customer_id", "personal"), [("maya", False), (None, False)])
def test_how_it_chooses_is_told_as_it_is(store: Store, customer_id: str | None, personal: bool) -> None:
    answered = Talk(store, customer_id).hear("action_explain", "how do you choose what I see")
    assert answered.responses == ["how_i_choose"]
    assert answered.said[0].values == {"known": customer_id is not None, "personal": personal, "merchant": False}
    if customer_id:
        grant_consent(store, customer_id, Purpose.PERSONALISE, source="test")
        told = Talk(store, customer_id).hear("action_explain", "how do you choose what I see")
        assert told.said[0].values["personal"] is True


def test_it_is_no_secret_that_the_shop_puts_some_products_first(talk: Talk, store: Store) -> None:
    staff = Actor(ActorKind.STAFF, "mia")
    add_rule(store, staff, Terms(RuleKind.BURY, Selection(type="mug")))
    assert "puts some" not in talk.hear("action_explain", "how do you choose what I see").text
    add_rule(store, staff, Terms(RuleKind.PIN, Selection(("mug",)), place=1))
    told = talk.hear("action_explain", "how do you choose what I see").text
    assert "puts some products first" in told
    assert "Nobody pays" not in told


def test_what_is_left_of_a_list_is_shown_again(talk: Talk) -> None:
    search(talk, "running shoes", product_type="running shoes")
    shown = list(talk.memory.product_ids)
    answered = talk.hear(
        "action_reject", "not the first one", intent="reject_suggestion", entities={"ordinal": "first"}
    )
    assert found(answered) == shown[1:] != []


def test_when_nothing_is_left_another_wish_is_given_up(talk: Talk) -> None:
    search(talk, "running shoes under 60", product_type="running shoes", price="60")
    answered = talk.hear("action_reject", "not interested in these", intent="reject_suggestion")
    assert answered.responses == ["found_without"]
    assert answered.said[0].values["given_up"] == "at that price"
    assert found(answered)


def test_something_else_goes_on_with_the_suggestions(talk: Talk) -> None:
    first = found(talk.hear("action_recommend", "what would suit me?"))
    answered = talk.hear("action_search", "something else", intent="refine_search")
    assert answered.responses in (["found_more"], ["nothing_more"])
    assert not set(found(answered)) & set(first)


# What is kept of lists that were shown


def kept_lists(store: Store) -> list[Exposure]:
    with store.read() as tx:
        return tx.find(Exposure)


def test_a_list_is_kept_as_it_was_shown_and_only_when_it_was(store: Store, talk: Talk) -> None:
    grant_consent(store, "maya", Purpose.PERSONALISE, source="test")
    shown = found(talk.hear("action_recommend", "what would suit me?"))
    assert [list(kept.product_ids) for kept in kept_lists(store)] == [shown]
    talk.hear("action_explain", "why the first one?", intent="ask_why")  # chooses again, shows no list
    search(talk, "kettles", product_type="kettle")  # found, not suggested
    assert len(kept_lists(store)) == 1
    narrowed = found(talk.hear("action_recommend", "shoes for me", entities={"product_type": "shoes"}))
    talk.hear("action_find_similar", "something like the Tempo", entities={"product": "Tempo R"})
    kept = kept_lists(store)
    assert [one.surface for one in kept] == [Surface.SUGGESTIONS, Surface.SUGGESTIONS, Surface.SIMILAR]
    assert list(kept[1].product_ids) == narrowed[:2]  # the third is found, not suggested
    assert {one.customer_id for one in kept} == {"maya"}


def test_no_list_is_kept_of_those_who_do_not_consent(store: Store, talk: Talk) -> None:
    assert found(talk.hear("action_recommend", "what would suit me?"))
    assert kept_lists(store) == []


def test_a_merchant_s_cap_holds_on_what_a_search_adds_to_suggestions(talk: Talk, store: Store) -> None:
    shoes = {"product_type": "shoes"}
    assert len(found(talk.hear("action_recommend", "shoes for me", entities=shoes))) == 3
    cap = Terms(RuleKind.CAP, Selection(type="running shoe"), most=1)
    add_rule(store, Actor(ActorKind.STAFF, "mia"), cap)
    assert len(found(talk.hear("action_recommend", "shoes for me", entities=shoes))) == 1
    assert len(found(search(talk, "shoes", product_type="shoes"))) == 3


def shown(*ids: str) -> Talk:
    memory = {"product_ids": list(ids), "chosen_by": {"as": "search", "ids": list(ids)}}
    return Talk(open_finding_shop(), "maya", slots={"shown": "products", "memory": memory})


def test_the_one_that_is_called_so_is_turned_down_alone() -> None:
    talk = shown("cloudline", "tempo", "swan")
    talk.hear("action_reject", "not the gooseneck one", intent="reject_suggestion")
    assert talk.memory.rejected_ids == ["swan"]


def test_a_make_that_is_turned_down_takes_nothing_else_along() -> None:
    talk = shown("cloudline", "swan", "quickboil")
    talk.hear("action_reject", "not korvel", intent="reject_suggestion", entities=[("brand", "Korvel", "not")])
    assert "swan" not in talk.memory.rejected_ids
    assert talk.memory.criteria.not_brands == ["Korvel"]


def test_a_kind_that_is_none_of_those_shown_is_left_out_from_now_on() -> None:
    talk = shown("cloudline", "swan")
    talk.hear("action_reject", "not the carbon one", intent="reject_suggestion")
    assert talk.memory.rejected_ids == []
    assert talk.memory.criteria.not_features == ["carbon"]


def test_a_kind_asked_for_anew_is_shown_though_the_whole_list_was_turned_down(talk: Talk) -> None:
    shown = found(search(talk, "running shoes", product_type="running shoes"))
    talk.hear("action_reject", "not the Tempo", intent="reject_suggestion", entities={"product": "Tempo R"})
    talk.hear("action_reject", "none of these", intent="reject_suggestion")
    again = found(search(talk, "running shoes for winter", product_type="running shoes"))
    assert set(again) == set(shown) - {"tempo"}


@pytest.mark.parametrize("text", ["not porcelain mug", "but no porcelain mug"])
def test_a_kind_that_is_named_beside_what_is_turned_down_is_looked_for(talk: Talk, text: str) -> None:
    search(talk, "running shoes", product_type="running shoes")
    said = {"material": "porcelain", "product_type": "mug"}
    answered = talk.hear("action_reject", text, intent="reject_suggestion", entities=said)
    assert (talk.memory.criteria.product_type, talk.memory.criteria.not_features) == ("mug", ["porcelain"])
    assert not {"cloudline", "tempo", "daily"} & set(found(answered))


def test_who_owns_a_kind_does_not_look_for_it(talk: Talk) -> None:
    search(talk, "running shoes", product_type="running shoes")
    talk.hear("action_reject", "i have a mug already", intent="reject_suggestion", entities={"product_type": "mug"})
    assert talk.memory.criteria.product_type == "running shoes"


def test_a_whole_kind_is_left_out_by_any_word_for_it_and_nothing_is_asked_of_the_rest(talk: Talk) -> None:
    before = talk.hear("action_recommend", "what would suit me?")
    assert {"tempo", "daily"} & set(found(before))
    entities = {"product_type": "sneakers"}
    left = talk.hear("action_search", "not sneakers", intent="refine_search", entities=entities)
    assert found(left)
    assert not {"tempo", "daily", "cloudline-2"} & set(found(left))
    assert "not_stated_of_found" not in left.responses
