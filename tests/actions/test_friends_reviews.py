"""What friends say of a product: fairly, and nothing that a friend does not show."""

from dataclasses import replace

import pytest

from shop.catalogue import withdraw_product
from shop.consent import Purpose, grant_consent, withdraw_consent
from shop.customers import Customer, add_customer
from shop.friends.blocks import block_person
from shop.friends.follows import follow_person
from shop.reviews import Visibility
from shop.store import Store
from shop.wishlists.items import add_to_wishlist
from tests.actions.social_shop import deliver, guest, maya, open_social_shop, review, show_all
from tests.actions.talk import Answered, Talk

CLOUDLINE = [("product", "Cloudline 2")]


def ask(
    talk: Talk, text: str = "what do my friends think of it", entities: list[tuple[str, str]] = CLOUDLINE
) -> Answered:
    return talk.hear("action_friends_reviews", text, intent="friends_reviews", entities=entities)


def authors(answered: Answered) -> list[str]:
    return [snippet["author"] for said in answered.said for snippet in said.facts.get("reviews", [])]


def test_agreement_and_disagreement_are_told_with_names_numbers_and_the_mean() -> None:
    answered = ask(maya())
    assert answered.responses == ["friends_divided"]
    values = answered.said[0].values
    assert (values["count"], values["average"]) == (3, "4")
    assert (values["happy"], values["unhappy"]) == ("Ana (5) and Kofi (5)", "Ben (2)")
    assert "Ben (2)" in answered.text
    assert "Kofi (5)" in answered.text


def test_what_both_sides_write_about_is_named_as_dividing_them() -> None:
    values = ask(maya()).said[0].values
    assert values["topic"] == "fit"
    assert values["topic_people"] == "Ana (5), Kofi (5) and Ben (2)"
    assert values["topic_divides"]


def test_sponsored_reviews_are_marked_in_every_tone() -> None:
    for mood in ("neutral", "pleased", "angry", "annoyed"):
        answered = ask(maya(mood=mood))
        assert answered.said[0].values["sponsored"] == "Ben"


def test_snippets_carry_the_friend_badge_and_both_ends_of_the_scale() -> None:
    talk = maya()
    answered = ask(talk)
    snippets = answered.said[0].facts["reviews"]
    assert all(snippet["is_friend"] for snippet in snippets)
    assert {snippet["rating"] for snippet in snippets} == {5, 2}
    assert talk.memory.review_ids == [snippet["review_id"] for snippet in snippets]
    assert talk.slots["shown"] == "reviews"
    assert talk.memory.product_id == "cloudline"


def test_friends_who_do_not_consent_and_strangers_are_not_friends_here() -> None:
    assert "Eve" not in authors(ask(maya()))
    assert "Omar" not in authors(ask(maya()))


def test_a_friend_who_withdraws_is_gone_at_once() -> None:
    store = open_social_shop()
    withdraw_consent(store, "ben", Purpose.FRIENDS_SEE, source="test")
    answered = ask(maya(store))
    assert answered.responses == ["friends_happy"]
    assert "Ben" not in answered.text


def test_one_friend_is_not_made_a_crowd() -> None:
    store = open_social_shop()
    review(store, "kofi", "swan", 3, "Pours well, drips a bit.")
    answered = ask(maya(store), entities=[("product", "Swan")])
    assert answered.responses == ["friend_says"]
    assert "Kofi" in answered.text


@pytest.mark.parametrize(
    ("stars", "response"),
    [
        ((5, 4, 4), "friends_happy"),
        ((5, 5, 5, 1), "friends_mostly_happy"),
        ((5, 1), "friends_divided"),
        ((5, 5, 1, 1), "friends_divided"),
        ((3, 3, 5), "friends_lukewarm"),
        ((1, 2, 2, 5), "friends_mostly_unhappy"),
        ((1, 2), "friends_unhappy"),
    ],
)
def test_the_verdict_is_what_the_stars_say(stars: tuple[int, ...], response: str) -> None:
    store = open_social_shop()
    for author, rating in zip(("ana", "kofi", "ben", "priya"), stars, strict=False):
        review(store, author, "mug", rating)
    assert ask(maya(store), entities=[("product", "Ember mug")]).responses == [response]


