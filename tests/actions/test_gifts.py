"""Presents: what is asked, whose wishes are seen, and what never gets out."""

import pytest

from shop.catalogue import set_stock
from shop.reviews import Visibility
from shop.store import Store
from shop.wishlists.gifts import plan_gift, wishlist_of
from shop.wishlists.items import add_to_wishlist
from tests.actions.small_shop import befriend, open_finding_shop
from tests.actions.talk import Talk, found, reasons

GIFT = "action_recommend_gift"
PAIR = [("person", "ana", ""), ("person", "my mum", ""), ("price", "100", "max")]
MY_SISTER = [("person", "my sister", ""), ("price", "300", "max")]


@pytest.fixture
def store() -> Store:
    store = open_finding_shop()
    add_to_wishlist(store, "ana", "swan", visibility=Visibility.FRIENDS)
    add_to_wishlist(store, "ana", "mug", visibility=Visibility.ONLY_ME)
    return store


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, "maya")


@pytest.mark.parametrize("text", ["what would you suggest", "nothing", "you choose", "what do men his age like", "idk"])
def test_who_knows_nothing_that_they_like_is_shown_ideas_and_not_told_that_it_was_not_found(
    talk: Talk, text: str
) -> None:
    talk.hear(GIFT, "gift for my sister up to 300", intent="recommend_gift", entities=MY_SISTER)
    answered = talk.hear(GIFT, text, intent="inform")
    assert (answered.responses, answered.said[0].values["unmet"]) == (["gift_ideas"], "")


def test_all_at_once(talk: Talk) -> None:
    said = [("person", "Ana", ""), ("occasion", "birthday", ""), ("price", "100 euro", "max")]
    answered = talk.hear(GIFT, "a birthday gift for Ana under 100 euro", intent="recommend_gift", entities=said)
    assert answered.responses == ["gift_ideas"]
    assert found(answered)[0] == "swan"
    assert reasons(answered)["swan"] == ["It is on Ana's wishlist"]
    assert "tempo" not in found(answered)  # 219.00
    assert answered.said[0].values | {"count": 0} == {
        "count": 0, "first": "Brewlund Swan gooseneck kettle", "currency": "EUR", "who": "Ana", "occasion": "birthday",
        "budget_cents": 10000, "unmet": "", "wished": 1,
        "dearer_cents": None,
    }  # fmt: skip
    assert talk.slots.get("flow", "none") == "none"


def test_who_tells_more_of_the_person_gets_other_ideas_for_them(talk: Talk) -> None:
    said = [("person", "my sister", ""), ("price", "100 euro", "max"), ("product_type", "running shoes", "")]
    first = talk.hear(GIFT, "running shoes for my sister, max 100 euro", intent="recommend_gift", entities=said)
    assert first.responses == ["gift_ideas"]
    answered = talk.hear(GIFT, "she likes gooseneck kettles", intent="recommend_gift")
    assert answered.responses == ["gift_ideas"]
    values = answered.said[0].values
    assert (values["who"], values["budget_cents"]) == ("your sister", 10000)
    assert "swan" in found(answered)
    assert "cloudline" not in found(answered)
    assert talk.hear(GIFT, "and a present", intent="recommend_gift").responses == ["gift_for_whom"]


def test_what_comes_to_what_was_told_leaves_that_as_it_was(talk: Talk) -> None:
    said = [("person", "my sister", ""), ("price", "300", "max")]
    talk.hear(GIFT, "gift for my sister, she's into jogging, up to 300", intent="recommend_gift", entities=said)
    answered = talk.hear(GIFT, "she also likes tea", intent="recommend_gift")
    assert {why[0] for why in reasons(answered).values()} == {"Goes with jogging", "Goes with tea"}
    answered = talk.hear(GIFT, "and she likes falconry", intent="recommend_gift")
    assert answered.said[0].values["unmet"]
    assert {why[0] for why in reasons(answered).values()} == {"Goes with jogging", "Goes with tea"}


def test_a_pastime_is_a_reason_by_its_own_name(talk: Talk) -> None:
    said = [("person", "my sister", ""), ("price", "300", "max")]
    answered = talk.hear(GIFT, "gift for my sister, she runs, up to 300", intent="recommend_gift", entities=said)
    assert {why[0] for why in reasons(answered).values()} == {"Goes with running"}


