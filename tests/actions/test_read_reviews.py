"""Everybody's reviews: both sides, one aspect, some stars, more of them."""

from collections.abc import Collection, Sequence
from datetime import timedelta

import pytest

from actions.context import current_store, use_shelf
from retrieval.aspect_judge import AspectJudge
from retrieval.digest import MOST, ReviewDigest, digest_reviews
from retrieval.search import FactSource, Found, FoundArticle, FoundFact, Opinion, SearchQuery
from shop.access import open_eyes, readable_reviews
from shop.consent import Purpose, grant_consent
from shop.customers import Customer, add_customer
from shop.friends.blocks import block_person
from shop.reviews.reading import show_reviews
from shop.store import Store
from tests.actions.small_shop import Clock
from tests.actions.social_shop import guest, maya, open_social_shop, review
from tests.actions.talk import Answered, Talk
from tests.fakes.encoder import WordEncoder

CLOUDLINE, MUG = [("product", "Cloudline 2")], [("product", "Ember mug")]


class FactsShelf:
    """A shelf that knows these facts, and the reviews, and nothing else."""

    def __init__(self, *facts: FoundFact) -> None:
        self._facts = facts

    def find_products(self, query: SearchQuery, limit: int = 10) -> list[Found]:
        return []

    def find_articles(self, text: str, limit: int = 3, *, topics: Collection[str] = ()) -> list[FoundArticle]:
        return []

    def find_facts(
        self, product_id: str, question: str, limit: int = 5, *, viewer_id: str | None = None
    ) -> list[FoundFact]:
        return list(self._facts[:limit])

    def digest_reviews(self, product_id: str, viewer_id: str | None = None) -> ReviewDigest:
        with current_store().read() as tx:
            eyes = open_eyes(tx, viewer_id)
            reviews = show_reviews(tx, eyes, readable_reviews(tx, eyes, product_id=product_id))
        return digest_reviews(reviews, AspectJudge(WordEncoder()))

    def find_opinions(
        self, wish: str, product_ids: Sequence[str], *, viewer_id: str | None = None, friends_only: bool = False
    ) -> list[Opinion]:
        return []

    def kinds_called(self, text: str) -> frozenset[str]:
        return frozenset()

    def find_missing(self, text: str) -> str:
        return ""

    def names_department(self, text: str) -> bool:
        return False

    def kinds_liked(self, text: str) -> dict[str, str]:
        return {}


@pytest.fixture(autouse=True)
def shelf() -> None:
    use_shelf(FactsShelf())


def read(talk: Talk, text: str = "show me the reviews", entities: list[tuple[str, str]] = CLOUDLINE) -> Answered:
    return talk.hear("action_read_reviews", text, intent="read_reviews", entities=entities)


def shown(answered: Answered) -> list[tuple[str, int]]:
    return [(s["author"], s["rating"]) for said in answered.said for s in said.facts.get("reviews", [])]


def crowd(store: Store, clock: Clock, *ratings: int, text: str = "Some words.") -> None:
    """Let strangers review the mug, a day apart, the first first."""
    for number, rating in enumerate(ratings):
        id = f"c{number}"
        add_customer(store, Customer(id, id, f"Crowd{number}", f"{id}@example.com"))
        review(store, id, "mug", rating, text)
        clock.now += timedelta(days=1)


def test_a_guest_reads_what_is_public_and_counts_only_that() -> None:
    answered = read(guest())
    values = answered.said[0].values
    assert (values["count"], values["average"]) == (2, "4")  # Omar, Kofi; Ana's and Eve's are for friends
    assert values["friends"] == 0
    assert "Ana" not in str(answered.said)


def test_a_friend_reads_more_and_the_friends_reviews_are_counted() -> None:
    values = read(maya()).said[0].values
    assert (values["count"], values["friends"]) == (3, 2)
    assert (values["happy"], values["middling"], values["unhappy"]) == (2, 1, 0)
    assert values["verified"] == 0


def test_the_best_and_the_worst_are_shown() -> None:
    talk = maya()
    answered = read(talk)
    assert [rating for _, rating in shown(answered)] == [5, 3]
    assert len(talk.memory.review_ids) == 2
    assert talk.slots["shown"] == "reviews"