def test_the_best_mean_is_called_five_only_when_all_give_five() -> None:
    store = open_social_shop()
    for author in ("ana", "kofi", "ben"):
        review(store, author, "mug", 5)
    assert ask(maya(store), entities=[("product", "Ember mug")]).said[0].values["average"] == "5"


def test_an_aspect_is_answered_with_the_sentences_that_speak_of_it() -> None:
    answered = ask(maya(), "friends say what about the fit?", [*CLOUDLINE, ("aspect", "fit")])
    assert answered.responses == ["friends_on_aspect"]
    snippets = {snippet["author"]: snippet["text"] for snippet in answered.said[0].facts["reviews"]}
    assert snippets == {
        "Ana": "Soft, and true to size.",
        "Kofi": "Great fit, and light.",
        "Ben": "The fit is odd, too narrow for me.",
    }


def test_an_aspect_that_nobody_mentions_is_said_to_be_missing() -> None:
    answered = ask(maya(), "and the battery?", [*CLOUDLINE, ("aspect", "battery")])
    assert answered.responses == ["friends_not_on_aspect"]
    assert "battery" in answered.text
    assert len(authors(answered)) == 3


def like_maya(store: Store, *authors: str) -> None:
    """Let these people agree with Maya on the mug, and Maya let that choose what she is shown."""
    grant_consent(store, "maya", Purpose.PERSONALISE, source="test")
    for author in ("maya", *authors):
        review(store, author, "mug", 5)


def test_without_friends_words_people_of_ones_taste_speak_and_a_poll_is_offered() -> None:
    store = open_social_shop()
    like_maya(store, "omar")
    review(store, "omar", "tempo", 4, "Fast.")
    answered = ask(maya(store), entities=[("product", "Tempo R")])
    assert answered.responses == ["friends_silent", "like_minded_instead"]
    assert answered.said[0].titles == ["Reviews by people like me", "Read all reviews", "Ask my friends"]
    assert "1" not in answered.said[0].text
    (snippet,) = answered.said[1].facts["reviews"]
    assert (snippet["author"], snippet["like_minded"], snippet["is_friend"]) == ("Omar", True, False)


def test_people_of_ones_taste_come_after_friends_and_are_marked() -> None:
    store = open_social_shop()
    like_maya(store, "omar", "ana")
    talk = maya(store)
    answered = ask(talk)
    assert answered.responses == ["friends_divided", "like_minded_too"]
    friends, others = (said.facts["reviews"] for said in answered.said)
    assert not any(snippet["like_minded"] for snippet in friends)
    assert [(snippet["author"], snippet["like_minded"]) for snippet in others] == [("Omar", True)]  # Ana is a friend
    assert others[0]["date"]
    assert talk.memory.review_ids == [snippet["review_id"] for snippet in (*friends, *others)]


def test_fewer_than_five_of_ones_taste_are_not_counted() -> None:
    store = open_social_shop()
    strangers = [f"like{number}" for number in range(5)]
    for stranger in strangers:
        add_customer(store, Customer(stranger, stranger, stranger.title(), f"{stranger}@example.com"))
    like_maya(store, *strangers)
    for stranger, stars in zip(strangers[:4], (5, 4, 2, 5), strict=True):
        review(store, stranger, "cloudline", stars)
    few = ask(maya(store)).said[1]
    assert few.values["count"] == 0
    assert not any(digit in few.text.replace("Cloudline 2", "") for digit in "0123456789")
    review(store, strangers[4], "cloudline", 1)
    many = ask(maya(store)).said[1]
    assert (many.values["count"], many.values["average"]) == (5, "3.4")
    assert (many.values["happy_count"], many.values["unhappy_count"]) == (3, 2)
    ratings = [snippet["rating"] for snippet in many.facts["reviews"]]
    assert max(ratings) - min(ratings) >= 2  # both sides


@pytest.mark.parametrize("why", ["no consent", "blocked", "private", "sponsored", "angry"])
def test_nobody_speaks_who_must_not(why: str) -> None:
    store = open_social_shop()
    like_maya(store, "omar")
    assert "like_minded_too" in ask(maya(store)).responses
    if why == "no consent":
        withdraw_consent(store, "maya", Purpose.PERSONALISE, source="test")
    elif why == "blocked":
        block_person(store, "omar", "maya")
    elif why == "private":
        with store.write() as tx:
            tx.put(*(replace(omar, private=True) for omar in tx.find(Customer, id="omar")))
    elif why == "sponsored":
        review(store, "omar", "cloudline", 3, sponsored=True)
    assert ask(maya(store, mood="angry" if why == "angry" else "neutral")).responses == ["friends_divided"]