def test_presents_for_several_are_found_one_after_the_other(talk: Talk, store: Store) -> None:
    people: list[tuple[str, str, str]] = [("person", "Ana", ""), ("person", "Ben", ""), ("person", "my sister", "")]
    said = [*people, ("price", "100 euro", "max")]
    answered = talk.hear(
        GIFT, "presents for Ana, Ben and my sister, max 100 euro each", intent="recommend_gift", entities=said
    )
    assert answered.responses == ["gift_ideas", "gift_next"]
    assert answered.said[0].values["who"] == "Ana"
    assert list(answered.said[0].facts["products"][0]["reasons"]) == ["It is on Ana's wishlist"]
    assert answered.said[1].values["who"] == "Ben and your sister"
    assert [reply["payload"] for reply in answered.said[1].facts["quick_replies"]] == [
        '/recommend_gift{"person":"Ben","price":"100"}',
        '/recommend_gift{"person":"your sister","price":"100"}',
    ]
    tapped: dict[str, str] = {"person": "your sister", "price": "100"}
    asked = talk.hear(GIFT, "Now your sister", intent="recommend_gift", entities=tapped)
    assert asked.responses == ["what_do_they_like"]
    answered = talk.hear(GIFT, "she drinks coffee", intent="inform")
    assert answered.responses == ["gift_ideas"]
    assert (answered.said[0].values["who"], answered.said[0].values["budget_cents"]) == ("your sister", 10000)


def test_step_by_step(talk: Talk) -> None:
    assert talk.hear(GIFT, "I need a present", intent="recommend_gift").responses == ["gift_for_whom"]
    assert (talk.slots["flow"], talk.slots["asking"]) == ("recommend_gift", "person")
    assert talk.hear(GIFT, "for Ana", intent="inform", entities={"person": "Ana"}).responses == ["what_budget"]
    assert talk.slots["asking"] == "budget"
    again = talk.hear(GIFT, "not too much", intent="inform")
    assert (again.responses, again.said[0].values["again"]) == (["what_budget"], True)
    answered = talk.hear(GIFT, "95", intent="inform")
    assert (answered.responses, found(answered)[0]) == (["gift_ideas"], "swan")


@pytest.mark.parametrize(
    ("text", "entities", "who"),
    [
        ("present for a friend who likes cooking", {}, "a friend"),
        ("smth for my wifes bday", {"person": "my wifes", "occasion": "bday"}, "your wife"),
        ("for my sister's birthday", {"person": "my sister's"}, "your sister"),
        ("for James", {"person": "James"}, "James"),
        ("something for his mum", {"person": "mum"}, "his mum"),
        ("my bf's bday but i also need smth for his little sister", {"person": "sister"}, "his little sister"),
        ("gift for my boyfriends mum", {"person": "my boyfriends mum"}, "your boyfriends mum"),
        ("gift for my brother's kids", {"person": "my brother"}, "your brother's kids"),
        ("a present for anas mum", {"person": "anas"}, "anas mum"),
        ("gift for both my sisters", {"person": "my sisters"}, "your sisters"),
    ],
)
def test_somebody_the_shop_does_not_know_has_the_shoppers_words(
    talk: Talk, text: str, entities: dict[str, str], who: str
) -> None:
    answered = talk.hear(GIFT, text, intent="recommend_gift", entities=entities)
    assert (answered.responses, answered.said[0].values["who"]) == (["what_budget"], who)


@pytest.mark.parametrize("text", ["i need a gift for my friend's mum", "present for my friends mum, she is lovely"])
def test_kin_of_somebody_is_one_person(talk: Talk, text: str) -> None:
    said = [("person", "my friend", ""), ("person", "mum", ""), ("price", "100", "max")]
    answered = talk.hear(GIFT, text, intent="recommend_gift", entities=said)
    assert answered.said[0].values["who"].replace("'", "") == "your friends mum"
    answered = talk.hear(GIFT, "presents for ana and my mum", intent="recommend_gift", entities=PAIR)
    assert answered.said[0].values["who"] == "Ana"


@pytest.mark.parametrize("text", ["no limit", "doesn't matter"])
def test_no_limit(talk: Talk, text: str) -> None:
    talk.hear(GIFT, "gift for Ana", intent="recommend_gift", entities={"person": "Ana"})
    answered = talk.hear(GIFT, text, intent="inform")
    assert answered.said[0].values["budget_cents"] is None
    assert "tempo" in found(answered)


def test_somebody_the_shop_does_not_know_is_asked_about(talk: Talk) -> None:
    talk.hear(GIFT, "present for my sister", intent="recommend_gift", entities={"person": "my sister"})
    asked = talk.hear(GIFT, "60 euro", intent="inform", entities={"price": "60 euro"})
    assert (asked.responses, talk.slots["asking"]) == (["what_do_they_like"], "text")
    assert "your sister" in asked.text
    answered = talk.hear(GIFT, "she runs, so running things", intent="inform")
    assert (answered.responses, found(answered)[0]) == (["gift_ideas"], "daily")


