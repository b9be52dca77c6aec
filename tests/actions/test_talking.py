"""Hello, chat, complaints, and what is said when nothing was understood."""

from datetime import timedelta
from pathlib import Path

import pytest
import yaml

import actions.talking.courtesies
import actions.talking.guidance
from shop.activity import EventName
from shop.activity.events import events_of
from shop.consent import Purpose, grant_consent
from shop.coupons import Coupon
from shop.friends.requests import ask_friend
from shop.hours import OpeningHours
from shop.orders.records import OrderStatus
from shop.store import Store
from shop.terms import Terms
from tests.actions.small_shop import NOON, Clock, add_order, open_finding_shop, open_shop
from tests.actions.talk import Talk

UPSET = {"polarity": -0.9, "frustration": 0.9}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_shop(clock)


def coupons(store: Store) -> list[Coupon]:
    with store.read() as tx:
        return tx.find(Coupon)


def test_customers_are_greeted_by_name_and_told_what_waits(store: Store) -> None:
    ask_friend(store, "omar", "maya")
    answered = Talk(store, "maya").hear("action_greet", "hi")
    assert answered.responses == ["hello_customer", "friend_requests_wait"]
    assert "Maya" in answered.said[0].text
    assert "Omar" in answered.said[1].text


def test_newcomers_and_guests_hear_what_it_can_do(store: Store) -> None:
    assert Talk(store, "ana").hear("action_greet").responses == ["hello_new_customer"]
    guest = Talk(store).hear("action_greet")
    assert guest.responses == ["hello_guest"]
    assert guest.said[0].titles


def test_nobody_is_told_of_requests_across_a_block_or_when_angry(store: Store) -> None:
    ask_friend(store, "omar", "maya")
    angry = Talk(store, "maya").hear("action_greet", mood="angry")
    assert angry.responses == ["hello_customer"]
    assert angry.said[0].titles == []


def test_an_open_task_is_not_buried_under_new_offers(store: Store) -> None:
    talk = Talk(store, "maya")
    assert talk.hear("action_greet", flow="return_order", asking="reason").said[0].titles == []
    assert talk.hear("action_help").responses == ["help_in_task"]
    assert talk.slots["flow"] == "return_order"


def test_goodbye_says_that_a_task_is_kept(store: Store) -> None:
    assert "begun" in Talk(store, "maya").hear("action_say_goodbye", flow="return_order", asking="order").text
    assert "begun" not in Talk(store, "maya").hear("action_say_goodbye").text


def test_it_never_pretends_to_be_human(store: Store) -> None:
    answered = Talk(store).hear("action_say_i_am_a_bot", "are you human?")
    assert "program" in answered.text
    assert answered.said[0].titles == ["Talk to a human"]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("tell me a joke", "small_talk_joke"),
        ("how are you?", "small_talk_how_are_you"),
        ("what's your favourite colour", "small_talk_about_me"),
        ("nice weather today", "small_talk_weather"),
        ("happy holidays!", "small_talk_wishes"),
        ("had a long day at work", "small_talk_tired"),
        ("my cat fell off the sofa", "small_talk_anything"),
    ],
)
def test_small_talk_takes_up_the_topic(store: Store, text: str, response: str) -> None:
    assert Talk(store).hear("action_small_talk", text).responses == [response]


def test_every_small_talk_phrase_can_be_reached() -> None:
    book = yaml.safe_load((Path("data") / "dialogue" / "responses" / "talking.yml").read_text())
    topics = {name.removeprefix("small_talk_") for name in book if name.startswith("small_talk_")}
    assert topics == {topic for topic, _ in actions.talking.courtesies._TOPICS} | {"anything", "sorrow"}


def test_who_is_in_sorrow_is_sold_nothing(store: Store) -> None:
    answered = Talk(store).hear("action_small_talk", "im so sad my dog died", intent="small_talk")
    assert answered.responses == ["small_talk_sorrow"]
    assert answered.said[0].titles == []


def test_feedback_is_kept_with_the_answer(store: Store) -> None:
    taken = Talk(store).hear("action_take_feedback", "your answers are way too long", sentiment={"polarity": -0.8})
    assert taken.facts("feedback_taken")["evidence"] == ["feedback: your answers are way too long"]
    assert taken.said[0].values == {"unhappy": True}
    invited = Talk(store).hear("action_take_feedback", "can I leave some feedback about this chat?")
    assert invited.responses == ["invite_feedback"]


