"""News come once, to whom they belong, and only while they are still so."""

import asyncio
from collections.abc import Callable

import pytest

from bot.conversations.replies import Reply
from bot.gateway.chat.hop import Hop
from bot.gateway.chat.identity import Identity
from bot.gateway.chat.news import NewsWriter
from bot.gateway.chat.proactive import Courier
from bot.nlg.phrases import PHRASES, keep_direction, load_phrasebook
from shop.alerts import set_back_in_stock_alert, set_price_alert
from shop.cards import PollCard
from shop.catalogue import put_product, set_stock, withdraw_product
from shop.consent import Purpose, grant_consent, withdraw_consent
from shop.customers import Customer, add_customer
from shop.friends.blocks import block_person
from shop.friends.friendships import remove_friend
from shop.friends.requests import accept_friend_request, ask_friend, requests_for, withdraw_friend_request
from shop.notifications import Notification, notify, pending
from shop.questions.polls import ask_friends, close_poll, poll_results, revoke_poll
from shop.questions.products import answer_question, ask_question
from shop.questions.votes import vote_in_poll
from shop.reviews import Visibility
from shop.sending import SentKind, send_to_friends
from shop.store import Store
from shop.wishlists.items import add_to_wishlist
from tests.bot.gateway.chat.conftest import OpenWindow, until
from tests.bot.gateway.chat.window import Json, sign
from tests.bot.gateway.market import make_product
from tests.fakes.attacks import Attack, read_attacks
from tests.fakes.engine import FakeEngine
from tests.fakes.store import MemoryStore

NEWS = PHRASES.with_name("news")


async def news_of(window: OpenWindow, market: Store, customer_id: str) -> list[Json]:
    """Return every message of the customer's after they have connected and nothing waits any more."""
    shopper = await window(token=sign(customer_id))
    await until(lambda: not pending(market, customer_id))
    conversations = (await shopper.ask("list"))["conversations"]
    return [message for one in conversations for message in await shopper.read(one["id"])]


def lower_price(market: Store, cents: int) -> None:
    put_product(market, *make_product("shoe-0", "Strida black shoe", price_cents=cents))


async def test_a_price_alert_waits_for_the_next_connect_and_comes_once(window: OpenWindow, market: MemoryStore) -> None:
    set_price_alert(market, "cust_maya", "shoe-0-38", 4500)
    lower_price(market, 4000)
    for _ in range(2):
        (message,) = await news_of(window, market, "cust_maya")
    (card,) = message["reply"]["products"]
    assert (message["author"], card["product_id"], card["price_cents"], card["options"]) == (
        "assistant",
        "shoe-0",
        4000,
        "38",
    )
    assert "€40.00" in message["text"]
    assert card["url"].endswith("/p/shoe-0")
    assert card["url"].startswith("http://")
    assert message["reply"]["quick_replies"][0]["payload"] == '/product_details{"product": "Strida black shoe"}'


async def test_a_connected_customer_gets_news_without_asking(window: OpenWindow, market: MemoryStore) -> None:
    shopper = await window(token=sign("cust_maya"))
    conversation = await shopper.start()
    second = await window(token=sign("cust_maya"))
    await second.ask("open", conversation_id=conversation)
    set_back_in_stock_alert(market, "cust_maya", "shoe-0-39")
    set_stock(market, "shoe-0-39", 5)
    for one in (shopper, second):
        message = await one.hears("message")
        assert (message["conversation_id"], message["seq"]) == (conversation, 1)
        assert message["reply"]["products"][0]["in_stock"]
    assert len(await shopper.read(conversation)) == 1


async def test_an_invitation_a_vote_and_friendships_are_told(window: OpenWindow, market: MemoryStore) -> None:
    poll = ask_friends(market, "cust_maya", "Black or <b>coral</b>?", ["Black", "Coral"], ["cust_ana"])
    (invitation,) = await news_of(window, market, "cust_ana")
    assert "Maya" in invitation["text"]
    assert "“Black or <b>coral</b>?”" in invitation["text"]
    assert invitation["reply"]["poll"] == {
        "poll_id": poll.id,
        "question": "Black or <b>coral</b>?",
        "choices": ["Black", "Coral"],
        "votes": [],
        "open": True,
        "mine": False,
    }
    ana = await window(token=sign("cust_ana"))
    await ana.ask("vote", poll_id=poll.id, choice=1)
    (vote,) = await news_of(window, market, "cust_maya")
    assert "Ana" in vote["text"]
    assert (vote["reply"]["poll"]["votes"], vote["reply"]["poll"]["mine"]) == ([0, 1], True)

    ask_friend(market, "cust_li", "cust_ana", "From the running club")
    request = (await news_of(window, market, "cust_ana"))[-1]
    assert "Li" in request["text"]
    assert "From the running club" in request["text"]
    assert request["reply"]["quick_replies"] == [{"title": "Accept", "payload": '/accept_friend{"person": "Li"}'}]
    (waiting,) = requests_for(market, "cust_ana").received
    accept_friend_request(market, "cust_ana", waiting.id)
    assert "Ana" in (await news_of(window, market, "cust_li"))[0]["text"]