def test_what_somebody_likes_can_be_said_at_once(talk: Talk) -> None:
    said = [("person", "my boss", ""), ("price", "100", "max")]
    answered = talk.hear(GIFT, "gift for my boss under 100, he loves kettle", intent="recommend_gift", entities=said)
    assert found(answered)[0] == "swan"


LIKING = [("person", "my sister", ""), ("price", "300", "max")]


def ideas(talk: Talk, text: str) -> dict[str, list[str]]:
    answered = talk.hear(GIFT, f"gift for my sister up to 300, {text}", intent="recommend_gift", entities=LIKING)
    assert answered.responses == ["gift_ideas"]
    return reasons(answered)


def test_what_goes_with_a_pastime_comes_each_in_turn_and_says_so(talk: Talk) -> None:
    cards = ideas(talk, "she's into jogging and tea")
    first, second = list(cards.values())[:2]
    assert {first[0], second[0]} == {"Goes with jogging", "Goes with tea"}
    assert all(why[0] in ("Goes with jogging", "Goes with tea") for why in cards.values())


def test_what_somebody_hates_or_has_is_no_liking(talk: Talk, store: Store) -> None:
    assert "swan" not in ideas(talk, "she loves jogging but hates tea")
    cards = ideas(Talk(store, "maya"), "she likes jogging, has a kettle already")
    assert cards
    assert all(why[0] == "Goes with jogging" for why in cards.values())


def test_who_gets_it_is_no_liking_and_what_nothing_goes_with_is_said(talk: Talk) -> None:
    answered = talk.hear(GIFT, "gift for my sister up to 300", intent="recommend_gift", entities=LIKING)
    assert answered.responses == ["what_do_they_like"]
    answered = talk.hear(GIFT, "she's into opera and falconry", intent="inform")
    assert answered.said[0].values["unmet"] == "opera and falconry"


def test_wishes_come_first_whatever_is_liked(talk: Talk) -> None:
    said = [("person", "Ana", ""), ("price", "300", "max")]
    answered = talk.hear(GIFT, "gift for Ana, she likes jogging", intent="recommend_gift", entities=said)
    assert found(answered)[0] == "swan"
    assert len(found(answered)) > 1


def test_nothing_known_of_the_person_still_gives_ideas(talk: Talk) -> None:
    talk.hear(GIFT, "present for my boss", intent="recommend_gift", entities={"person": "my boss"})
    talk.hear(GIFT, "no limit", intent="inform")
    answered = talk.hear(GIFT, "gardening", intent="inform")
    assert answered.responses == ["gift_ideas"]
    assert 'nothing on "gardening"' in answered.text
    assert "wishlist" not in str(answered.said[0].facts["products"])


def test_what_they_like_may_be_too_dear(talk: Talk) -> None:
    said = [("person", "my boss", ""), ("price", "20", "max")]
    answered = talk.hear(GIFT, "gift for my boss under 20, he loves kettle", intent="recommend_gift", entities=said)
    assert (found(answered), answered.said[0].values["unmet"]) == (["mug"], "kettle")
    assert "at that price" in answered.text


def test_hidden_wishes_are_not_found_out(store: Store) -> None:
    for giver in ("maya", "omar", None):
        said = [("person", "Ana", ""), ("price", "300", "max")]
        answered = Talk(store, giver).hear(GIFT, "gift for Ana", intent="recommend_gift", entities=said)
        cards = reasons(answered) if answered.responses == ["gift_ideas"] else {}
        assert "wishlist" not in str(cards.get("mug", ""))
        if giver != "maya":
            assert "wishlist" not in str(cards)


def test_what_another_friend_gives_is_not_suggested_again(store: Store) -> None:
    befriend(store, "omar", "ana")
    plan_gift(store, "omar", wishlist_of(store, "omar", "ana")[0].id)
    said = [("person", "Ana", ""), ("price", "300", "max")]
    answered = Talk(store, "maya").hear(GIFT, "gift for Ana", intent="recommend_gift", entities=said)
    assert "swan" not in found(answered)


def test_a_wish_that_is_sold_out_or_too_dear_is_left_out(talk: Talk, store: Store) -> None:
    said = [("person", "Ana", ""), ("price", "50", "max")]
    answered = talk.hear(GIFT, "gift for Ana", intent="recommend_gift", entities=said)
    assert "swan" not in found(answered)
    for variant_id in ("swan-white", "swan-copper"):
        set_stock(store, variant_id, 0)
    said = [("person", "Ana", ""), ("price", "500", "max")]
    assert "swan" not in found(talk.hear(GIFT, "gift for Ana", intent="recommend_gift", entities=said))