def test_of_an_aspect_only_those_of_ones_taste_speak_who_write_about_it() -> None:
    store = open_social_shop()
    like_maya(store, "omar")
    review(store, "omar", "cloudline", 2, "Nice colour.")
    fit = [*CLOUDLINE, ("aspect", "fit")]
    assert ask(maya(store), "friends say what about the fit?", fit).responses == ["friends_on_aspect"]
    review(store, "omar", "cloudline", 2, "Nice colour. The fit was loose.")
    answered = ask(maya(store), "friends say what about the fit?", fit)
    assert answered.responses == ["friends_on_aspect", "like_minded_too"]
    assert answered.said[1].facts["reviews"][0]["text"] == "The fit was loose."


def test_silence_names_friends_who_own_it_if_they_show_it() -> None:
    store = open_social_shop()
    deliver(store, "kofi", "tempo-38-white")
    assert ask(maya(store), entities=[("product", "Tempo R")]).said[0].values["owners"] == ""
    show_all(store, "kofi")
    assert ask(maya(store), entities=[("product", "Tempo R")]).said[0].values["owners"] == "Kofi"


def test_angry_shoppers_are_offered_nothing() -> None:
    answered = ask(maya(mood="angry"), entities=[("product", "Tempo R")])
    assert answered.responses == ["friends_silent"]
    assert answered.said[0].titles == []


def test_a_named_friend_is_quoted() -> None:
    answered = ask(maya(), "what does Ana say", [*CLOUDLINE, ("person", "Ana")])
    assert answered.responses == ["person_says"]
    assert authors(answered) == ["Ana"]
    assert "5 stars" in answered.text


def test_of_two_named_friends_the_silent_one_is_said_to_be_silent() -> None:
    answered = ask(maya(), "show what Ana and Pri think", [*CLOUDLINE, ("person", "Ana"), ("person", "Pri")])
    assert authors(answered) == ["Ana"]
    assert answered.said[0].values["silent"] == "Pri"


def test_a_hidden_review_of_a_named_friend_is_no_review() -> None:
    answered = ask(maya(), "what does Eve think", [*CLOUDLINE, ("person", "Eve")])
    assert answered.responses == ["person_silent"]
    assert "Hidden" not in answered.text


def test_a_blocked_person_is_nobody() -> None:
    store = open_social_shop()
    block_person(store, "kofi", "maya")
    answered = ask(maya(store), "what does Kofi think", [*CLOUDLINE, ("person", "Kofi")])
    assert answered.responses == ["person_not_found"]


def test_a_relation_is_asked_for_by_name() -> None:
    answered = ask(maya(), "did my sister like it", [*CLOUDLINE, ("person", "my sister")])
    assert answered.responses == ["person_not_found"]
    assert authors(answered) == []


def test_a_named_person_without_a_product_shows_what_they_wrote_last() -> None:
    answered = ask(maya(), "please read me Kofi's review", [("person", "Kofi")])
    assert answered.responses == ["person_wrote"]
    assert authors(answered) == ["Kofi"]


def test_a_named_person_who_wrote_nothing_is_said_to_show_nothing() -> None:
    assert ask(maya(), "what did Eve write", [("person", "Eve")]).responses == ["person_wrote_nothing"]


def test_of_a_kind_that_no_friend_has_rated_nothing_is_made_up() -> None:
    answered = ask(maya(), "which kettles do my friends recommend", [("product_type", "kettles")])
    assert answered.responses == ["friends_rate_none"]


def test_of_several_products_the_friends_favourite_comes_first() -> None:
    store = open_social_shop()
    review(store, "ana", "tempo", 3)
    review(store, "ben", "daily", 4)
    talk = maya(store)
    answered = ask(talk, "which running shoes do my mates swear by", [("product_type", "running shoes")])
    assert answered.responses == ["friends_rate_highest"]
    products = answered.said[0].facts["products"]
    assert [card["product_id"] for card in products] == ["cloudline", "daily", "tempo"]
    assert list(products[1]["reasons"]) == ["4 stars by Ben"]
    assert talk.memory.product_ids == ["cloudline", "daily", "tempo"]


