"""Showing things to friends, or to whoever has a link."""

import pytest

from shop.activity import EventName
from shop.activity.events import events_of
from shop.catalogue import withdraw_product
from shop.consent import Purpose, grant_consent
from shop.friends.blocks import block_person
from shop.friends.circles import add_to_circle, make_circle
from shop.notifications import pending
from shop.reviews import Visibility
from shop.shares import links_of, open_link
from shop.store import Store
from shop.wishlists.items import add_to_wishlist
from tests.actions.social_shop import APP, guest, maya, open_social_shop
from tests.actions.talk import Answered, Talk, reasons

Entities = list[tuple[str, str]]
SWAN: Entities = [("product", "Swan")]


def share(talk: Talk, text: str, entities: Entities = [], *, intent: str = "share_product") -> Answered:  # noqa: B006
    return talk.hear("action_share", text, intent=intent, entities=entities)


def confirm(talk: Talk) -> Answered:
    return talk.hear("action_confirm", "yes", intent="affirm")


def news(store: Store, customer_id: str) -> list[tuple[str, str]]:
    return [(note.kind, note.subject_id) for note in pending(store, customer_id) if note.kind.startswith("shared")]


def token_of(url: str) -> str:
    start = f"{APP.base_url}/s/"
    assert url.startswith(start)
    return url.removeprefix(start)


@pytest.mark.parametrize("text", ["can I get a link", "how do i share it on whatsapp", "gimme the url", "copy link"])
def test_a_link_is_given_at_once_and_opens_for_a_guest(text: str) -> None:
    talk = maya()
    answered = share(talk, text, SWAN)
    assert answered.responses == ["share_link"]
    (link,) = answered.said[0].facts["links"]
    assert open_link(talk.store, APP.secret, token_of(link["url"]), None).subject_id == "swan"
    assert talk.slots.get("flow", "none") == "none"


def test_a_friend_is_told_after_a_yes() -> None:
    talk = maya()
    answered = share(talk, "send this to Ana", [*SWAN, ("person", "Ana")])
    assert answered.responses == ["shall_i_share"]
    assert news(talk.store, "ana") == []
    assert confirm(talk).responses == ["shared"]
    assert news(talk.store, "ana") == [("shared_product", "swan")]
    assert talk.slots["flow"] == "none"


def test_what_is_shared_tells_of_taste() -> None:
    talk = maya()
    grant_consent(talk.store, "maya", Purpose.PERSONALISE, source="test")
    share(talk, "can I get a link", SWAN)
    shared = (EventName.SHARE, "swan")
    assert [(event.name, event.product_id) for event in events_of(talk.store, "maya")] == [shared]
    share(talk, "send this to Ana", [*SWAN, ("person", "Ana")])
    confirm(talk)
    assert [(event.name, event.product_id) for event in events_of(talk.store, "maya")] == [shared, shared]


def test_whom_can_be_mended_before_it_is_sent() -> None:
    talk = maya()
    both = [("person", "Ana"), ("person", "Ben")]
    share(talk, "send this to Ana and Ben", [*SWAN, *both])
    answered = share(talk, "no, just Ana", [("person", "Ana")])
    assert (answered.responses, answered.said[0].values["people"]) == (["shall_i_share"], "Ana")
    share(talk, "send this to Ana and Ben", [*SWAN, *both])
    answered = share(talk, "without Ben", [("person", "Ben")])
    assert answered.said[0].values["people"] == "Ana"
    confirm(talk)
    assert (news(talk.store, "ana"), news(talk.store, "ben")) == ([("shared_product", "swan")], [])


def test_a_no_sends_nothing() -> None:
    talk = maya()
    share(talk, "send this to Ana", [*SWAN, ("person", "Ana")])
    assert talk.hear("action_decline", "no", intent="deny").responses == ["not_shared"]
    assert news(talk.store, "ana") == []


def test_what_waits_there_already_is_not_sent_twice() -> None:
    talk = maya()
    for expected in ("shared", "shared_before"):
        share(talk, "send this to Ana", [*SWAN, ("person", "Ana")])
        assert confirm(talk).responses == [expected]
    assert news(talk.store, "ana") == [("shared_product", "swan")]


def test_it_asks_what_and_how() -> None:
    talk = maya()
    assert share(talk, "wanna share").responses == ["share_what"]
    answered = share(talk, "the Swan", SWAN, intent="inform")
    assert answered.responses == ["share_with_whom"]
    assert answered.said[0].titles[:2] == ["A link", "All 5 friends"]
    assert share(talk, "A link", [("ordinal", "1")], intent="choose_option").responses == ["share_link"]
    assert talk.slots["flow"] == "none"


def test_a_bare_name_answers_with_whom() -> None:
    talk = maya()
    share(talk, "share this", SWAN)
    assert share(talk, "to Ana and Kofi", intent="inform").said[0].values["people"] == "Ana and Kofi"
    confirm(talk)
    assert news(talk.store, "kofi") == [("shared_product", "swan")]