def test_going_on_from_the_ideas(talk: Talk) -> None:
    said = [("person", "Ana", ""), ("price", "300", "max")]
    first = found(talk.hear(GIFT, "gift for Ana", intent="recommend_gift", entities=said))
    cheaper = talk.hear("action_search", "under 60", intent="refine_search", entities=[("price", "60", "max")])
    assert talk.memory.chosen_by["as"] == "gift"
    assert set(found(cheaper)) <= {"daily", "mug"}
    others = talk.hear("action_reject", "not for her", intent="reject_suggestion")
    assert not set(found(others)) & set(found(cheaper))
    assert first


def test_nothing_that_fits_is_said(talk: Talk) -> None:
    said = [("person", "Ana", ""), ("price", "3", "max")]
    answered = talk.hear(GIFT, "gift for Ana", intent="recommend_gift", entities=said)
    assert answered.responses == ["no_gift_ideas"]


def test_another_amount_is_taken_where_nothing_fits(talk: Talk) -> None:
    said = [("person", "Ana", ""), ("price", "3", "max")]
    talk.hear(GIFT, "gift for Ana", intent="recommend_gift", entities=said)
    answered = talk.hear(GIFT, "ok 200 then", intent="inform")
    assert answered.responses == ["gift_ideas"]
    assert (answered.said[0].values["who"], answered.said[0].values["budget_cents"]) == ("Ana", 20000)
    assert talk.slots.get("flow", "none") == "none"


def test_two_people_are_no_amount(talk: Talk) -> None:
    talk.hear(GIFT, "gift for Ana", intent="recommend_gift", entities=[("person", "Ana", "")])
    people = [("person", "Ana", ""), ("person", "Priya", "")]
    answered = talk.hear(GIFT, "something for two, ana and priya", intent="inform", entities=people)
    assert answered.responses == ["what_budget"]
    assert not answered.said[0].values["again"]


def test_an_amount_alone_is_the_most_that_it_may_cost(talk: Talk) -> None:
    talk.hear(GIFT, "gift for Ana", intent="recommend_gift", entities=[("person", "Ana", "")])
    answered = talk.hear(GIFT, "€60", intent="inform", entities=[("price", "60", "about")])
    assert answered.said[0].values["budget_cents"] == 6000


def test_what_one_of_them_likes_is_told_by_name(talk: Talk) -> None:
    people = [("person", "Ana", ""), ("person", "Priya", ""), ("price", "300", "max")]
    talk.hear(GIFT, "gift for Ana and Priya", intent="recommend_gift", entities=people)
    answered = talk.hear(GIFT, "priya likes kettle", intent="recommend_gift", entities=[("person", "priya", "")])
    assert talk.memory.criteria.text == "kettle"
    assert answered.said[0].values["who"] == "Ana and Pri"


def test_a_gift_in_the_middle_of_another_task_leaves_it_open(talk: Talk) -> None:
    talk.slots |= {"flow": "return_order", "asking": "reason"}
    talk.hear(GIFT, "gift for Ana", intent="recommend_gift", entities={"person": "Ana"})
    assert talk.slots["flow"] == "recommend_gift"
    talk.hear(GIFT, "95", intent="inform")
    assert (talk.slots["flow"], talk.slots["asking"]) == ("return_order", "reason")


@pytest.mark.parametrize("role", ["min", "about", ""])
def test_about_so_much_is_a_budget_however_it_was_heard(talk: Talk, role: str) -> None:
    talk.hear(GIFT, "a gift for Ana", intent="recommend_gift", entities=[("person", "Ana", "")])
    answered = talk.hear(GIFT, "around 30 or so", intent="inform", entities=[("price", "30", role)])
    assert answered.said[0].values["budget_cents"] == 3300


def test_what_they_have_leaves_what_they_like_as_it_was(talk: Talk) -> None:
    said = [("person", "my dad", ""), ("price", "300 euro", "max")]
    talk.hear(GIFT, "a gift for my dad, he likes kettles, max 300", intent="recommend_gift", entities=said)
    liked = talk.memory.criteria.text
    answered = talk.hear(GIFT, "he already has a mug", intent="recommend_gift", entities=[("product_type", "mug", "")])
    assert liked
    assert talk.memory.criteria.text == liked
    assert found(answered) == ["swan"]


