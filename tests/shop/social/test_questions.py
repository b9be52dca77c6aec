"""Questions about products."""

import pytest

from shop.errors import Invalid, NotFound
from shop.friends.blocks import block_person
from shop.notifications import pending
from shop.questions.products import answer_question, ask_question, questions_about
from shop.store import Store
from tests.fakes.store import MemoryStore
from tests.shop.social.world import add_people, add_products, deliver


@pytest.fixture
def town() -> MemoryStore:
    store = MemoryStore()
    add_people(store, "ana", "ben", "cem")
    add_products(store, "kettle")
    return store


def test_a_question_is_answered_by_owners_others_and_the_shop(store: Store) -> None:
    add_people(store, "ana", "ben", "cem")
    add_products(store, "kettle")
    deliver(store, "ben", "kettle")
    question = ask_question(store, "ana", "kettle", " Does it whistle? ")
    for author in ("ben", "cem", None):
        answer_question(store, author, question.id, f"Says {author}.")
    [seen] = questions_about(store, None, "kettle")
    assert (seen.nickname, seen.text) == ("Nick-ana", "Does it whistle?")
    told = {(answer.text, answer.nickname, answer.by_shop, answer.owner) for answer in seen.answers}
    assert told == {
        ("Says ben.", "Nick-ben", False, True),
        ("Says cem.", "Nick-cem", False, False),
        ("Says None.", None, True, False),
    }
    notes = [(note.kind, note.subject_id, note.facts.get("person_id")) for note in pending(store, "ana")]
    assert sorted(notes, key=str) == sorted(
        [("answer", question.id, "ben"), ("answer", question.id, "cem"), ("answer", question.id, None)], key=str
    )


def test_a_present_makes_no_owner(town: MemoryStore) -> None:
    deliver(town, "ben", "kettle", gift_for="cem")
    assert not answer_question(town, "ben", ask_question(town, "ana", "kettle", "?").id, "!").owner


def test_nobody_is_told_of_their_own_answer(town: MemoryStore) -> None:
    answer_question(town, "ana", ask_question(town, "ana", "kettle", "?").id, "Found out.")
    assert pending(town, "ana") == ()


@pytest.mark.parametrize("blocker", ["ana", "ben"])
def test_across_a_block_neither_question_nor_answer_exists(town: MemoryStore, blocker: str) -> None:
    mine, theirs = ask_question(town, "ana", "kettle", "mine"), ask_question(town, "cem", "kettle", "theirs")
    answer_question(town, "ben", theirs.id, "It does.")
    block_person(town, blocker, "ben" if blocker == "ana" else "ana")
    assert [question.text for question in questions_about(town, "ben", "kettle")] == ["theirs"]
    assert [question.answers for question in questions_about(town, "ana", "kettle")] == [(), ()]
    for missing in (mine.id, "question_0"):
        with pytest.raises(NotFound, match=f"question '{missing}'"):
            answer_question(town, "ben", missing, "Hello?")


def test_texts_and_products_are_checked(town: MemoryStore) -> None:
    question = ask_question(town, "ana", "kettle", "?")
    for text in ("", "x" * 501, "\x07"):
        with pytest.raises(Invalid):
            ask_question(town, "ana", "kettle", text)
    with pytest.raises(Invalid):
        answer_question(town, "ben", question.id, "x" * 2001)
    with pytest.raises(NotFound):
        ask_question(town, "ana", "pot", "?")
    with pytest.raises(NotFound):
        ask_question(town, "nobody", "kettle", "?")
    assert questions_about(town, None, "pot") == ()