def test_praise_of_a_product_leads_to_a_review(store: Store) -> None:
    talk = Talk(store, "maya")
    praised = talk.hear("action_take_compliment", "the Swan is lovely", entities={"product": "Swan"})
    assert praised.responses == ["compliment_to_product"]
    assert talk.memory.product_id == "swan"
    assert Talk(store).hear("action_take_compliment", "you rock").responses == ["compliment_taken"]
    unknown = Talk(store).hear("action_take_compliment", "love my Zorblax", entities={"product": "Zorblax"})
    assert unknown.responses == ["compliment_taken"]


def test_praise_of_a_product_is_a_like(store: Store) -> None:
    grant_consent(store, "maya", Purpose.PERSONALISE, source="test")
    Talk(store, "maya").hear("action_take_compliment", "the Swan is lovely", entities={"product": "Swan"})
    assert [(event.name, event.product_id) for event in events_of(store, "maya")] == [(EventName.LIKE, "swan")]


@pytest.mark.parametrize(
    "said", ["great. just great. 16 days. what a wonderful shop", "its just great that nobody tells me", "oh wonderful"]
)
def test_bitter_praise_is_a_complaint(store: Store, said: str) -> None:
    answered = Talk(store, "maya").hear("action_take_compliment", said, intent="compliment")
    assert answered.responses[-1] == "offer_human"


def test_a_human_gets_a_summary(store: Store) -> None:
    talk = Talk(store, "maya", slots={"flow": "return_order", "asking": "reason", "mood": "angry"})
    facts = talk.hear("action_hand_off", "get me a human NOW").facts("bringing_human")
    assert facts["handoff"] is True
    assert "shopper: Maya (maya)" in facts["evidence"]
    assert "task under way: return_order, asking for reason" in facts["evidence"]
    assert "last words: get me a human NOW" in facts["evidence"]
    assert talk.slots["flow"] == "none"  # it is theirs now: nothing is asked again


def test_who_takes_the_human_back_is_asked_what_else(store: Store) -> None:
    talk = Talk(store, "maya")
    talk.hear("action_hand_off", "give me a human", intent="talk_to_human")
    assert talk.hear("action_hand_off", "no its ok", intent="talk_to_human").responses == ["no_human_then"]
    assert talk.hear("action_hand_off", "a human please", intent="talk_to_human").said[0].facts["handoff"]


def test_who_asks_for_other_shoppers_gets_a_no_and_no_human(store: Store) -> None:
    talk = Talk(store, "maya", slots={"failures": "1"})
    answered = talk.hear("action_out_of_scope", "show me all customers", intent="out_of_scope")
    assert answered.responses == ["not_others_data"]
    assert answered.said[0].titles == ["What are my friends up to?", "My privacy"]


def test_who_only_says_that_it_is_good_is_not_asked_what_the_yes_is_for(store: Store) -> None:
    assert Talk(store).hear("action_confirm", "ok perfect", intent="affirm").responses == ["acknowledged"]
    assert Talk(store).hear("action_confirm", "👍", intent="affirm").responses == ["acknowledged"]
    assert Talk(store).hear("action_confirm", "yes do that", intent="affirm").responses == ["nothing_to_confirm"]


def test_guests_are_asked_how_to_reach_them(store: Store) -> None:
    assert "e-mail" in Talk(store).hear("action_hand_off").text
    assert "e-mail" not in Talk(store, "maya").hear("action_hand_off").text


def test_who_asks_for_a_human_is_told_when_one_is_back(store: Store) -> None:
    with store.read() as tx:
        today = f"{tx.now:%a}"
    open_now = OpeningHours.read(f"{today} 00:00-23:59 UTC")
    assert Talk(store, "maya", terms=Terms(open_now)).hear("action_hand_off").responses == ["bringing_human"]
    never_now = OpeningHours.read("Sun 00:00-00:01 UTC" if today != "Sun" else "Mon 00:00-00:01 UTC")
    handed = Talk(store, terms=Terms(never_now)).hear("action_hand_off").facts("human_later")
    assert handed["handoff"] is True
    assert handed["values"]["back"] in ("tomorrow at 0:00", "on Sunday at 0:00")


def test_complaints_are_met_with_an_apology_and_a_human(store: Store) -> None:
    talk = Talk(store)
    complained = talk.hear("action_handle_complaint", "worst service ever", sentiment=UPSET)
    assert complained.responses == ["sorry_to_hear", "offer_human"]
    assert talk.slots["asking"] == "confirm"
    handed_over = talk.hear("action_confirm", "yes", intent="affirm")
    assert handed_over.facts("bringing_human")["handoff"] is True
    assert talk.slots["asking"] == "none"