def test_several_products_of_a_list_and_all_friends() -> None:
    talk = maya(shown="products", memory={"product_ids": ["cloudline", "tempo", "swan"]})
    share(talk, "share the last two with Ana", [("ordinal", "last"), ("quantity", "two"), ("person", "Ana")])
    confirm(talk)
    assert set(news(talk.store, "ana")) == {("shared_product", "tempo"), ("shared_product", "swan")}
    share(talk, "send the Swan to all my friends", SWAN)
    confirm(talk)
    assert ("shared_product", "swan") in news(talk.store, "eve")


def test_a_wishlist_link_shows_what_is_for_others_only() -> None:
    talk = maya()
    add_to_wishlist(talk.store, "maya", "swan", visibility=Visibility.PUBLIC)
    add_to_wishlist(talk.store, "maya", "mug", visibility=Visibility.ONLY_ME)
    answered = share(talk, "give me a link to my wishlist")
    assert answered.responses == ["wishlist_link"]
    opened = open_link(talk.store, APP.secret, token_of(answered.said[0].facts["links"][0]["url"]), None)
    assert [wish.product_id for wish in opened.wishes] == ["swan"]


def test_a_wishlist_is_sent_to_a_friend() -> None:
    talk = maya()
    assert "your wishlist" in share(talk, "share my wishlist with Ana", [("person", "Ana")]).text
    confirm(talk)
    assert news(talk.store, "ana") == [("shared_wishlist", "maya")]


@pytest.mark.parametrize("name", ["Omar", "Lena", "my boss"])
def test_who_is_no_friend_gets_a_link_offered(name: str) -> None:
    answered = share(maya(), f"send it to {name}", [*SWAN, ("person", name)])
    assert answered.responses == ["cannot_send_to", "share_with_whom"]
    assert answered.said[0].titles == ["Give me a link instead"]


def test_mailing_to_somebody_outside_is_a_link() -> None:
    assert share(maya(), "mail it to my boss", [*SWAN, ("person", "my boss")]).responses == ["share_link"]


def test_a_friend_who_blocks_in_between_gets_nothing() -> None:
    talk = maya()
    share(talk, "send this to Ana", [*SWAN, ("person", "Ana")])
    block_person(talk.store, "ana", "maya")
    assert confirm(talk).responses == ["shared_with_nobody"]


def test_what_was_taken_off_sale_in_between_is_not_sent() -> None:

    talk = maya()
    share(talk, "send this to Ana", [*SWAN, ("person", "Ana")])
    withdraw_product(talk.store, "swan")
    assert confirm(talk).responses == ["cannot_do"]
    assert news(talk.store, "ana") == []


def test_guests_sign_in_and_make_no_links() -> None:
    talk = guest(open_social_shop())
    assert share(talk, "can I get a link", SWAN).responses == ["please_sign_in"]
    assert links_of(talk.store, "maya") == ()


def test_a_no_to_whom_leaves_it() -> None:
    talk = maya()
    share(talk, "share this", SWAN)
    assert share(talk, "no", intent="deny").responses == ["not_shared"]
    assert talk.slots["flow"] == "none"


@pytest.mark.parametrize(
    "text",
    [
        "share the swan with Ana, tell her it is for the marathon",
        "send the swan to Ana with the words “it is for the marathon”",
        "show Ana the swan saying it is for the marathon",
    ],
)
def test_words_go_with_it_and_the_friend_can_ask_for_them(text: str) -> None:
    talk = maya()
    answered = share(talk, text, [*SWAN, ("person", "Ana")])
    assert "it is for the marathon" in answered.text
    confirm(talk)
    (note,) = [note for note in pending(talk.store, "ana") if note.kind == "shared_product"]
    assert note.facts["message"] == "it is for the marathon"
    ana = Talk(talk.store, "ana")
    told = ana.hear("action_friend_activity", "what did maya send me?", entities={"person": "Maya"})
    assert told.responses == ["things_received"]
    assert reasons(told) == {"swan": ["from Maya: “it is for the marathon”"]}
    assert ana.hear("action_friend_activity", "did ben send me anything?").responses == ["things_received"]
    nothing = maya(talk.store).hear("action_friend_activity", "what did ana send me?", entities={"person": "Ana"})
    assert nothing.responses == ["nothing_received"]


def test_words_can_be_added_before_it_is_sent() -> None:
    talk = maya()
    share(talk, "send this to Ana", [*SWAN, ("person", "Ana")])
    assert "for Sunday" in share(talk, "add a note: for Sunday", intent="share_product").text
    confirm(talk)
    (note,) = [note for note in pending(talk.store, "ana") if note.kind == "shared_product"]
    assert (note.subject_id, note.facts["message"]) == ("swan", "for Sunday")