async def test_every_vote_comes_back_to_its_asker_with_the_exact_counts(
    window: OpenWindow, market: MemoryStore
) -> None:
    friends = [f"voter{n}" for n in range(6)]
    for id in friends:
        add_customer(market, Customer(id, f"Name {id}", id.title(), f"{id}@example.com"))
        grant_consent(market, id, Purpose.FRIENDS_SEE, source="test")
        ask_friend(market, id, "cust_maya")
        ask_friend(market, "cust_maya", id)
    poll = ask_friends(market, "cust_maya", "Which?", ["A", "B", "C"], friends)
    await news_of(window, market, "cust_maya")
    maya = await window(token=sign("cust_maya"))
    await maya.start()
    counts = [0, 0, 0]
    for number, id in enumerate(friends):
        voter = await window(token=sign(id))
        await voter.ask("vote", poll_id=poll.id, choice=number % 3)
        counts[number % 3] += 1
        told = counts.copy()
        await maya.hears("message", lambda message, told=told: message["reply"]["poll"]["votes"] == told)
    assert len(maya.all("message")) == len(friends)
    await voter.ask("vote", poll_id=poll.id, choice=0)  # a change is counted, and told no second time
    assert poll_results(market, "cust_maya", poll.id).counts == (3, 2, 1)
    assert poll_results(market, "cust_maya", poll.id).waiting == 0


async def test_who_is_woken_does_not_wait_for_the_next_look(market: MemoryStore) -> None:
    """What happens at this replica is told at once; only what happens at another one waits for the next look."""
    hop, switchboard = Hop(), Brought()
    writer = NewsWriter(market, load_phrasebook(NEWS), "https://shop.example")
    courier = Courier(market, hop, switchboard, writer, look_every_s=3600)  # type: ignore[arg-type]
    looking = asyncio.create_task(courier.look(lambda: [Identity("cust_maya", "cust_maya")]))
    poll = ask_friends(market, "cust_maya", "Which?", ["A", "B"], ["cust_ana"])
    vote_in_poll(market, "cust_ana", poll.id, 1)
    courier.wake()
    await until(lambda: bool(switchboard.replies))
    looking.cancel()
    hop.close()
    (reply,) = switchboard.replies
    assert reply.poll is not None
    assert reply.poll.votes == (0, 1)


