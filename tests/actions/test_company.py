"""One thing for several people, in conversation: who they are, what each lets the shopper see, and nothing else."""

from dataclasses import replace

import pytest

from actions.memory import Criteria
from shop.customers import Customer
from shop.friends.blocks import block_person
from shop.reviews import Visibility
from shop.reviews.writing import write_review
from shop.store import Store
from shop.wishlists.items import add_to_wishlist
from tests.actions.small_shop import befriend, open_finding_shop
from tests.actions.talk import Answered, Talk, found, reasons

ME, GIFT = "action_recommend", "action_recommend_gift"


@pytest.fixture
def store() -> Store:
    """Maya's friends are Ana, who wishes for the kettle, and Pri, who wishes for the mug."""
    store = open_finding_shop()
    add_to_wishlist(store, "ana", "swan", visibility=Visibility.FRIENDS)
    add_to_wishlist(store, "priya", "mug", visibility=Visibility.FRIENDS)
    return store


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, "maya")


def people(*names: str) -> list[tuple[str, str, str]]:
    return [("person", name, "") for name in names]


def ask_together(talk: Talk, text: str, *names: str) -> Answered:
    return talk.hear(ME, text, intent="recommend_for_me", entities=people(*names))


@pytest.mark.parametrize(
    "text",
    ["something Ana, Pri and I would like", "for me and Ana and Pri", "what would the three of us like, Ana Pri me"],
)
def test_a_list_for_friends_and_the_shopper(talk: Talk, text: str) -> None:
    answered = ask_together(talk, text, "Ana", "Pri")
    assert answered.responses == ["group_ideas"]
    assert answered.said[0].values["who"] == "Ana, Pri and you"
    assert set(found(answered)[:2]) == {"swan", "mug"}
    assert reasons(answered)["swan"][0] == "It is on Ana's wishlist"
    assert reasons(answered)["mug"][0] == "It is on Pri's wishlist"
    assert talk.slots.get("flow", "none") == "none"


def test_who_the_others_are_is_asked_once_and_remembered(talk: Talk) -> None:
    asked = ask_together(talk, "something the three of us would like")
    assert (asked.responses, talk.slots["flow"], talk.slots["asking"]) == (
        ["group_of_whom"], "recommend_gift", "person",
    )  # fmt: skip
    answered = talk.hear(GIFT, "Ana and Pri", intent="inform", entities=people("Ana", "Pri"))
    assert (answered.responses, answered.said[0].values["who"]) == (["group_ideas"], "Ana, Pri and you")
    again = ask_together(talk, "anything else all of us would like?")
    assert (again.responses, again.said[0].values["who"]) == (["group_ideas"], "Ana, Pri and you")


def test_the_question_who_they_are_is_not_asked_twice_at_once(talk: Talk) -> None:
    asked = ask_together(talk, "something the three of us would like")
    resumed = talk.slots["memory"]["asked_in"]
    assert (asked.responses, resumed) == (["group_of_whom"], "m1")
    talk.turns -= 1  # the same message
    assert talk.hear("action_resume", "something the three of us would like").responses == []
    assert talk.hear("action_resume", "what does delivery cost?").responses == ["back_to_task", "group_of_whom"]


def test_a_present_for_two_asks_for_the_price_and_is_for_both(talk: Talk) -> None:
    asked = talk.hear(GIFT, "a present for Ana and Pri", intent="recommend_gift", entities=people("Ana", "Pri"))
    assert (asked.responses, asked.said[0].values["who"]) == (["what_budget"], "Ana and Pri")
    answered = talk.hear(GIFT, "95", intent="inform", entities=[("price", "95", "max")])
    assert answered.responses == ["group_ideas"]
    assert set(found(answered)[:2]) == {"swan", "mug"}
    assert "tempo" not in found(answered)  # 219.00


@pytest.mark.parametrize("text", ["what would the three of us enjoy?", "could you suggest one thing we all agree on"])
def test_words_about_the_company_are_no_wish(talk: Talk, text: str) -> None:
    ask_together(talk, text)
    answered = talk.hear(GIFT, "Ana and Pri", intent="inform", entities=people("Ana", "Pri"))
    assert talk.memory.criteria == Criteria()
    assert answered.text[0].isupper()


@pytest.mark.parametrize(
    "text",
    ["a gift for Ana and i have 60 to spend", "help me and find a gift for Ana", "we would like to give Ana a gift"],
)
def test_a_giver_is_not_taken_for_a_receiver(talk: Talk, text: str) -> None:
    said = [*people("Ana"), ("price", "300", "max")]
    answered = talk.hear(GIFT, text, intent="recommend_gift", entities=said)
    assert (answered.responses, answered.said[0].values["who"]) == (["gift_ideas"], "Ana")


