"""A thumb is kept, and one on suggestions tells of taste."""

import pytest

from bot.conversations.feedback import give_feedback
from bot.conversations.owed import next_owed, store_answer
from bot.conversations.records import Conversation
from bot.conversations.replies import Reply
from bot.dialogue.turns import Answer
from shop.activity import EventName
from shop.activity.events import events_of
from shop.cards import ProductCard
from shop.consent import Purpose, grant_consent
from shop.store import Store
from tests.bot.conversations.talk import start, tell
from tests.recommender.crowd import add_person, put_on_sale


def card(product_id: str) -> ProductCard:
    return ProductCard(product_id, product_id.title(), "Brand", 1000, "EUR", "", "", in_stock=True)


@pytest.fixture
def shown(memory: Store) -> Conversation:
    """Maya, who lets her behaviour count, was shown a shoe and a sock."""
    put_on_sale(memory, "shoe", "Running")
    put_on_sale(memory, "sock", "Running")
    add_person(memory, "maya", Purpose.PERSONALISE)
    return start(memory)


def answer(store: Store, conversation: Conversation, action: str, *product_ids: str) -> None:
    tell(store, conversation, "something for me")
    owed = next_owed(store, conversation.id)
    assert owed is not None
    reply = Reply("These.", products=tuple(card(id) for id in product_ids), action=action)
    store_answer(store, owed, Answer((reply,)))


def told(store: Store) -> set[tuple[EventName, str | None]]:
    return {(event.name, event.product_id) for event in events_of(store, "maya")}


def test_a_thumb_on_suggestions_is_one_on_each_of_them(memory: Store, shown: Conversation) -> None:
    answer(memory, shown, "action_recommend", "shoe", "sock")
    give_feedback(memory, "maya", shown.id, 2, helpful=False)
    assert told(memory) == {(EventName.THUMB_DOWN, "shoe"), (EventName.THUMB_DOWN, "sock")}


def test_the_last_thumb_counts(memory: Store, shown: Conversation) -> None:
    answer(memory, shown, "action_find_similar", "shoe")
    for helpful in (False, True, True):
        give_feedback(memory, "maya", shown.id, 2, helpful=helpful)
    assert told(memory) == {(EventName.THUMB_UP, "shoe")}


@pytest.mark.parametrize("action", ["action_search", "action_recommend_gift"])
def test_a_thumb_on_anything_else_tells_of_no_taste(memory: Store, shown: Conversation, action: str) -> None:
    answer(memory, shown, action, "shoe")
    give_feedback(memory, "maya", shown.id, 2, helpful=False)
    assert told(memory) == set()


def test_without_consent_a_thumb_is_a_thumb_alone(memory: Store, shown: Conversation) -> None:
    add_person(memory, "ana")
    hers = start(memory, "ana")
    answer(memory, hers, "action_recommend", "shoe")
    assert give_feedback(memory, "ana", hers.id, 2, helpful=True).helpful
    grant_consent(memory, "ana", Purpose.PERSONALISE, source="test")
    assert events_of(memory, "ana") == ()


def test_a_thumb_is_kept_after_the_product_is_gone(memory: Store, shown: Conversation) -> None:
    answer(memory, shown, "action_recommend", "a product of yesterday")
    assert not give_feedback(memory, "maya", shown.id, 2, helpful=False).helpful