class Brought:
    """Where the courier brings news to, in a test."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []

    async def bring(self, who: Identity, note: Notification, reply: Reply) -> None:
        self.replies.append(reply)


async def test_a_vote_needs_an_invitation(window: OpenWindow, market: MemoryStore) -> None:
    poll = ask_friends(market, "cust_maya", "Which?", ["A", "B"], ["cust_ana"])
    li, ana = await window(token=sign("cust_li")), await window(token=sign("cust_ana"))
    assert await li.refused("vote", poll_id=poll.id, choice=0) == "not_found"
    assert await ana.refused("vote", poll_id="poll_missing", choice=0) == "not_found"
    assert await ana.refused("vote", poll_id=poll.id, choice=2) == "invalid"
    close_poll(market, "cust_maya", poll.id)
    assert await ana.refused("vote", poll_id=poll.id, choice=0) == "closed"


async def test_an_answer_to_a_question_is_told(window: OpenWindow, market: MemoryStore) -> None:
    question = ask_question(market, "cust_maya", "shoe-1", "Is it <b>warm</b>?")
    answer_question(market, None, question.id, "Down to zero degrees.")
    (message,) = await news_of(window, market, "cust_maya")
    assert "Is it <b>warm</b>?" in message["text"]
    assert "Down to zero degrees." in message["text"]


async def test_what_a_friend_shows_is_told(window: OpenWindow, market: MemoryStore) -> None:
    send_to_friends(market, "cust_ana", ["cust_maya"], SentKind.PRODUCT, "shoe-1", "For Sunday?")
    (shown,) = await news_of(window, market, "cust_maya")
    (card,) = shown["reply"]["products"]
    assert (card["product_id"], card["price_cents"], card["in_stock"], card["options"]) == ("shoe-1", 6000, True, "")
    assert "Ana" in shown["text"]
    assert "Strida coral shoe" in shown["text"]
    assert "“For Sunday?”" in shown["text"]

    add_to_wishlist(market, "cust_ana", "shoe-2", visibility=Visibility.FRIENDS)
    add_to_wishlist(market, "cust_ana", "shoe-3", visibility=Visibility.ONLY_ME)
    send_to_friends(market, "cust_ana", ["cust_maya"], SentKind.WISHLIST, "cust_ana")
    wishes = (await news_of(window, market, "cust_maya"))[-1]
    assert [card["product_id"] for card in wishes["reply"]["products"]] == ["shoe-2"]
    assert "Ana" in wishes["text"]
    assert "1 thing" in wishes["text"]


def price_rises_again(market: Store) -> None:
    set_price_alert(market, "cust_maya", "shoe-0-38", 4500)
    lower_price(market, 4000)
    lower_price(market, 6000)


def product_is_withdrawn(market: Store) -> None:
    set_price_alert(market, "cust_maya", "shoe-0-38", 4500)
    lower_price(market, 4000)
    withdraw_product(market, "shoe-0")


def stock_is_gone_again(market: Store) -> None:
    set_back_in_stock_alert(market, "cust_maya", "shoe-0-39")
    set_stock(market, "shoe-0-39", 5)
    set_stock(market, "shoe-0-39", 0)


def poll_is_closed(market: Store) -> None:
    close_poll(market, "cust_ana", ask_friends(market, "cust_ana", "Which?", ["A", "B"], ["cust_maya"]).id)


def poll_is_revoked(market: Store) -> None:
    revoke_poll(market, "cust_ana", ask_friends(market, "cust_ana", "Which?", ["A", "B"], ["cust_maya"]).id)


def asker_is_blocked(market: Store) -> None:
    ask_friends(market, "cust_ana", "Which?", ["A", "B"], ["cust_maya"])
    block_person(market, "cust_maya", "cust_ana")


def poll_was_answered(market: Store) -> None:
    poll = ask_friends(market, "cust_ana", "Which?", ["A", "B"], ["cust_maya"])
    vote_in_poll(market, "cust_maya", poll.id, 0)


def request_is_withdrawn(market: Store) -> None:
    ask_friend(market, "cust_li", "cust_maya")
    withdraw_friend_request(market, "cust_li", "cust_li~cust_maya")


def shown_product_is_withdrawn(market: Store) -> None:
    send_to_friends(market, "cust_ana", ["cust_maya"], SentKind.PRODUCT, "shoe-1")
    withdraw_product(market, "shoe-1")


def friend_who_showed_is_none_any_more(market: Store) -> None:
    add_to_wishlist(market, "cust_ana", "shoe-2", visibility=Visibility.PUBLIC)
    send_to_friends(market, "cust_ana", ["cust_maya"], SentKind.PRODUCT, "shoe-1")
    send_to_friends(market, "cust_ana", ["cust_maya"], SentKind.WISHLIST, "cust_ana")
    remove_friend(market, "cust_maya", "cust_ana")


def shown_wishlist_has_nothing_for_friends(market: Store) -> None:
    add_to_wishlist(market, "cust_ana", "shoe-2", visibility=Visibility.ONLY_ME)
    send_to_friends(market, "cust_ana", ["cust_maya"], SentKind.WISHLIST, "cust_ana")


def forged_notes(market: Store) -> None:
    """As if something had written notifications about what is not the customer's."""
    poll = ask_friends(market, "cust_maya", "Whose?", ["A", "B"], ["cust_ana"])
    with market.write() as tx:
        notify(tx, "cust_li", "vote", poll.id, {"person_id": "cust_ana"})
        notify(tx, "cust_li", "poll_invitation", poll.id, {"person_id": "cust_maya"})
        notify(tx, "cust_li", "friend_request", "cust_ana~cust_maya", {"person_id": "cust_ana"})
        notify(tx, "cust_li", "friend_accepted", "cust_ana~cust_li", {"person_id": "cust_ana"})
        notify(tx, "cust_li", "answer", "question_missing", {})
        notify(tx, "cust_li", "price", "variant_missing", {})
        notify(tx, "cust_li", "shared_product", "shoe-1", {"person_id": "cust_ana"})
        notify(tx, "cust_li", "shared_wishlist", "cust_maya", {"person_id": "cust_ana"})
        notify(tx, "cust_li", "a kind of tomorrow", "thing", {})


