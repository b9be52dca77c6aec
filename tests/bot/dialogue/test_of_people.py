"""What is heard of friends, circles, polls, wishes and presents."""

from dataclasses import replace

import pytest

from bot.dialogue.before import Before, OpenQuestion
from bot.dialogue.following import hear_in_talk
from tests.bot.dialogue.in_answer import intent_of as answer_to
from tests.bot.dialogue.in_context import SHOWN, intent_in_talk, intent_of


@pytest.mark.parametrize("text", ["let only jonas see it", "make it visible to ana only", "only my circle sees that"])
def test_who_alone_is_to_see_something_is_a_setting(text: str) -> None:
    assert intent_of(text, "share_product", Before(), entities=("person",)) == "privacy_settings"
    assert intent_of(text, "friends_reviews", Before()) == "friends_reviews"
    assert intent_of("show only the black ones", "share_product", Before()) == "share_product"


@pytest.mark.parametrize("text", ["advice from people who know tents", "ask someone with experience with tents"])
def test_who_knows_a_kind_of_thing_is_no_vote(text: str) -> None:
    assert intent_of(text, "ask_friends", Before(), entities=("product_type",)) == "who_bought"
    assert intent_of(text, "ask_friends", Before()) == "ask_friends"
    said = "ask my friends if anyone knows which tent is best"
    assert intent_of(said, "ask_friends", Before(), entities=("product_type",)) == "ask_friends"


@pytest.mark.parametrize("text", ["add li to it too", "and kofi", "take jonas out again"])
def test_who_is_named_after_a_circle_goes_into_it_or_out(text: str) -> None:
    circle = Before(intent="add_friend", circle_id="c1")
    assert intent_of(text, "add_to_cart", circle, entities=("person",)) == "add_friend"
    assert intent_of(text, "add_to_cart", circle, entities=("person", "product")) == "add_to_cart"
    assert (
        intent_of(text, "add_to_cart", Before(intent="view_cart", circle_id="c1"), entities=("person",))
        == "add_to_cart"
    )


def test_who_somebody_is_asks_for_what_they_show() -> None:
    assert intent_of("who is marisol", "out_of_scope", Before(), entities=("person",)) == "friend_activity"
    assert intent_of("who is the boss here", "out_of_scope", Before()) == "out_of_scope"


@pytest.mark.parametrize("text", ["let my friends vote on the Hush 700", "have everybody vote", "let them decide"])
def test_who_lets_others_vote_asks_them(text: str) -> None:
    assert intent_of(text, "poll_status", Before()) == "ask_friends"


@pytest.mark.parametrize("intent", ["privacy_settings", "share_product", "remove_from_cart"])
def test_the_wishlist_is_where_it_says_so(intent: str) -> None:
    assert intent_of("take the kettle off my wishlist", intent, Before()) == "add_to_wishlist"
    assert intent_of("take my wishlist private", intent, Before()) == intent


def test_after_a_wish_a_note_is_the_wishs_and_after_a_review_it_is_the_review() -> None:
    assert intent_of("add a note: size s", "rate_product", Before(intent="add_to_wishlist")) == "add_to_wishlist"
    assert intent_of("delete it", "remove_from_cart", Before(intent="rate_product")) == "write_review"
    assert intent_of("delete it", "remove_from_cart", Before(intent="view_cart")) == "remove_from_cart"


def test_the_next_person_is_asked_about_as_the_one_before() -> None:
    before = Before(intent="who_bought")
    assert intent_of("and ana?", "inform", before, entities=("person",)) == "who_bought"
    assert intent_of("and then?", "inform", before) == "inform"


def test_a_vote_is_one_whatever_was_said_before() -> None:
    assert intent_of("i vote for the first", "choose_option", SHOWN) == "poll_status"


@pytest.mark.parametrize("text", ["which circles do i have", "who is in mums", "my circles", "who do i follow"])
def test_circles_are_asked_about_in_any_words(text: str) -> None:
    assert intent_of(text, "out_of_scope", Before()) == "friend_activity"
    assert intent_of("make a circle with ana", "add_friend", Before(), entities=("person",)) == "add_friend"


