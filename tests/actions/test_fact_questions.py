"""Questions in a few words: answered of the product talked about, else of the list, and never of something else."""

import pytest

from shop.catalogue import put_product
from tests.actions.small_shop import make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk

QUESTION = "action_answer_product_question"


@pytest.fixture
def talk() -> Talk:
    store = open_finding_shop()
    goods = {
        "box": ("Siplo Box", "lunch box", "A box. In the box: case, fork.", {"microwave safe": "yes"}),
        "jar": ("Siplo Jar", "lunch box", "A jar.", {"microwave safe": "no"}),
        "case": ("Siplo Case", "case", "A case for phones.", {}),
    }
    for id, (title, type, text, facts) in goods.items():
        product = make_product(id, title, "Siplo", type, text, **facts)
        put_product(store, product, [make_variant(f"{id}-1", 900)])
    return Talk(store, slots={"memory": {"product_ids": ["box", "jar"]}, "shown": "products"})


def ask(talk: Talk, text: str, *entities: tuple[str, str], product_id: str = "") -> Answered:
    talk.slots["memory"] = talk.slots["memory"] | {"product_id": product_id}
    return talk.hear(QUESTION, text, intent="ask_product_question", entities=list(entities))


def test_a_part_that_is_asked_for_is_no_other_product(talk: Talk) -> None:
    answered = ask(talk, "comes with case?", ("product_type", "case"), product_id="box")
    assert answered.said[0].values["title"] == "Siplo Box"
    assert "case, fork" in answered.text


def test_of_a_list_each_is_told(talk: Talk) -> None:
    answered = ask(talk, "microwave safe?", ("product_type", "microwave"))
    assert answered.responses == ["facts_of_list"]
    assert [one["fact"] for one in answered.said[0].values["facts"]] == ["microwave safe: yes", "microwave safe: no"]


@pytest.mark.parametrize("text", ["vegan?", "made where"])
def test_what_is_stated_of_none_of_a_list_is_said_to_be(talk: Talk, text: str) -> None:
    assert ask(talk, text).responses == ["fact_of_none"]


def test_what_has_no_word_of_the_question_is_not_near(talk: Talk) -> None:
    answered = ask(talk, "can i take on plane", product_id="jar")
    assert answered.responses == ["fact_not_known"]


@pytest.mark.parametrize("text", ["is that one ok w case", "does it close with case"])
def test_what_it_is_used_with_is_no_other_product(talk: Talk, text: str) -> None:
    answered = ask(talk, text, ("product_type", "w case"), product_id="jar")
    assert answered.said[0].values["title"] == "Siplo Jar"


def test_a_question_is_put_on_the_page_without_that_one(talk: Talk) -> None:
    talk.customer_id = "maya"
    answered = ask(talk, "is that one comfy on a plane", product_id="jar")
    assert answered.responses == ["fact_not_known_offer"]
    assert answered.said[0].values["question"] == "Is it comfy on a plane?"