@pytest.mark.parametrize(
    "happens",
    [
        price_rises_again,
        product_is_withdrawn,
        stock_is_gone_again,
        poll_is_closed,
        poll_is_revoked,
        asker_is_blocked,
        poll_was_answered,
        request_is_withdrawn,
        shown_product_is_withdrawn,
        friend_who_showed_is_none_any_more,
        shown_wishlist_has_nothing_for_friends,
        forged_notes,
    ],
)
async def test_what_is_no_longer_so_or_not_theirs_is_not_told(
    window: OpenWindow, market: MemoryStore, happens: Callable[[Store], None]
) -> None:
    happens(market)
    customer_id = "cust_li" if happens is forged_notes else "cust_maya"
    assert await news_of(window, market, customer_id) == []


async def test_a_vote_of_somebody_who_is_not_to_be_named_names_nobody(window: OpenWindow, market: MemoryStore) -> None:
    poll = ask_friends(market, "cust_maya", "Which?", ["A", "B"], ["cust_ana"])
    vote_in_poll(market, "cust_ana", poll.id, 0)
    withdraw_consent(market, "cust_ana", Purpose.FRIENDS_SEE, source="test")
    (vote,) = await news_of(window, market, "cust_maya")
    assert "Ana" not in vote["text"]
    assert "Somebody" in vote["text"]


async def test_news_leave_a_humans_conversation_alone(window: OpenWindow, market: MemoryStore) -> None:
    shopper = await window(token=sign("cust_maya"))
    conversation = await shopper.start()
    await shopper.send(conversation, "human please")
    await shopper.hears("status")
    set_price_alert(market, "cust_maya", "shoe-0-38", 4500)
    lower_price(market, 4000)
    messages = await news_of(window, market, "cust_maya")
    assert len(messages) == 3
    (told,) = [message for message in messages if message["conversation_id"] != conversation]
    assert told["reply"]["action"] == "news_price"


@pytest.mark.parametrize("attack", read_attacks(), ids=lambda attack: f"{attack.place}-{attack.kind}")
def test_news_quote_what_people_wrote_and_do_nothing_of_it(attack: Attack, market: MemoryStore) -> None:
    text = attack.text
    poll = ask_friends(market, "cust_maya", text, [text, "No"], ["cust_ana"])
    ask_friend(market, "cust_li", "cust_ana", text)
    question = ask_question(market, "cust_ana", "shoe-0", "Is it wide?")
    answer_question(market, "cust_maya", question.id, text)
    writer = NewsWriter(market, load_phrasebook(NEWS), "https://shop.example")
    told = {note.kind: writer.write(note) for note in pending(market, "cust_ana")}
    assert told.keys() >= {"poll_invitation", "friend_request", "answer"}
    for kind in ("poll_invitation", "friend_request", "answer"):
        reply = told[kind]
        assert reply is not None
        assert f"“{keep_direction(text)}”" in reply.text
        offered = [button.payload for button in reply.quick_replies]
        assert offered == (['/accept_friend{"person": "Li"}'] if kind == "friend_request" else [])
        assert (reply.links, reply.handoff, reply.products) == ((), False, ())
    assert told["poll_invitation"].poll == PollCard(poll.id, text, (text, "No"), (), open=True, mine=False)  # type: ignore[union-attr]


async def test_the_engine_is_told_of_a_poll_brought_just_before_and_of_no_other(
    window: OpenWindow, market: MemoryStore, engine: FakeEngine
) -> None:
    shopper = await window(token=sign("cust_ana"))
    conversation = await shopper.start()
    poll = ask_friends(market, "cust_maya", "Which?", ("Swan", "Mug"), ["cust_ana"])
    await shopper.hears("message", lambda message: message["reply"] and message["reply"]["poll"])
    for text in ("the swan", "thanks"):
        await shopper.send(conversation, text)
        await shopper.hears_text(f"You said: {text}")
    first, second = (turn.poll_brought for turn in engine.turns)
    assert first == PollCard(poll.id, "Which?", ("Swan", "Mug"), (), open=True, mine=False)
    assert second is None