@pytest.mark.parametrize("text", ["how is it going", "did anyone answer?", "and what did they say?", "any votes yet"])
def test_after_a_poll_its_answers_are_asked_for(text: str) -> None:
    heard = "friends_reviews" if "say" in text else "small_talk"
    assert intent_of(text, heard, Before(poll_shown=True)) == "poll_status"
    assert intent_of(text, heard, SHOWN) == heard


def test_ones_own_wishlist_is_sent_and_not_shown() -> None:
    assert intent_of("send my wishlist to ana", "show_wishlist", Before(), entities=("person",)) == "share_product"
    assert intent_of("show me my wishlist", "show_wishlist", Before()) == "show_wishlist"


def test_the_poll_that_is_shown_is_ended_in_a_word() -> None:
    shown = Before(intent="poll_status", poll_shown=True)
    assert intent_of("ok close it please", "never_mind", shown) == "poll_status"
    assert intent_of("close it", "never_mind", Before(intent="greet")) == "never_mind"


def test_a_circle_is_ended_and_no_account() -> None:
    for text in ("delete the circle book club", "pls delete my flat 3 circle"):
        assert intent_of(text, "erase_data", Before()) == "add_friend"
    assert intent_of("what circles do i have", "out_of_scope", Before()) == "friend_activity"
    assert intent_of("delete my account", "erase_data", Before()) == "erase_data"


def test_a_name_after_show_me_is_a_name_alone() -> None:
    assert intent_of("show me okanto daily one", "nlu_fallback", Before(), entities=("product",)) == "product_details"


def test_a_plain_answer_to_somebody_elses_poll_is_a_vote() -> None:
    asked = Before(intent="poll_status", poll_shown=True, poll_choices=("Tarn 2", "Okanto Hush"))
    assert intent_of("the tarn", "choose_option", asked, entities=("product_type",)) == "poll_status"
    assert intent_of("hush", "goodbye", asked) == "poll_status"
    assert intent_of("second one", "choose_option", asked, entities=("ordinal",)) == "poll_status"
    assert intent_of("tell me about the tarn", "product_details", asked, entities=("product",)) == "product_details"
    assert intent_of("hush", "goodbye", Before(intent="poll_status", poll_shown=True)) == "goodbye"
    details = Before(intent="product_details", poll_shown=True, poll_choices=("Tarn 2", "Okanto Hush"))
    assert intent_of("the tarn", "choose_option", details) == "choose_option"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("close that one", "inform"),
        ("remind li", "out_of_scope"),
        ("ask li again pls", "ask_friends"),
        ("who voted for what", "friends_reviews"),
    ],
)
def test_who_is_to_be_asked_again_is_of_the_poll_that_is_shown(text: str, intent: str) -> None:
    assert intent_of(text, intent, Before(poll_shown=True), entities=("person",)) == "poll_status"
    assert intent_of(text, intent, Before(), entities=("person",)) == intent


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("only me please", "refine_search"),
        ("just the running crew", "talk_to_human"),
        ("friends, but not karl", "block_person"),
    ],
)
def test_who_may_see_it_is_a_setting_right_after_it_was_told(text: str, intent: str) -> None:
    told = Before(intent="privacy_settings", audience_told=True)
    assert intent_of(text, intent, told) == "privacy_settings"
    assert intent_of(text, intent, Before(intent="search_product", audience_told=True)) == intent
    assert intent_of(text, intent, Before(intent="privacy_settings")) == intent


def test_another_name_after_a_question_on_people_is_the_same_question() -> None:
    for topic in ("ask_size_advice", "friend_activity", "who_bought"):
        assert intent_of("and ana?", "nlu_fallback", Before(intent=topic), entities=("person",)) == topic


def test_which_of_two_friends_knows_a_thing_compares_no_products() -> None:
    before = Before(intent="friend_activity", products_shown=True)
    text = "which of the two knows more about tents"
    assert intent_of(text, "compare_products", before, entities=("product_type",)) == "who_bought"
    assert intent_of(text, "compare_products", SHOWN, entities=("product_type",)) == "compare_products"