def test_a_human_can_be_declined(store: Store) -> None:
    talk = Talk(store)
    talk.hear("action_handle_complaint", "this is ridiculous")
    assert talk.hear("action_decline", "no", intent="deny").responses == ["no_human_then"]
    assert talk.slots["asking"] == "none"


def test_the_offer_of_a_human_lapses_with_the_next_matter(store: Store) -> None:
    talk = Talk(store)
    talk.hear("action_handle_complaint", "this is ridiculous")
    talk.hear("action_small_talk", "tell me a joke")
    assert talk.slots["asking"] == "none"
    assert talk.hear("action_confirm", "yes").responses == ["nothing_to_confirm"]


def test_a_complaint_inside_a_task_leaves_its_question_open(store: Store) -> None:
    talk = Talk(store, "maya", slots={"flow": "return_order", "asking": "reason"})
    complained = talk.hear("action_handle_complaint", "you are useless", sentiment=UPSET)
    assert complained.said[-1].titles == ["Talk to a human"]
    assert (talk.slots["flow"], talk.slots["asking"]) == ("return_order", "reason")


@pytest.mark.parametrize(
    ("said", "response"),
    [
        ("your prices are a joke", "sorry_to_hear"),
        ("the quality of this website is awful", "sorry_to_hear"),
        ("i am fed up with your shop", "sorry_late"),
        ("awful service, ten days of waiting", "sorry_late"),
    ],
)
def test_a_late_order_is_named_only_where_it_may_be_meant(store: Store, said: str, response: str) -> None:
    add_order(store, "#W4300000", "maya", "mug-1", status=OrderStatus.PROCESSED, days_ago=10)
    assert Talk(store, "maya").hear("action_handle_complaint", said).responses[0] == response


@pytest.mark.parametrize(("days_ago", "response"), [(10, "sorry_late"), (1, "sorry_order")])
def test_who_is_angry_about_an_order_just_told_of_is_not_asked_which(
    store: Store, days_ago: int, response: str
) -> None:
    add_order(store, "#W4300000", "maya", "mug-1", status=OrderStatus.PROCESSED, days_ago=days_ago)
    talk = Talk(store, "maya")
    told = {"order_id": "W4300000"}
    talk.hear("action_track_order", "where is W4300000", intent="track_order", entities=told)
    answer = talk.hear("action_handle_complaint", "this is ridiculous i want a refund", intent="complain")
    assert answer.responses[0] == response
    assert "#W4300000" in answer.text


def test_an_upset_shopper_with_a_late_order_gets_one_coupon_in_ninety_days(store: Store, clock: Clock) -> None:
    add_order(store, "#W4300000", "maya", "mug-1", status=OrderStatus.PROCESSED, days_ago=10)
    said = ("action_handle_complaint", "every order with you is a mess, #W4300000 too")
    complained = Talk(store, "maya").hear(*said, sentiment=UPSET)
    assert complained.responses == ["sorry_late", "sorry_coupon", "offer_human"]
    given = coupons(store)
    assert [(c.customer_id, c.percent, c.uses_left) for c in given] == [("maya", 10, 1)]
    assert given[0].id in complained.text
    assert Talk(store, "maya").hear(*said, sentiment=UPSET).responses == ["sorry_late", "offer_human"]
    clock.pass_days(89)
    Talk(store, "maya").hear(*said, sentiment=UPSET)
    assert len(coupons(store)) == 1
    clock.pass_days(2)
    Talk(store, "maya").hear(*said, sentiment=UPSET)
    assert len(coupons(store)) == 1  # for that order there was one
    add_order(store, "#W4300009", "maya", "mug-1", status=OrderStatus.PROCESSED, days_ago=10)
    Talk(store, "maya").hear("action_handle_complaint", "and now #W4300009", sentiment=UPSET)
    assert len(coupons(store)) == 2


def test_a_damaged_order_that_came_lately_counts(store: Store) -> None:
    came_at = NOON - timedelta(days=3)
    add_order(store, "#W4300001", "maya", "swan-copper", status=OrderStatus.DELIVERED, days_ago=5, delivered_at=came_at)
    complained = Talk(store, "maya").hear(
        "action_handle_complaint", "the Swan came smashed", entities={"product": "Swan"}, sentiment=UPSET
    )
    assert complained.responses == ["sorry_damaged", "sorry_coupon", "offer_human"]
    assert complained.said[-1].titles[:2] == ["Report the damage", "Return it"]


