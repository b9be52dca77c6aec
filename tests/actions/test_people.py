"""What friends have and do, as far as they show it."""

import pytest

from actions.memory import Memory, write_memory
from shop.activity import ActivityType
from shop.activity.feed import hide_activity, hide_purchase
from shop.consent import Purpose, withdraw_consent
from shop.friends.blocks import block_person
from shop.friends.follows import follow_person
from shop.wishlists.items import add_to_wishlist
from tests.actions.small_shop import Clock, befriend
from tests.actions.social_shop import deliver, guest, maya, open_social_shop, review, show_all
from tests.actions.talk import Answered, Talk

SWAN = [("product", "Swan")]


def who_bought(
    talk: Talk, text: str = "who of my friends has this", entities: list[tuple[str, str]] = SWAN
) -> Answered:
    return talk.hear("action_who_bought", text, intent="who_bought", entities=entities)


def news(talk: Talk, text: str = "what have my friends bought lately", *entities: tuple[str, str]) -> Answered:
    return talk.hear("action_friend_activity", text, intent="friend_activity", entities=entities)


def test_friends_who_bought_it_and_show_it_are_named() -> None:
    store = open_social_shop()
    for id in ("ana", "kofi", "ben"):
        deliver(store, id, "swan-white")
    for id in ("ana", "kofi"):
        show_all(store, id)
    talk = maya(store)
    answered = who_bought(talk)
    assert answered.responses == ["friends_bought"]
    assert answered.said[0].values["people"] == "Ana and Kofi"
    assert talk.memory.person_ids == ["ana", "kofi"]
    assert talk.slots["shown"] == "people"


@pytest.mark.parametrize("step", ["withdraw", "hide type", "hide product", "block"])
def test_whoever_stops_showing_it_is_named_no_more(step: str) -> None:
    store = open_social_shop()
    deliver(store, "ana", "swan-white")
    show_all(store, "ana")
    if step == "withdraw":
        withdraw_consent(store, "ana", Purpose.FRIENDS_SEE, source="test")
    elif step == "hide type":
        hide_activity(store, "ana", ActivityType.PURCHASED)
    elif step == "hide product":
        hide_purchase(store, "ana", "swan")
    else:
        block_person(store, "ana", "maya")
    answered = who_bought(maya(store))
    assert answered.responses == ["no_friend_bought"]
    assert "Ana" not in str(answered.said)


def test_of_a_list_is_said_what_the_one_spoken_of_shows_to_have() -> None:
    store = open_social_shop()
    for person, variant in (("ana", "swan-white"), ("kofi", "tempo-38-white")):
        deliver(store, person, variant)
        show_all(store, person)
    talk = maya(store)
    talk.slots["memory"] = write_memory(Memory(product_ids=["swan", "tempo"], person_id="ana"))
    answered = who_bought(talk, "does she have any of these already", [])
    assert (answered.responses, answered.said[0].values["count"]) == (["friend_has_of_these"], 1)
    assert "Swan" in answered.said[0].values["titles"]
    hide_activity(store, "ana", ActivityType.PURCHASED)
    assert who_bought(talk, "does she have any of these already", []).said[0].values["count"] == 0


def test_of_a_list_is_said_which_friends_have_what() -> None:
    store = open_social_shop()
    deliver(store, "ana", "swan-white")
    show_all(store, "ana")
    talk = maya(store)
    talk.slots["memory"] = write_memory(Memory(product_ids=["swan", "tempo"]))
    answered = who_bought(talk, "do any of my friends have one of these", [])
    assert answered.responses == ["friends_have_of_these"]
    assert "Swan" in answered.text
    assert "Ana" in answered.text
    block_person(store, "ana", "maya")
    answered = who_bought(talk, "does anyone have any of those?", [])
    assert (answered.said[0].values["told"], answered.said[0].titles) == ("", ["Ask my friends"])


def test_what_she_bought_is_asked_of_the_one_spoken_of() -> None:
    store = open_social_shop()
    for person in ("ana", "kofi"):
        deliver(store, person, "swan-white")
        show_all(store, person)
    talk = maya(store)
    talk.slots["memory"] = write_memory(Memory(person_id="ana"))
    answered = news(talk, "what did she buy lately")
    assert answered.said[0].values["who"] == "Ana"
    assert news(talk, "what did they buy lately").said[0].values["who"] == "Kofi and Ana"


def test_a_present_is_nobodys_purchase() -> None:
    store = open_social_shop()
    deliver(store, "ana", "swan-white", gift_for="maya")
    show_all(store, "ana")
    assert who_bought(maya(store)).responses == ["no_friend_bought"]


def test_of_a_named_friend_only_what_they_show_is_told() -> None:
    store = open_social_shop()
    for id in ("ana", "kofi"):
        deliver(store, id, "swan-white")
    show_all(store, "ana")
    answered = who_bought(maya(store), "do Ana and Kofi have it", [*SWAN, ("person", "Ana"), ("person", "Kofi")])
    values = answered.said[0].values
    assert (values["own"], values["unseen"]) == ("Ana", "Kofi")
    answered = who_bought(maya(store), "has Omar got it", [*SWAN, ("person", "Omar")])
    assert answered.said[0].values["unknown"] == "Omar"


def test_without_friends_it_offers_to_add_one() -> None:
    talk = Talk(open_social_shop(), "omar")
    answered = who_bought(talk)
    assert "no friends here yet" in answered.text
    assert answered.said[0].titles == ["Read the reviews", "Add a friend"]
    assert who_bought(maya(mood="angry")).said[0].titles == []