def test_sponsored_ones_are_said_to_be_left_out_and_named_where_shown() -> None:
    for mood in ("neutral", "pleased", "angry", "annoyed"):
        assert "1 that is sponsored" in read(maya(mood=mood)).text
    newest = read(maya(), "newest reviews first")
    assert newest.said[0].values["sponsored"] == "Ben"
    assert [one["sponsored"] for one in newest.said[0].facts["reviews"] if one["author"] == "Ben"] == [True]


def test_a_sponsored_review_does_not_stand_for_the_best() -> None:
    store = open_social_shop()
    review(store, "omar", "mug", 5, "Sent to me by the makers, wonderful.", sponsored=True)
    review(store, "kofi", "mug", 4, "Good mug.")
    assert shown(read(guest(store), entities=[("product", "Ember mug")])) == [("Kofi", 4)]


def test_reviews_across_a_block_do_not_exist() -> None:
    store = open_social_shop()
    block_person(store, "omar", "maya")
    assert read(maya(store)).said[0].values["count"] == 2
    assert "Omar" not in str(read(maya(store), "newest reviews first").said)


def test_an_aspect_is_compared_with_the_whole_and_quoted() -> None:
    answered = read(maya(), "what about the fit?", [*CLOUDLINE, ("aspect", "fit")])
    assert answered.responses == ["reviews_about"]
    values = answered.said[0].values
    assert (values["count"], values["all_count"], values["happy"], values["unhappy"]) == (3, 3, 2, 0)
    quoted = {s["author"]: s["text"] for s in answered.said[0].facts["reviews"]}
    assert quoted["Kofi"] == "Great fit, and light."
    assert quoted["Omar"] == "Runs small, take one size up."


def test_an_aspect_is_read_out_of_the_words_where_none_was_heard() -> None:
    store = open_social_shop()
    write_of_comfort(store)
    talk = maya(store)
    read(talk, entities=MUG)
    assert read(talk, "and what about comfort", []).said[0].values["sides"].startswith("2 praise the comfort")


def write_of_comfort(store: Store) -> None:
    opinions = ((5, "So comfortable."), (5, "Comfort all day. Arrived late."), (2, "No comfort."), (4, "Good value."))
    for author, (stars, text) in zip(("ana", "kofi", "ben", "omar"), opinions, strict=True):
        review(store, author, "mug", stars, text)
    review(store, "lena", "mug", 3, "Comfortable, somehow.")


@pytest.mark.parametrize("aspect", ["comfort", "softness", "comfortable"])
def test_an_aspect_is_told_as_the_gist_counts_it_with_the_reviews_behind_it(aspect: str) -> None:
    store = open_social_shop()
    write_of_comfort(store)
    gist = read(maya(store), entities=MUG).said[0]
    card = gist.facts["aspects"][0]
    assert (card["name"], card["praised"], card["blamed"]) == ("comfort", 2, 2)
    assert gist.values["aspects"][0]["praised"] == 2
    answered = read(maya(store), f"what about the {aspect}?", [*MUG, ("aspect", aspect)])
    assert answered.responses == ["reviews_weighed"]
    assert answered.said[0].values["sides"] == "2 praise the comfort and 2 find fault with it"
    behind = answered.said[0].facts["reviews"]
    assert {one["author"] for one in behind} == {"Ana", "Kofi", "Ben", "a customer"}
    assert {one["text"] for one in behind if one["author"] == "Kofi"} == {"Comfort all day."}


def test_behind_each_number_friends_come_first_and_more_brings_the_rest() -> None:
    clock = Clock()
    store = open_social_shop(clock)
    review(store, "kofi", "mug", 5, "Comfort!")
    crowd(store, clock, 5, 5, 5, 5, 5, 2, text="Comfortable")
    talk = maya(store)
    first = read(talk, "the comfort?", [*MUG, ("aspect", "comfort")])
    assert first.said[0].values["sides"] == "6 praise the comfort and 1 finds fault with it"
    assert [author for author, _ in shown(first)] == ["Kofi", "Crowd5", "Crowd4", "Crowd3"]
    assert first.said[0].titles == ["More on the comfort"]
    rest = read(talk, "More on the comfort", [*MUG, ("aspect", "comfort")])
    assert [author for author, _ in shown(rest)] == ["Crowd2", "Crowd1", "Crowd0"]
    assert rest.said[0].titles == []


