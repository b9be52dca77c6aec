"""What an answer on a product rests on can be opened: the part of its page, the question, the review itself."""

import pytest

from actions.context import use_shelf
from retrieval.search import FactSource, FoundFact
from shop.catalogue import put_product
from shop.questions.products import answer_question, ask_question
from shop.reviews import Visibility
from shop.reviews.writing import show_review_to
from shop.store import Store
from tests.actions.small_shop import make_product, make_variant, open_finding_shop
from tests.actions.social_shop import guest, maya, open_social_shop, review
from tests.actions.talk import Answered, Talk
from tests.actions.test_read_reviews import FactsShelf

MUG, DETAILS = "Ember mug", ("Details of the Hearthby Ember mug", "/p/mug#details")


@pytest.fixture
def store() -> Store:
    store = open_social_shop()
    review(store, "kofi", "mug", 4, "The handle stays cold. A bit heavy.")
    return store


def ask(talk: Talk, *facts: FoundFact, text: str = "does the handle stay cold") -> Answered:
    use_shelf(FactsShelf(*facts))
    said = [("product", MUG)]
    return talk.hear("action_answer_product_question", text, intent="ask_product_question", entities=said)


def links(answered: Answered) -> list[tuple[str, str]]:
    return [(link["title"], link["url"]) for link in answered.said[-1].facts.get("links", [])]


def test_what_the_shop_states_opens_where_it_stands_each_place_once(store: Store) -> None:
    facts = (
        FoundFact("handle: cork", FactSource.ATTRIBUTE, "mug", 0.9),
        FoundFact("grip: cold", FactSource.ATTRIBUTE, "mug", 0.9),
        FoundFact("The handle stays cold.", FactSource.DESCRIPTION, "mug", 0.9),
    )
    answered = ask(guest(store), *facts)
    assert links(answered) == [DETAILS, ("About the Hearthby Ember mug", "/p/mug#about")]
    assert answered.said[0].facts["evidence"] == ["mug"]


def test_an_answer_to_a_shopper_opens_the_question(store: Store) -> None:
    question = ask_question(store, "omar", "mug", "Does the handle stay cold?")
    answer_question(store, None, question.id, "It does.")
    answered = ask(guest(store), FoundFact("It does.", FactSource.ANSWER, question.id, 0.9))
    assert links(answered) == [("Questions about the Hearthby Ember mug", f"/p/mug#{question.id}")]


def test_a_review_is_shown_whole_with_its_author(store: Store) -> None:
    answered = ask(maya(store), FoundFact("The handle stays cold.", FactSource.REVIEW, "mug~kofi", 0.9))
    shown = answered.said[0].facts["reviews"]
    assert [(one["author"], one["text"]) for one in shown] == [("Kofi", "The handle stays cold. A bit heavy.")]
    assert links(answered) == []
    assert answered.said[0].facts["evidence"] == ["mug~kofi"]


def test_a_review_that_was_hidden_meanwhile_is_not_shown(store: Store) -> None:
    show_review_to(store, "kofi", "mug", Visibility.ONLY_ME)
    answered = ask(guest(store), FoundFact("The handle stays cold.", FactSource.REVIEW, "mug~kofi", 0.9))
    assert answered.said[0].facts["reviews"] == []


def test_what_only_comes_near_can_be_opened_too(store: Store) -> None:
    near = FoundFact("handle: cork", FactSource.ATTRIBUTE, "mug", 0.5, sure=False)
    for talk in (guest(store), maya(store)):
        answered = ask(talk, near)
        assert answered.responses[0] in ("near_fact", "fact_not_known_offer")
        assert links(answered) == [DETAILS]


def test_of_a_list_each_fact_can_be_opened() -> None:
    store = open_finding_shop()
    for id in ("box", "jar"):
        product = make_product(id, f"Siplo {id}", "Siplo", "lunch box", "For lunch.", **{"microwave safe": "yes"})
        put_product(store, product, [make_variant(f"{id}-1", 900)])
    talk = Talk(store, slots={"memory": {"product_ids": ["box", "jar"]}, "shown": "products"})
    answered = talk.hear("action_answer_product_question", "microwave safe?", intent="ask_product_question")
    assert [url for _, url in links(answered)] == ["/p/box#details", "/p/jar#details"]