def test_it_asks_which_product_and_guests_to_sign_in() -> None:
    assert who_bought(maya(), entities=[]).responses == ["which_product_do_you_mean"]
    assert who_bought(guest()).responses == ["please_sign_in"]


def test_news_shows_products_with_who_did_what() -> None:
    store = open_social_shop()
    deliver(store, "ana", "swan-white")
    for id in ("ana", "kofi"):
        show_all(store, id)
    add_to_wishlist(store, "kofi", "swan")
    talk = maya(store)
    answered = news(talk, "what's new with my friends")
    assert answered.responses == ["friend_news"]
    cards = {card["product_id"]: set(card["reasons"]) for card in answered.said[0].facts["products"]}
    assert cards["swan"] == {"Ana bought it", "Kofi wishes for it"}
    assert cards["cloudline"] == {"Ana reviewed it", "Kofi reviewed it"}
    assert set(talk.memory.product_ids) == {"swan", "cloudline"}


def test_news_is_narrowed_to_what_was_asked() -> None:
    store = open_social_shop()
    deliver(store, "ana", "swan-white")
    deliver(store, "kofi", "mug-1")
    for id in ("ana", "kofi"):
        show_all(store, id)

    def products(*args: object) -> set[str]:
        answered = news(maya(store), *args)  # type: ignore[arg-type]
        return {card["product_id"] for said in answered.said for card in said.facts.get("products", [])}

    assert products("what have my friends bought lately") == {"swan", "mug"}
    assert products("what did Ana buy", ("person", "Ana")) == {"swan"}
    assert products("any new reviews by friends") == {"cloudline"}
    assert products("which kettles are my friends buying", ("product_type", "kettles")) == {"swan"}
    assert products("what did they buy yesterday", ("date", "yesterday")) == set()


def test_news_of_follows_names_people_whom_the_shopper_may_find() -> None:
    store = open_social_shop()
    show_all(store, "ana")
    follow_person(store, "ana", "omar")
    answered = news(maya(store), "friend feed")
    assert answered.said[0].values["follows"] == "Ana follows Omar"


def test_nothing_to_show_is_said_by_its_reason() -> None:
    assert news(maya()).responses == ["no_friend_news"]
    alone = news(Talk(open_social_shop(), "omar"))
    assert alone.said[0].values["friends"] == 0
    assert alone.said[0].titles == ["Add a friend"]
    assert news(maya(), "what's Omar up to", ("person", "Omar")).responses == ["person_not_found"]
    assert news(maya(), "what's Ana up to", ("person", "Ana")).said[0].values["people"] == "Ana"


def test_old_news_is_no_news() -> None:
    clock = Clock()
    store = open_social_shop(clock)
    show_all(store, "ana")
    review(store, "ana", "mug", 5)
    clock.pass_days(120)
    assert news(maya(store)).responses == ["no_friend_news"]


def test_guests_have_no_friends() -> None:
    assert news(guest()).responses == ["please_sign_in"]


@pytest.mark.parametrize("text", ["who are my friends?", "show me my friends list", "how many friends do i have"])
def test_friends_are_listed_by_name(text: str) -> None:
    answered = news(maya(), text)
    assert answered.responses == ["your_friends"]
    assert "Ana" in answered.text
    assert str(answered.said[0].values["count"]) in answered.text or "Ana" in answered.said[0].values["people"]


def test_who_goes_on_to_another_friend_asks_for_the_same_of_them() -> None:
    store = open_social_shop()
    deliver(store, "ana", "swan-white")
    for id in ("ana", "kofi"):
        show_all(store, id)
    talk = maya(store)
    assert news(talk, "what did ana get", ("person", "ana")).responses == ["friend_news"]
    said = news(talk, "and kofi?", ("person", "kofi"))  # who has bought nothing, and reviewed a shoe
    assert (said.responses, said.said[0].values["narrowed"]) == (["no_friend_news"], True)
    assert news(talk, "what's new with kofi", ("person", "kofi")).responses == ["friend_news"]
    assert news(talk, "and ana", ("person", "ana")).responses == ["friend_news"]


def test_of_a_list_only_what_the_one_named_has_is_told() -> None:
    talk = maya(memory={"product_ids": ["cloudline", "tempo"]}, shown="products")
    answered = who_bought(talk, "does lena have these", [("person", "nobodyknown")])
    assert answered.responses == ["person_not_found"]
    answered = who_bought(talk, "does ana have any of these", [("person", "Ana")])
    assert answered.responses == ["friend_has_of_these"]
    assert answered.said[0].values["who"] == "Ana"


@pytest.mark.parametrize("text", ["who else is friends with Ana", "are Ana and Kofi friends", "who are Ana's friends"])
def test_who_is_friends_with_others_is_told_to_nobody(text: str) -> None:
    store = open_social_shop()
    befriend(store, "ana", "kofi")
    said = [("person", name) for name in ("Ana", "Kofi") if name in text]
    answered = maya(store).hear("action_friend_activity", text, intent="friend_activity", entities=said)
    assert answered.responses == ["friends_of_others"]
    assert answered.said[0].values["count"] == len(said), "that they are the shopper's own friends is known"
    stranger = [("person", "Omar")]
    asked = "who is friends with Omar"
    unknown = maya(store).hear("action_friend_activity", asked, intent="friend_activity", entities=stranger)
    assert unknown.said[0].values == {"who": "", "count": 0}
    block_person(store, "ana", "maya")
    blocked = maya(store).hear("action_friend_activity", text, intent="friend_activity", entities=said)
    assert "Ana" not in str(blocked.said[0].values), "the same as for somebody who does not exist"