LISTED = Before(intent="poll_status", poll_shown=True, polls_listed=3)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("close the second one", "choose_option"),
        ("and the third?", "choose_option"),
        ("delete the kettle one", "remove_from_cart"),
        ("cancel the last one", "cancel_order"),
        ("how's the first one doing", "track_order"),
    ],
)
def test_a_place_is_of_the_polls_just_listed(text: str, intent: str) -> None:
    assert intent_of(text, intent, LISTED) == "poll_status"
    assert intent_of(text, intent, Before(intent="poll_status")) == intent


NEWS = Before(poll_shown=True, poll_brought=True, poll_choices=("Hearthby Whistle kettle", "Brewlund Swan"))


def test_a_poll_that_came_as_news_is_answered_by_name_whatever_is_asked() -> None:
    budget, cancels = OpenQuestion("recommend_gift", "budget"), OpenQuestion("cancel_order", "confirm")
    assert intent_in_talk("the kettle", "search_product", NEWS, question=budget) == "poll_status"
    assert intent_in_talk("the swan", "product_details", NEWS, question=OpenQuestion()) == "poll_status"
    assert intent_in_talk("second one", "choose_option", NEWS, question=OpenQuestion()) == "poll_status"
    assert intent_in_talk("second one", "choose_option", NEWS, question=cancels) == "choose_option"
    assert intent_in_talk("the swan", "inform", NEWS, question=OpenQuestion("write_review", "text")) == "inform"


@pytest.mark.parametrize("text", ["yes", "sure", "yeah go for it", "all of them are nice", "none of those", "nope"])
def test_an_answer_that_chooses_nothing_is_of_the_poll_that_is_shown(text: str) -> None:
    shown = Before(intent="poll_status", poll_shown=True, poll_choices=("Glide", "Cloudline 2", "Tempo R"))
    assert intent_of(text, "affirm", shown) == "poll_status"
    assert intent_of(text, "affirm", Before(intent="poll_status", poll_shown=True)) == "affirm"
    offered = OpenQuestion("none", "confirm")
    assert intent_in_talk("yes", "affirm", shown, question=offered) == "affirm"
    assert intent_of(text, "affirm", replace(shown, intent="ask_shipping")) == "affirm"


def test_a_yes_to_an_offer_is_no_vote_in_the_poll_shown_before() -> None:
    shown = Before(poll_shown=True, poll_choices=("Yes", "No"))
    assert intent_in_talk("yes", "affirm", shown, question=OpenQuestion("none", "confirm")) == "affirm"
    assert intent_in_talk("yes go for it", "affirm", shown, question=OpenQuestion()) == "poll_status"


@pytest.mark.parametrize("text", ["only the ones who run", "just the women in my climbing circle", "just the runners"])
def test_friends_to_ask_or_to_show_something_are_picked_by_what_they_do(text: str) -> None:
    for flow in ("ask_friends", "share_product"):
        assert intent_in_talk(text, "refine_search", Before(), question=OpenQuestion(flow, "confirm")) == flow
        assert intent_in_talk(text, "inform", Before(), question=OpenQuestion(flow, "person")) == flow
    assert intent_of("only the ones who run", "refine_search", SHOWN) == "refine_search"


def test_friends_just_spoken_of_are_picked_so_too() -> None:
    assert intent_of("only the ones who run", "refine_search", Before(intent="friend_activity")) == "who_bought"
    assert intent_of("which of my friends go camping", "small_talk", Before()) == "who_bought"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what would victor say", "out_of_scope"),
        ("would jonas like this", "ask_friends"),
        ("do you think kofi would like it", "friends_reviews"),
        ("would ana want that", "accept_friend"),
    ],
)
def test_what_somebody_would_say_asks_nobody(text: str, intent: str) -> None:
    assert intent_of(text, intent, SHOWN, entities=("person",)) == "friends_reviews"
    assert intent_of("ask jonas if he likes it", "ask_friends", SHOWN, entities=("person",)) == "ask_friends"