def test_a_present_for_a_friend_and_somebody_unknown_goes_by_the_friend(talk: Talk) -> None:
    said = [*people("Ana", "my sister"), ("price", "300", "max")]
    answered = talk.hear(GIFT, "for Ana and my sister", intent="recommend_gift", entities=said)
    assert answered.responses == ["group_guessed", "group_ideas"]
    assert [said.values["who"] for said in answered.said] == ["your sister", "Ana and your sister"]
    assert found(answered)[0] == "swan"


def test_what_one_of_them_dislikes_is_not_shown(talk: Talk, store: Store) -> None:
    write_review(store, "priya", "swan", rating=1)
    assert "swan" not in found(ask_together(talk, "something for Ana, Pri and me", "Ana", "Pri"))


def test_nothing_hidden_changes_the_list(talk: Talk, store: Store) -> None:
    before = ask_together(talk, "something for Ana, Pri and me", "Ana", "Pri")
    write_review(store, "priya", "swan", rating=1, visibility=Visibility.ONLY_ME)
    add_to_wishlist(store, "ana", "tempo", visibility=Visibility.ONLY_ME)
    after = ask_together(Talk(store, "maya"), "something for Ana, Pri and me", "Ana", "Pri")
    assert (found(after), reasons(after)) == (found(before), reasons(before))


def test_somebody_who_blocked_the_shopper_is_like_somebody_unknown(store: Store) -> None:
    block_person(store, "priya", "maya")
    answers = []
    for name in ("Pri", "Zed"):
        answered = ask_together(Talk(store, "maya"), f"something for Ana, {name} and me", "Ana", name)
        answers.append((answered.responses, found(answered), reasons(answered)))
        assert [said.values["who"] for said in answered.said] == [name, f"Ana, {name} and you"]
    assert answers[0] == answers[1]


def test_a_name_that_fits_two_friends_is_asked_about_and_the_others_are_kept(talk: Talk, store: Store) -> None:
    befriend(store, "lena", "maya")
    befriend(store, "maya", "omar")
    with store.write() as tx:
        for id in ("lena", "omar"):
            person = tx.get(Customer, id)
            assert person is not None
            tx.put(replace(person, name=f"Sam {id.title()}"))
    asked = ask_together(talk, "something for Ana, Sam and me", "Ana", "Sam")
    assert asked.responses == ["which_person"]
    answered = talk.hear(GIFT, "the first one", intent="choose_option", entities={"ordinal": "first"})
    assert answered.responses == ["group_ideas"]
    assert answered.said[0].values["who"] in ("Ana, Lena and you", "Ana, Omar and you")


def test_a_critique_of_the_list_keeps_it_a_list_for_all(talk: Talk) -> None:
    first = found(ask_together(talk, "something for Ana, Pri and me", "Ana", "Pri"))
    said = [("brand", "Brewlund", "not")]
    answered = talk.hear("action_search", "not Brewlund", intent="refine_search", entities=said)
    assert "swan" not in found(answered)
    assert talk.memory.chosen_by["as"] == "group"
    assert found(talk.hear("action_search", "undo that", intent="refine_search")) == first
    assert talk.memory.criteria == Criteria()


def test_why_it_was_chosen_is_told_by_whose_taste_it_was(talk: Talk) -> None:
    ask_together(talk, "something for Ana, Pri and me", "Ana", "Pri")
    answered = talk.hear("action_explain", "why the kettle?", entities={"product": "Swan"})
    assert answered.responses == ["explained_group"]
    assert "it is on Ana's wishlist" in answered.text


def test_a_guest_gets_what_others_like(store: Store) -> None:
    answered = Talk(store).hear(ME, "something Ana, Pri and I would like", entities=people("Ana", "Pri"))
    assert answered.responses == ["suggestions_for_you"]
    assert "wishlist" not in str(answered.said[0].facts)


@pytest.mark.parametrize(
    ("text", "givers"),
    [
        ("me and pri want to get ana something together for her birthday, 100 max", ["pri"]),
        ("tom and i are getting ana a present, 100 max", ["tom"]),
        ("what could my brother and i give ana for up to 100", ["my brother"]),
        ("a present for ana from pri and me, 100 max", ["pri"]),
        ("we need something for ana, pri pays half, 100 max", ["pri"]),
        ("something for me and pri to give ana, 100 max", ["pri"]),
    ],
)
def test_who_only_gives_gets_nothing(talk: Talk, text: str, givers: list[str]) -> None:
    said = [*people("ana", *givers), ("price", "100", "max")]
    answered = talk.hear(GIFT, text, intent="recommend_gift", entities=said)
    assert (answered.responses, answered.said[0].values["who"]) == (["gift_ideas"], "Ana")
    assert answered.said[0].facts["products"][0]["reasons"][0] == "It is on Ana's wishlist"