def test_of_the_list_shown_only_that_list_is_compared() -> None:
    store = open_social_shop()
    review(store, "ana", "tempo", 3)
    talk = maya(store, shown="products", memory={"product_ids": ["tempo", "daily"]})
    answered = ask(talk, "which of these do my friends rate highest", [])
    assert [card["product_id"] for card in answered.said[0].facts["products"]] == ["tempo"]


def test_it_asks_when_no_product_is_meant() -> None:
    assert ask(maya(), "what are friends saying", []).responses == ["which_product_do_you_mean"]


@pytest.mark.parametrize("also", [[], [("person", "Kofi")]])
def test_a_product_that_is_not_sold_is_not_replaced_by_another(also: list[tuple[str, str]]) -> None:
    talk = maya(shown="products", memory={"product_ids": ["cloudline", "tempo"], "product_id": "cloudline"})
    answered = ask(talk, "friends' opinion on the Zorblax?", [("product", "Zorblax 9000"), *also])
    assert answered.responses == ["which_product_do_you_mean"]
    assert "Zorblax" in answered.text


def test_guests_are_asked_to_sign_in() -> None:
    assert ask(guest()).responses == ["please_sign_in"]


def test_reviews_for_a_circle_are_for_that_circle() -> None:
    store = open_social_shop()
    review(store, "ana", "mug", 1, "secret", visibility=Visibility.ONLY_ME)
    assert ask(maya(store), entities=[("product", "Ember mug")]).responses == ["friends_silent"]


def test_a_product_taken_off_sale_is_not_talked_about() -> None:
    store = open_social_shop()
    withdraw_product(store, "cloudline")
    assert ask(maya(store)).responses == ["which_product_do_you_mean"]


def test_of_what_a_person_never_wrote_about_that_is_said() -> None:
    store = open_social_shop()
    review(store, "ana", "swan", 4, "Pours well.")
    asked = ask(maya(store), "what does ana say about headphones", [("person", "Ana"), ("product_type", "headphones")])
    assert asked.responses == ["person_wrote"]
    assert "headphones" in asked.text
    kettles = ask(maya(store), "what does ana say about kettles", [("person", "Ana"), ("product_type", "kettles")])
    assert authors(kettles) == ["Ana"]
    assert "nothing" not in kettles.text


def test_whom_one_follows_is_no_friend() -> None:
    store = open_social_shop()
    follow_person(store, "maya", "omar")
    said = ("action_friends_reviews", "what do people i follow say about the cloudline")
    answered = maya(store).hear(*said, intent="friends_reviews", entities={"product": "Cloudline"})
    assert answered.responses == ["followed_say"]
    assert "Omar" in answered.text
    assert "friend" not in answered.text
    nobody = maya().hear(*said, intent="friends_reviews", entities={"product": "Cloudline"})
    assert nobody.responses == ["followed_silent"]


def test_of_who_wrote_nothing_it_is_told_what_they_show_of_liking() -> None:
    store = open_social_shop()
    add_to_wishlist(store, "ana", "swan", visibility=Visibility.FRIENDS)
    add_to_wishlist(store, "ana", "mug", visibility=Visibility.ONLY_ME)
    talk, ana = maya(store), ("person", "Ana")
    values = ask(talk, "what would Ana say about the tempo", [("product", "Tempo R"), ana]).said[0].values
    assert (values["wished"], values["silent"]) == (False, "Ana")
    assert "Swan" in values["likes"]
    assert "Cloudline" in values["likes"]  # 5 stars
    assert "ug" not in values["likes"]
    wished = ask(talk, "would Ana like the swan", [("product", "Swan"), ana])
    assert wished.said[0].values["wished"]
    assert ask(talk, "what would Eve say", [("product", "Tempo R"), ("person", "Eve")]).said[0].values["likes"] == ""


def test_he_is_whom_was_spoken_of() -> None:
    talk = maya()
    ask(talk, "what does Kofi say", [*CLOUDLINE, ("person", "Kofi")])
    assert authors(ask(talk, "what did he give the cloudline", CLOUDLINE)) == ["Kofi"]