@pytest.mark.parametrize(("text", "ratings"), [("complaints about the comfort?", [2, 3]), ("good reviews", [5, 5])])
def test_one_side_of_an_aspect_is_shown_and_both_are_told(text: str, ratings: list[int]) -> None:
    store = open_social_shop()
    write_of_comfort(store)
    answered = read(guest(store), text, [*MUG, ("aspect", "comfort")])
    assert sorted(rating for _, rating in shown(answered)) == ratings
    assert "2 praise the comfort and 2 find fault with it" in answered.text


def test_an_aspect_in_other_words_is_found_by_meaning_and_said_to_be_that() -> None:
    talk = maya()
    use_shelf(FactsShelf(FoundFact("My feet are happy.", FactSource.REVIEW, "cloudline~kofi", 0.8)))
    answered = read(talk, "do they blister?", [*CLOUDLINE, ("aspect", "arch support")])
    assert answered.responses == ["reviews_about"]
    assert not answered.said[0].values["named"]
    assert shown(answered) == [("Kofi", 5)]


def test_an_aspect_that_nobody_speaks_of_is_said_to_be_missing() -> None:
    answered = read(maya(), "and the zip?", [*CLOUDLINE, ("aspect", "zip")])
    assert answered.responses == ["no_review_about"]
    assert "zip" in answered.text


@pytest.mark.parametrize(
    ("text", "entities", "ratings"),
    [
        ("only the 1-star ones", [("rating", "1-star")], [1]),
        ("any bad reviews?", [], [1, 2, 3]),
        ("show positive reviews", [], [5, 4]),
        ("newest reviews first", [], [2, 3, 4, 5]),
    ],
)
def test_reviews_are_chosen_and_ordered_as_asked(
    text: str, entities: list[tuple[str, str]], ratings: list[int]
) -> None:
    clock = Clock()
    store = open_social_shop(clock)
    crowd(store, clock, 1, 5, 4, 3, 2)
    answered = read(guest(store), text, [("product", "Ember mug"), *entities])
    assert answered.responses == ["reviews_chosen"]
    assert [rating for _, rating in shown(answered)] == ratings


def test_no_bad_review_is_said_honestly() -> None:
    clock = Clock()
    store = open_social_shop(clock)
    crowd(store, clock, 5, 4)
    answered = read(guest(store), "any bad reviews?", [("product", "Ember mug")])
    assert answered.responses == ["no_such_reviews"]
    assert answered.said[0].values["lowest"] == 4


def test_more_brings_what_was_not_read_and_ends() -> None:
    clock = Clock()
    store = open_social_shop(clock)
    crowd(store, clock, 5, 4, 4, 3, 2, 5, 4)
    talk = guest(store)
    seen = [shown(read(talk, entities=[("product", "Ember mug")]))]
    seen += [shown(read(talk, "more reviews", [])) for _ in range(2)]
    everybody = [author for page in seen for author, _ in page]
    assert len(everybody) == len(set(everybody)) == 7
    assert read(talk, "more reviews", []).responses == ["no_such_reviews"]


def test_more_alone_goes_on_with_the_reviews() -> None:
    clock = Clock()
    store = open_social_shop(clock)
    crowd(store, clock, 5, 4, 4, 3, 2, 5, 4)
    talk = guest(store)
    first = shown(read(talk, entities=[("product", "Ember mug")]))
    second = shown(talk.hear("action_search", "more", intent="refine_search"))
    assert second
    assert not {author for author, _ in first} & {author for author, _ in second}


def test_a_question_for_both_sides_gets_the_gist() -> None:
    assert read(maya(), "pros and cons from people who own it").responses == ["reviews_gist"]
    assert read(maya(), "why does it have only 3 stars", [*CLOUDLINE, ("rating", "3 stars")]).responses == [
        "reviews_gist"
    ]