@pytest.mark.parametrize("text", ["rename climbing to rope team", "call my climbing circle rope team"])
def test_a_circle_gets_another_name(text: str) -> None:
    assert intent_of(text, "out_of_scope", Before()) == "add_friend"
    made = Before(intent="add_friend", circle_id="circle_1")
    assert intent_of("call it rope team", "out_of_scope", made) == "add_friend"
    assert intent_of("call it rope team", "out_of_scope", Before()) == "out_of_scope"


def heard_of(text: str, before: Before) -> tuple[str, list[str]]:
    parsed = {"text": text, "intent": {"name": "inform", "confidence": 0.9}, "entities": [], "sentiment": {}}
    heard = hear_in_talk(parsed, OpenQuestion(), before)
    return str(heard["intent"]["name"]), [one["value"] for one in heard["entities"]]


def test_a_colour_alone_is_one_and_is_nobody_among_people() -> None:
    assert heard_of("Orange!", SHOWN) == ("inform", ["orange"])
    assert heard_of("orange please", SHOWN) == ("inform", ["orange"])
    assert heard_of("marmalade", SHOWN)[1] == []
    assert heard_of("orange", Before(intent="friend_activity"))[0] == "nlu_fallback"


def test_what_a_no_leaves_as_it_is_is_declined() -> None:
    change = OpenQuestion("privacy", "confirm")
    assert intent_in_talk("nah leave them public", "reject_suggestion", Before(), question=change) == "deny"
    assert intent_in_talk("no keep it but without ana", "inform", Before(), question=change) == "inform"


def test_another_friend_is_asked_about_beside_what_waits_for_a_yes() -> None:
    before = Before(intent="friend_activity")
    parsed = {
        "text": "and karl?",
        "intent": {"name": "inform", "confidence": 0.8},
        "entities": [{"entity": "person", "value": "karl"}],
        "sentiment": {},
    }
    for flow, heard in (("privacy", "friend_activity"), ("erase_data", "friend_activity")):
        assert hear_in_talk(parsed, OpenQuestion(flow, "confirm"), before)["intent"]["name"] == heard
    assert hear_in_talk(parsed, OpenQuestion("ask_friends", "confirm"), before)["intent"]["name"] != "friend_activity"


def test_a_block_that_waits_for_a_yes_is_not_turned_on_who_was_only_asked_about() -> None:
    parsed = {
        "text": "and maya",
        "intent": {"name": "inform", "confidence": 0.8},
        "entities": [{"entity": "person", "value": "maya"}],
        "sentiment": {},
    }
    blocks = OpenQuestion("block_person", "confirm")
    heard = hear_in_talk(parsed, blocks, Before(intent="ask_size_advice"))
    assert heard["intent"]["name"] == "ask_size_advice"
    assert hear_in_talk(parsed, blocks, Before(intent="block_person"))["intent"]["name"] == "block_person"


def test_a_draft_ends_on_the_day_named() -> None:
    asked = OpenQuestion("ask_friends", "confirm")
    for text, intent in (("end it tomorrow", "never_mind"), ("close it on sunday", "inform")):
        assert answer_to(text, intent, asked, entities=("date",)) == "ask_friends"
    assert answer_to("n take the meadow out", "remove_from_cart", asked, entities=("product",)) == "ask_friends"


def test_what_somebody_gave_and_who_sees_what_is_heard() -> None:
    assert intent_of("what did he give the glide max", "friend_activity", Before(), entities=("product",)) == (
        "friends_reviews"
    )
    assert intent_of("what did they give me", "friend_activity", Before()) == "friend_activity"
    assert intent_of("who sees that i bought it", "who_bought", SHOWN) == "privacy_settings"
    in_circle = Before(intent="add_friend", circle_id="circle_1")
    assert intent_of("whos in there now", "who_bought", in_circle) == "friend_activity"
    assert intent_of("whos in there now", "who_bought", Before()) == "who_bought"


@pytest.mark.parametrize(
    "text", ["show jonas what ana wrote", "can i send her opinion to my mum", "let jonas read this review"]
)
def test_words_of_a_review_that_somebody_shall_get_are_shared(text: str) -> None:
    assert intent_of(text, "friends_reviews", Before(), entities=("person",)) == "share_product"
    assert intent_of(text, "friends_reviews", Before()) == "friends_reviews"