@pytest.mark.parametrize(
    ("customer_id", "text", "sentiment"),
    [
        ("maya", "order #W4310021 is a joke", UPSET),  # placed yesterday
        ("ana", "order #W4300000 is late", UPSET),  # somebody else's
        (None, "order #W4300000 is late", UPSET),
        ("maya", "#W4300000 is a bit late, isn't it", {"frustration": 0.2}),
    ],
)
def test_no_coupon_without_a_reason(
    store: Store, customer_id: str | None, text: str, sentiment: dict[str, float]
) -> None:
    add_order(store, "#W4300000", "maya", "mug-1", status=OrderStatus.PROCESSED, days_ago=10)
    complained = Talk(store, customer_id).hear("action_handle_complaint", text, sentiment=sentiment)
    assert "sorry_coupon" not in complained.responses
    assert coupons(store) == []
    if customer_id != "maya":
        assert "#W4300000" not in complained.text


def test_what_is_out_of_scope_is_said_once_then_a_human_is_offered(store: Store) -> None:
    talk = Talk(store, "maya")
    assert talk.hear("action_out_of_scope", "what is the capital of Mongolia").responses == ["out_of_scope"]
    assert talk.slots["failures"] == "1"
    assert talk.hear("action_out_of_scope", "and of Peru").responses == ["out_of_scope_again"]
    assert (talk.slots["failures"], talk.slots["asking"]) == ("2", "confirm")
    talk.hear("action_say_welcome", "thanks")
    assert talk.slots["failures"] == "0"


@pytest.mark.parametrize("action", ["action_out_of_scope", "action_not_understood"])
def test_the_name_of_a_department_is_plain_enough(action: str) -> None:
    talk = Talk(open_finding_shop(), "maya")
    answered = talk.hear(action, "kettle stuff")
    assert answered.responses == ["found_products"]
    assert {card["product_id"] for card in answered.said[0].facts["products"]} == {"swan"}
    assert talk.slots["failures"] == "0"


def test_what_is_not_understood_is_asked_with_the_two_best_guesses(store: Store) -> None:
    talk = Talk(store, "maya")
    guesses = ("inform", "track_order", "refund_status", "help")
    asked = talk.hear("action_not_understood", "hm the W4310021?", entities={"order_id": "W4310021"}, guesses=guesses)
    replies = asked.facts("not_understood")["quick_replies"]
    assert [reply["title"] for reply in replies] == ["Where is my order?", "Where is my refund?"]
    assert replies[0]["payload"] == '/track_order{"order_id":"W4310021"}'
    assert talk.hear("action_not_understood", "grmbl").responses == ["not_understood_again"]
    assert talk.slots["failures"] == "2"
    assert talk.hear("action_confirm", "yes", intent="affirm").facts("bringing_human")["handoff"] is True


def test_nothing_to_guess_is_asked_again_plainly(store: Store) -> None:
    asked = Talk(store).hear("action_not_understood", "asdf")
    assert asked.facts("not_understood")["quick_replies"] == []
    assert asked.said[0].values == {"guesses": 0}


def test_help_for_guests_speaks_of_no_orders_of_theirs(store: Store) -> None:
    guest, customer = Talk(store).hear("action_help"), Talk(store, "maya").hear("action_help")
    assert "Where is my order?" not in guest.said[0].titles
    assert "Where is my order?" in customer.said[0].titles


def test_every_button_is_an_intent_of_the_domain() -> None:
    domain = yaml.safe_load(Path("domain.yml").read_text())
    assert set(actions.talking.guidance._TITLES) <= set(domain["intents"])


@pytest.mark.parametrize(
    ("text", "comes"),
    [
        ("no, no human please", False),
        ("no thanks, i do not want to talk to a human", False),
        ("i dont want a person", False),
        ("no, I want a human", True),
        ("I don't want a bot, a human please", True),
        ("why do you not give me a human", True),
        ("human", True),
    ],
)
def test_a_human_comes_only_to_who_wants_one(store: Store, text: str, comes: bool) -> None:
    answered = Talk(store, "maya").hear("action_hand_off", text, intent="talk_to_human")
    assert answered.responses == (["bringing_human"] if comes else ["no_human_then"])


def test_what_is_complained_of_is_what_goes_on_to_be_talked_about(store: Store) -> None:
    talk = Talk(store, "maya")
    talk.hear("action_handle_complaint", "i want to complain about my kettle", intent="complain")
    assert talk.memory.told.order_id == "#W4308874"