def test_what_is_praised_and_blamed_is_told_of_five_reviews_and_not_of_four() -> None:
    store = open_social_shop()
    opinions = ((5, "So comfortable."), (5, "Comfort all day."), (2, "No comfort."), (1, "A bargain? Too expensive."))
    for author, (stars, text) in zip(("ana", "kofi", "ben", "omar"), opinions, strict=True):
        review(store, author, "mug", stars, text)
    assert read(guest(store), entities=MUG).said[0].values["aspects"] == []
    review(store, "lena", "mug", 4, "Good value.")
    values = read(guest(store), entities=MUG).said[0].values
    told = {one["name"]: (one["praised"], one["blamed"]) for one in values["aspects"]}
    assert told == {"comfort": (2, 1), "value": (1, 1)}


def test_of_very_many_reviews_it_is_said_that_aspects_are_counted_of_the_newest() -> None:
    store = open_social_shop()
    for number in range(MOST + 1):
        add_customer(store, Customer(f"c{number}", f"C{number}", f"c{number}", f"c{number}@example.com"))
        review(store, f"c{number}", "mug", 2 + number % 4, f"Comfort, {['yes', 'no', 'so so', 'fine'][number % 4]}.")
    gist = read(guest(store), entities=MUG).said[0]
    assert (gist.values["count"], gist.values["counted"]) == (MOST + 1, f"the newest {MOST}")
    assert f"the newest {MOST}" in read(guest(store), "what about comfort?", [*MUG, ("aspect", "comfort")]).said[0].text


def test_people_of_ones_taste_are_read_on_request_and_by_consent() -> None:
    store = open_social_shop()
    for author in ("maya", "omar"):
        review(store, author, "mug", 5)
    assert read(maya(store), "Reviews by people like me").responses == ["nobody_like_minded"]
    grant_consent(store, "maya", Purpose.PERSONALISE, source="test")
    assert shown(read(maya(store), "Reviews by people like me")) == [("Omar", 3)]
    assert read(guest(store), "Reviews by people like me").responses == ["nobody_like_minded"]


def test_no_reviews_is_said_and_friends_can_be_asked_by_customers_only() -> None:
    answered = read(maya(), entities=[("product", "Swan")])
    assert answered.responses == ["no_reviews"]
    assert answered.said[0].titles == ["Ask my friends"]
    assert read(guest(), entities=[("product", "Swan")]).said[0].titles == []
    assert read(maya(mood="angry"), entities=[("product", "Swan")]).said[0].titles == []


def test_it_asks_which_product() -> None:
    assert read(guest(), entities=[]).responses == ["which_product_do_you_mean"]
    answered = read(guest(), entities=[("product", "Strida")])
    assert answered.responses == ["which_product_do_you_mean"]
    assert len(answered.said[0].titles) == 2


def test_the_gist_offers_to_read_on() -> None:
    store = open_social_shop()
    review(store, "omar", "cloudline", 2, "Runs small.")
    assert read(maya(store)).said[0].titles == ["More reviews", "The critical ones", "What do my friends say?"]
    assert read(maya(mood="angry")).said[0].titles == []


@pytest.mark.parametrize("text", ["anyone complain about leaks?", "complaints about the leaks", "trouble with leaks"])
def test_what_is_complained_of_is_looked_for_and_not_shown_where_nobody_does(text: str) -> None:
    answered = read(maya(), text)
    assert not any("leak" not in review["text"].lower() for review in answered.said[0].facts.get("reviews", []))
    assert answered.said[0].values.get("aspect") == "leaks"


@pytest.mark.parametrize(
    ("text", "shown", "critical"),
    [("my friend hated it", [], True), ("i dont agree with them", ["kind"], True), ("i disagree", ["bad"], False)],
)
def test_who_is_of_another_mind_reads_who_is_so_too(text: str, shown: list[str], critical: bool) -> None:
    talk = guest()
    first = read(talk, "the bad reviews" if shown == ["bad"] else "good reviews")
    assert first.said[-1].facts["reviews"]
    answered = read(talk, text, [])
    assert answered.said[0].response == "seen_otherwise"
    assert answered.said[0].values["critical"] is critical
    assert all((one["rating"] < 4) is critical for one in answered.said[-1].facts["reviews"])