def test_who_comes_to_whom_it_goes_and_who_is_left_out_while_it_is_made() -> None:
    talk = maya()
    share(talk, "send this to Ana", [*SWAN, ("person", "Ana")])
    assert "Ana and Kofi" in share(talk, "and Kofi too", [("person", "Kofi")]).text
    talk = maya()
    assert share(talk, "share it with Ana and Kofi", [("person", "Ana"), ("person", "Kofi")]).responses == [
        "share_what"
    ]
    share(talk, "not Kofi", [("person", "Kofi")])
    answered = share(talk, "the swan", SWAN)
    assert "Ana" in answered.text
    assert "Kofi" not in answered.text


def test_what_is_sent_cannot_be_taken_back_and_that_is_said() -> None:
    talk = maya()
    share(talk, "send this to Ana", [*SWAN, ("person", "Ana")])
    confirm(talk)
    assert talk.hear("action_search", "take it back", intent="refine_search").responses == ["not_undone"]


def with_circle() -> Talk:
    """Maya with Ana and Kofi in her circle "Flat 3"."""
    talk = maya()
    circle = make_circle(talk.store, "maya", "Flat 3")
    for id in ("ana", "kofi"):
        add_to_circle(talk.store, "maya", circle.id, id)
    return talk


@pytest.mark.parametrize(
    ("text", "entities", "people"),
    [
        ("share the swan with flat 3", [*SWAN, ("rating", "3")], "Ana and Kofi"),
        ("send the swan to my flat 3 but not kofi", [*SWAN, ("person", "flat 3"), ("person", "kofi")], "Ana"),
        ("send the swan to flat 3 and ben", [*SWAN, ("person", "ben")], "Ana, Kofi and Ben"),
        ("send my wishlist to flat 3", [], "Ana and Kofi"),
    ],
)
def test_what_goes_to_a_circle_goes_to_who_is_in_it(text: str, entities: Entities, people: str) -> None:
    (told,) = share(with_circle(), text, entities).said
    assert (told.response, told.values["people"]) == ("shall_i_share", people)


def test_a_circle_alone_answers_to_whom() -> None:
    talk = with_circle()
    share(talk, "share the swan", SWAN)
    assert share(talk, "flat 3", intent="inform").said[-1].values["people"] == "Ana and Kofi"


def test_whom_the_words_that_go_with_it_name_gets_nothing() -> None:
    talk = maya()
    share(talk, "send this to Ana", [*SWAN, ("person", "Ana")])
    values = share(talk, "say: ben loves it", [("person", "ben")]).said[-1].values
    assert (values["people"], values["message"]) == ("Ana", "ben loves it")


def test_words_after_a_colon_go_along() -> None:
    talk = maya()
    talk.hear(
        "action_share", "share the mug with ana", intent="share_product", entities={"product": "mug", "person": "ana"}
    )
    said = talk.hear("action_share", "add: for sunday?", intent="share_product")
    assert said.said[-1].values["message"] == "for sunday?"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("send that review to Ana", ["Ana"]),
        ("can you forward priya's review to ana", ["priya", "ana"]),
        ("show ana what priya wrote", ["ana", "priya"]),
        ("pass ana the bad review", ["ana"]),
    ],
)
def test_a_review_is_not_sent_on_but_its_product_is_offered(text: str, people: list[str]) -> None:
    talk = maya()
    talk.hear("action_read_reviews", "any bad reviews?", entities=[("product", "Cloudline 2")])
    answered = share(talk, text, [("person", name) for name in people])
    assert answered.responses == ["review_stays", "shall_i_share"]
    assert answered.said[1].values["people"] == "Ana"
    confirm(talk)
    assert ("shared_product", "cloudline") in news(talk.store, "ana")


@pytest.mark.parametrize("text", ["send it to Ana", "share the Cloudline 2 with Ana"])
def test_nothing_is_said_of_reviews_where_a_product_is_sent(text: str) -> None:
    assert share(maya(), text, [("product", "Cloudline 2"), ("person", "Ana")]).responses == ["shall_i_share"]


def test_what_was_sent_is_sent_to_another_as_well() -> None:
    talk = maya()
    share(talk, "send the swan to Ana", [*SWAN, ("person", "Ana")])
    confirm(talk)
    assert talk.slots["focus"]
    asked = share(talk, "and to kofi", [("person", "kofi")])
    assert asked.facts("shall_i_share")["values"]["people"] == "Kofi"


def test_what_was_sent_is_shown_with_whom_it_went_to() -> None:
    talk = maya()
    share(talk, "send this to Ana", [*SWAN, ("person", "Ana")])
    share(talk, "add a note: for Sunday", intent="share_product")
    confirm(talk)
    told = talk.hear("action_friend_activity", "what did i send lately", intent="friend_activity")
    assert (told.responses, reasons(told)) == (["things_sent"], {"swan": ["to Ana: “for Sunday”"]})
    nothing = talk.hear("action_friend_activity", "what did i send to kofi", entities={"person": "Kofi"})
    assert (nothing.responses, nothing.said[0].values["people"]) == (["nothing_sent"], "Kofi")
