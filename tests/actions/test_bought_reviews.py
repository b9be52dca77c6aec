"""Reviews that look bought, and sponsored ones: nothing is told from them, and where they are shown they are marked."""

from collections.abc import Sequence

import pytest

from actions.context import use_shelf
from retrieval.build import open_shelf
from shop.customers import Customer, add_customer
from shop.store import Store
from tests.actions.small_shop import Clock
from tests.actions.social_shop import guest, maya, open_social_shop, review
from tests.actions.talk import Answered, Talk
from tests.fakes.encoder import WordEncoder

MUG = [("product", "Ember mug")]
BOUGHT = (
    "Amazing mug, best quality ever, recommend to everyone!",
    "Best quality ever! Amazing mug, I recommend to everyone",
    "Recommend to everyone, amazing quality mug, best ever!!",
)
HONEST = ((2, "The glaze came off in a month."), (4, "Nice shape, a bit heavy."))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    store = open_social_shop(clock)
    use_shelf(open_shelf(store, WordEncoder()))
    return store


def write(store: Store, clock: Clock, opinions: Sequence[tuple[int, str]], name: str = "h", **how: object) -> None:
    for number, (stars, text) in enumerate(opinions):
        id = f"{name}{number}"
        add_customer(store, Customer(id, id, id, f"{id}@example.com"))
        review(store, id, "mug", stars, text, **how)
        clock.pass_days(9)


def buy(store: Store, clock: Clock) -> None:
    write(store, clock, [(5, text) for text in BOUGHT], "f")


def read(talk: Talk, text: str) -> Answered:
    return talk.hear("action_read_reviews", text, intent="read_reviews", entities=MUG)


def test_the_gist_counts_and_shows_none_that_looks_bought_and_says_how_many_do(store: Store, clock: Clock) -> None:
    buy(store, clock)
    write(store, clock, HONEST)
    gist = read(guest(store), "what do people say").said[0]
    assert (gist.values["count"], gist.values["average"]) == (2, "3")
    assert (gist.values["happy"], gist.values["unhappy"]) == (1, 1)
    assert "3 that look bought" in gist.text
    assert [one["text"] for one in gist.facts["reviews"]] == [HONEST[1][1], HONEST[0][1]]
    assert not any(one["suspected"] for one in gist.facts["reviews"])


def test_where_none_counts_nothing_is_summed_up_and_they_can_be_read(store: Store, clock: Clock) -> None:
    buy(store, clock)
    talk = guest(store)
    answered = read(talk, "what do people say")
    assert answered.responses == ["no_review_counts"]
    assert "stars" not in answered.text
    assert answered.said[0].titles == ["The newest reviews"]
    shown = read(talk, "The newest reviews").said[0]
    assert [one["suspected"] for one in shown.facts["reviews"]] == [True] * 3
    assert shown.values["suspected"] == 3


def test_each_that_looks_bought_is_marked_wherever_it_is_shown_and_comes_last(store: Store, clock: Clock) -> None:
    buy(store, clock)
    write(store, clock, HONEST)
    more = read(guest(store), "more reviews").said[0].facts["reviews"]
    assert [one["suspected"] for one in more] == [False, False, True, True]
    newest = read(guest(store), "newest reviews first").said[0].facts["reviews"]
    assert [one["suspected"] for one in newest] == [False, False, True, True]
    mine = Talk(store, "f0")
    shown = [
        one for text in ("newest reviews first", "more reviews") for one in read(mine, text).said[0].facts["reviews"]
    ]
    suspected = {one["author"]: one["suspected"] for one in shown}
    assert suspected["f1"]
    assert not suspected["you"]


@pytest.mark.parametrize(("text", "count"), [("show positive reviews", 1), ("any bad reviews?", 1)])
def test_how_many_judge_so_is_told_of_those_that_count(store: Store, clock: Clock, text: str, count: int) -> None:
    buy(store, clock)
    write(store, clock, HONEST)
    said = read(guest(store), text).said[0]
    assert (said.values["count"], said.values["all_count"]) == (count, 2)
    assert "3 that look bought" in said.text


def test_a_question_is_not_answered_by_what_looks_bought_or_is_sponsored(store: Store, clock: Clock) -> None:
    def ask(question: str) -> str:
        answered = guest(store).hear(
            "action_answer_product_question", question, intent="ask_product_question", entities=MUG
        )
        return answered.text

    buy(store, clock)
    write(store, clock, [(5, "The spout pours without a drip.")], "s", sponsored=True)
    assert "Best quality" not in ask("is it the best quality ever?")
    assert "without a drip" not in ask("does the spout pour without a drip?")
    write(store, clock, [(5, "The spout pours without a drip.")])
    assert "without a drip" in ask("does the spout pour without a drip?")


def test_an_aspect_and_the_fit_are_counted_without_them(store: Store, clock: Clock) -> None:
    small = ("They run small on me, sadly, by one whole size", "By one whole size they run small on me, sadly")
    write(store, clock, [(2, text) for text in small])
    buy(store, clock)
    about = maya(store).hear(
        "action_read_reviews", "what about the quality", intent="read_reviews", entities=[*MUG, ("aspect", "quality")]
    )
    assert about.responses == ["no_review_counts"]
    advised = maya(store).hear("action_advise_size", "does it run small", intent="ask_size_advice", entities=MUG)
    assert advised.said[0].values["votes"] == ""