@pytest.mark.parametrize(
    "text", ["show me ana's review", "show ana's review", "share my review with friends only", "what did ana write"]
)
def test_reviews_that_are_read_or_hidden_are_not(text: str) -> None:
    assert intent_of(text, "friends_reviews", Before(), entities=("person",)) == "friends_reviews"


@pytest.mark.parametrize("text", ["what did he write", "and what does she say", "ok what did jonas write about it"])
def test_what_a_friend_wrote_is_asked_after_a_word_on_friends(text: str) -> None:
    assert intent_of(text, "out_of_scope", Before(intent="friends_reviews")) == "friends_reviews"
    assert intent_of(text, "out_of_scope", Before(intent="greet")) == "out_of_scope"


TOLD = Before(intent="privacy_settings", audience_told=True)


@pytest.mark.parametrize(
    "text",
    ["i dont want that", "no i don't like that", "stop it", "turn that off pls", "i dont want them to see that"],
)
def test_who_sees_something_is_turned_down_in_a_word(text: str) -> None:
    assert intent_of(text, "reject_suggestion", TOLD) == "privacy_settings"
    assert intent_of(text, "reject_suggestion", Before(intent="search_product")) == "reject_suggestion"


@pytest.mark.parametrize("text", ["what about my reviews", "and my wishlist?", "how about my sizes then"])
def test_who_sees_the_rest_is_asked_in_a_few_words(text: str) -> None:
    assert intent_of(text, "read_reviews", TOLD) == "privacy_settings"
    assert intent_of(text, "read_reviews", Before(intent="affirm", audience_told=True)) == "privacy_settings"
    assert intent_of(text, "read_reviews", Before(intent="affirm")) == "read_reviews"


def test_who_is_taken_out_of_a_circle_again_needs_no_verb() -> None:
    circle = Before(intent="add_friend", circle_id="c1")
    assert intent_of("actually not priya", "deny", circle, entities=("person",)) == "add_friend"
    assert intent_of("actually not priya", "deny", Before(intent="add_friend"), entities=("person",)) == "deny"


def test_a_name_alone_is_asked_the_same_of() -> None:
    for intent in ("show_wishlist", "friends_reviews", "friend_activity"):
        assert intent_of("ana's", "choose_option", Before(intent=intent), entities=("person",)) == intent
    assert intent_of("ana's", "choose_option", Before(intent="search_product"), entities=("person",)) == "choose_option"


@pytest.mark.parametrize(
    "text", ["what did i send lately", "what have i shared", "did i send that to ana already", "whom did i show it"]
)
def test_what_one_has_sent_is_asked_of_what_was_sent(text: str) -> None:
    for intent in ("share_product", "track_order", "out_of_scope"):
        assert intent_of(text, intent, Before()) == "friend_activity"


@pytest.mark.parametrize(
    "text", ["what did i send back", "have i sent you my order number", "when did i send the parcel"]
)
def test_parcels_are_no_things_sent_to_friends(text: str) -> None:
    assert intent_of(text, "track_order", Before()) == "track_order"


def test_who_sees_what_one_bought_is_asked_beside_any_question() -> None:
    adding = OpenQuestion("add_to_cart", "product")
    text = "who can see that i bought it"
    assert intent_in_talk(text, "who_bought", Before(), question=adding) == "privacy_settings"


def test_who_of_them_does_something_is_no_poll() -> None:
    of_friends = Before(intent="friends_reviews")
    assert intent_of("who of them runs", "poll_status", of_friends) == "who_bought"
    assert intent_of("who of them voted", "poll_status", of_friends) == "poll_status"


@pytest.mark.parametrize("text", ["can my mum see that", "who sees it?", "will jonas know about this"])
def test_who_sees_a_poll_that_is_shown_is_asked_of_it(text: str) -> None:
    assert intent_of(text, "share_product", Before(poll_shown=True)) == "poll_status"
    assert intent_of(text, "share_product", Before()) == "share_product"
    assert intent_of("can i see that", "share_product", SHOWN) == "share_product"
