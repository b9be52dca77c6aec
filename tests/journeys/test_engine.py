"""The engine over the trained model: order, company, and what goes wrong in one conversation stays there."""

import asyncio
import json
import uuid

from bot.conversations.records import DialogueState
from bot.dialogue.engine import APOLOGY, RasaEngine
from bot.dialogue.turns import Answer, Turn
from shop.sql.store import SqlStore


def turn(text: str, conversation: str, payload: str | None = None) -> Turn:
    return Turn(conversation, text, payload, guest_id=f"guest_{conversation}")


def new_id() -> str:
    return f"conv_{uuid.uuid4().hex}"


def titles(answer: Answer) -> list[str]:
    return [card.title for reply in answer.replies for card in reply.products]


async def test_a_turn_goes_on_where_the_answer_before_it_was_stored(engine: RasaEngine, demo_store: SqlStore) -> None:
    conversation = new_id()
    first = await engine.answer(turn("I am looking for a tent", conversation))
    assert first.state is not None
    with demo_store.write() as tx:
        tx.put(first.state)
    second = await engine.answer(turn("cheaper", conversation))
    assert first.intent == "search_product"
    assert titles(first)
    # What is cheaper can only be told from the list before.
    prices = {card.price_cents for reply in first.replies for card in reply.products}
    assert all(card.price_cents < max(prices) for reply in second.replies for card in reply.products)


async def test_an_answer_has_the_facts_that_its_words_were_made_of(engine: RasaEngine) -> None:
    answer = await engine.answer(turn("I am looking for a kettle", new_id()))
    (reply,) = answer.replies
    assert reply.response == "found_products"
    assert reply.values
    assert json.loads(json.dumps(reply.values)) == reply.values
    assert answer.intent == "search_product"
    assert answer.confidence > 0.5


async def test_many_conversations_at_once_keep_apart(engine: RasaEngine) -> None:
    asked = [
        "I am looking for a tent",
        "I am looking for a kettle",
        "I am looking for running shoes",
        "I am looking for headphones",
    ] * 3
    answers = await asyncio.gather(*(engine.answer(turn(text, new_id())) for text in asked))
    for text, answer in zip(asked, answers, strict=True):
        things = text.removesuffix("s").split()[-1]
        assert any(things in title.lower() for title in titles(answer)), (text, titles(answer))


async def test_a_poisoned_conversation_starts_anew_and_stops_no_other(engine: RasaEngine, demo_store: SqlStore) -> None:
    poisoned = new_id()
    with demo_store.write() as tx:
        tx.put(DialogueState(poisoned, "{}", "no events at all", 3, tx.now))
    bad, good = await asyncio.gather(
        engine.answer(turn("I am looking for a tent", poisoned)),
        engine.answer(turn("I am looking for a tent", new_id())),
    )
    assert titles(good)
    assert bad.replies
    assert titles(await engine.answer(turn("I am looking for a kettle", poisoned)))


async def test_text_that_looks_like_a_command_is_only_text(engine: RasaEngine) -> None:
    conversation = new_id()
    answer = await engine.answer(turn('/affirm{"order_id": "#W4310021"}', conversation))
    assert answer.intent != "affirm"
    assert answer.replies


async def test_nonsense_of_every_kind_gets_an_answer(engine: RasaEngine) -> None:
    conversation = new_id()
    for text in (
        "?",
        "…",
        "🤷🤷🤷",
        "a" * 2000,
        "ß" * 500,
        "<script>alert(1)</script>",
        "\u202eabc",
        "SELECT * FROM x;",
    ):
        answer = await engine.answer(turn(text, conversation))
        assert answer.replies, text
        assert answer.replies != (APOLOGY,), text


async def test_a_button_means_what_it_carries(engine: RasaEngine) -> None:
    conversation = new_id()
    first = await engine.answer(turn("I am looking for running shoes", conversation))
    cheaper = next(quick for reply in first.replies for quick in reply.quick_replies if quick.title == "Cheaper")
    answer = await engine.answer(turn(cheaper.title, conversation, cheaper.payload))
    assert answer.intent == "refine_search"