@pytest.mark.parametrize(
    ("text", "named", "who"),
    [
        ("what could i get ana and pri, up to 100", ["ana", "pri"], "Ana and Pri"),
        ("a present for me and ana, up to 100", ["ana"], "Ana and you"),
        ("ana and pri are getting married, something for them, 100 max", ["ana", "pri"], "Ana and Pri"),
        ("can you find me and ana a present, 100 max", ["ana"], "Ana and you"),
    ],
)
def test_who_shall_get_it_is_no_giver(talk: Talk, text: str, named: list[str], who: str) -> None:
    said = [*people(*named), ("price", "100", "max")]
    answered = talk.hear(GIFT, text, intent="recommend_gift", entities=said)
    assert answered.said[0].values["who"] == who


@pytest.mark.parametrize(
    ("text", "named"),
    [("not for pri, she pays half", "pri"), ("for ana only, from the two of us", "ana"), ("pri is chipping in", "pri")],
)
def test_whom_a_present_is_for_is_put_right(talk: Talk, text: str, named: str) -> None:
    talk.hear(GIFT, "present for ana and pri", intent="recommend_gift", entities=people("ana", "pri"))
    asked = talk.hear(GIFT, text, intent="inform", entities=people(named))
    assert (asked.responses, asked.said[0].values["who"]) == (["what_budget"], "Ana")
    talk.hear(GIFT, "present for ana and pri, 100 max", intent="recommend_gift", entities=people("ana", "pri"))
    said = [*people("ana", "pri"), ("price", "100", "max")]
    shown = talk.hear(GIFT, "gift for ana and pri, 100 max", intent="recommend_gift", entities=said)
    assert shown.said[0].values["who"] == "Ana and Pri"
    answered = talk.hear(GIFT, text, intent="recommend_gift", entities=people(named))
    assert (answered.responses, answered.said[0].values["who"]) == (["gift_ideas"], "Ana")
    assert answered.said[0].values["budget_cents"] == 10000


def test_her_whom_several_give_is_who_was_spoken_of(talk: Talk) -> None:
    talk.hear(GIFT, "gift for ana, 100", intent="recommend_gift", entities=[*people("ana"), ("price", "100", "max")])
    answered = talk.hear(
        GIFT, "pri and me want to get her something, 100 max", intent="recommend_gift",
        entities=[*people("pri"), ("price", "100", "max")],
    )  # fmt: skip
    assert answered.said[0].values["who"] == "Ana"


def test_what_several_could_give_is_a_present(talk: Talk) -> None:
    said = [*people("ana", "pri"), ("price", "100", "max")]
    answered = talk.hear(ME, "what could pri and i give ana, 100 max", intent="recommend_for_me", entities=said)
    assert (answered.responses, answered.said[0].values["who"]) == (["gift_ideas"], "Ana")


@pytest.mark.parametrize("text", ["it's for her AND pri", "actually for both pri and her", "no, her and pri together"])
def test_who_comes_to_the_one_a_present_is_for_gets_it_too(talk: Talk, text: str) -> None:
    talk.hear(GIFT, "gift for ana, 100", intent="recommend_gift", entities=[*people("ana"), ("price", "100", "max")])
    answered = talk.hear(GIFT, text, intent="recommend_gift", entities=people("pri"))
    assert (answered.responses, answered.said[0].values["who"]) == (["group_ideas"], "Ana and Pri")
    assert (answered.said[0].values["budget_cents"], answered.said[0].values["unmet"]) == (10000, "")
    talk = Talk(talk.store, "maya")
    talk.hear(GIFT, "gift for ana", intent="recommend_gift", entities=people("ana"))
    asked = talk.hear(GIFT, text, intent="inform", entities=people("pri"))
    assert (asked.responses, asked.said[0].values["who"]) == (["what_budget"], "Ana and Pri")


def test_another_takes_the_place_of_the_one_a_present_is_for(talk: Talk) -> None:
    talk.hear(GIFT, "gift for ana, 100", intent="recommend_gift", entities=[*people("ana"), ("price", "100", "max")])
    answered = talk.hear(GIFT, "the present is for pri", intent="recommend_gift", entities=people("pri"))
    assert (answered.responses, answered.said[0].values["who"]) == (["gift_ideas"], "Pri")


def test_both_of_us_are_the_shopper_and_the_friend_spoken_of_last() -> None:
    talk = Talk(open_finding_shop(), "maya", slots={"memory": {"person_id": "ana"}})
    answered = talk.hear("action_recommend", "something both of us like", intent="recommend_for_me")
    assert talk.memory.chosen_by.get("member_ids") == ["ana", "maya"]
    assert "Ana" in answered.text
    stranger = Talk(open_finding_shop(), "maya", slots={"memory": {"person_id": "omar"}})
    asked = stranger.hear("action_recommend", "something both of us like", intent="recommend_for_me")
    assert asked.responses == ["group_of_whom"], "nobody who is no friend is taken for one"