@pytest.mark.parametrize("text", ["actually for Ana", "for Ana as well"])
def test_the_budget_stays_for_another_person(talk: Talk, text: str) -> None:
    said = [("person", "my sister", ""), ("price", "95 euro", "max"), ("product_type", "kettle", "")]
    talk.hear(GIFT, "a kettle for my sister, max 95", intent="recommend_gift", entities=said)
    answered = talk.hear(GIFT, text, intent="recommend_gift", entities=[("person", "Ana", "")])
    assert (answered.responses, answered.said[0].values["budget_cents"]) == (["gift_ideas"], 9500)
    assert answered.said[0].values["who"] == "Ana"


@pytest.mark.parametrize("text", ["under 30 euro", "no more than 30", "30", "i dont know yet", "i need a present"])
def test_an_amount_or_a_sentence_is_nobody(talk: Talk, text: str) -> None:
    talk.hear(GIFT, "what could i get her", intent="recommend_gift")
    price = [("price", "30", "max")] if "30" in text else []
    again = talk.hear(GIFT, text, intent="inform", entities=price)
    assert again.responses == ["gift_for_whom"]
    answered = talk.hear(GIFT, "my aunt", intent="inform", entities=[("person", "my aunt", "")])
    assert answered.responses == (["what_do_they_like"] if price else ["what_budget"])
    assert answered.said[0].values["who"] == "your aunt"


@pytest.mark.parametrize("text", ["now my mother in law", "and my mother in law?"])
def test_the_next_one_is_for_somebody_else_at_the_same_price(talk: Talk, text: str) -> None:
    said = [("person", "Ana", ""), ("price", "100", "max")]
    talk.hear(GIFT, "a present for Ana, 100 max", intent="recommend_gift", entities=said)
    asked = talk.hear(GIFT, text, intent="recommend_gift", entities={"person": "my mother in law"})
    assert (asked.responses, asked.said[0].values["who"]) == (["what_do_they_like"], "your mother in law")


@pytest.mark.parametrize("text", ["nothing with running", "nothing to do with running please", "not for running"])
@pytest.mark.parametrize("action", ["action_search", "action_reject"])
def test_a_pastime_that_is_refused_is_left_out_of_the_ideas(talk: Talk, text: str, action: str) -> None:
    said = [("person", "my sister", ""), ("price", "300", "max")]
    talk.hear(GIFT, "gift for my sister, up to 300", intent="recommend_gift", entities=said)
    first = talk.hear(GIFT, "no idea", intent="inform")
    assert "cloudline" in found(first)
    answered = talk.hear(action, text, intent="refine_search" if action == "action_search" else "reject_suggestion")
    assert found(answered)
    assert not {"cloudline", "tempo"} & set(found(answered))


@pytest.mark.parametrize("text", ["not from them", "nothing more from those"])
def test_other_makes_than_those_shown_are_wanted(talk: Talk, text: str) -> None:
    said = [("person", "my sister", ""), ("price", "300", "max")]
    talk.hear(GIFT, "gift for my sister, up to 300", intent="recommend_gift", entities=said)
    talk.hear(GIFT, "no idea", intent="inform")
    answered = talk.hear("action_search", text, intent="refine_search")
    assert "Brewlund" in answered.said[0].values["given_up"]  # there are no others


def test_an_amount_alone_is_the_most_and_no_liking(talk: Talk) -> None:
    talk.hear(GIFT, "gift for my sister, up to 300", intent="recommend_gift", entities=MY_SISTER)
    answered = talk.hear(GIFT, "under 90", intent="inform")
    values = answered.said[0].values
    assert (answered.responses, values["budget_cents"], values["unmet"]) == (["gift_ideas"], 9000, "")


def test_a_limit_is_nobody(talk: Talk) -> None:
    said = [("person", "Ana", ""), ("person", "max", ""), ("price", "100", "max")]
    answered = talk.hear(GIFT, "gift for ana max 100", intent="recommend_gift", entities=said)
    assert (answered.responses, answered.said[0].values["who"]) == (["gift_ideas"], "Ana")


def test_who_has_enough_of_a_kind_is_shown_none_of_it(talk: Talk) -> None:
    talk.hear(GIFT, "gift for my sister up to 300", intent="recommend_gift", entities=MY_SISTER)
    talk.hear(GIFT, "no clue really", intent="inform")
    said = {"product_type": "shoes"}
    answered = talk.hear(GIFT, "not shoes she has enough", intent="recommend_gift", entities=said)
    assert (answered.responses, answered.said[0].values["unmet"]) == (["gift_ideas"], "")
    assert not {"cloudline", "tempo", "daily"} & set(found(answered))
