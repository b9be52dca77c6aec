"""The chat on our own shop's pages, with the real server behind it and an assistant that answers at once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from bot.conversations.replies import QuickReply, Reply
from bot.dialogue.turns import Answer, Engine, Turn
from bot.gateway.app import create_app
from settings import Settings
from tests.bot.gateway.market import SECRET_KEY, fill_market
from tests.fakes.chat_script import product
from tests.fakes.store import MemoryStore
from tests.services import free_port


class Parrot:
    """An engine that says what it was told, and of which product."""

    def ailment(self) -> str:
        return ""

    async def answer(self, turn: Turn) -> Answer:
        if turn.text == "human":
            return Answer((Reply("I am calling a colleague.", handoff=True),))
        shoes = (product(0, url="/p/shoe-0"),) if turn.text == "shoes" else ()
        more = (QuickReply("More", "/more{}"),)
        heard = f"{turn.text} {turn.payload} {turn.customer_id} {turn.page_product_id}"
        return Answer((Reply(heard, products=shoes, quick_replies=more),))


@contextmanager
def serve_shop(engine: Engine | None) -> Iterator[str]:
    """Run the small market; give its address."""
    store = MemoryStore()
    fill_market(store)
    port = free_port()
    app = create_app(Settings(port=port), store, secret_key=SECRET_KEY, engine=engine)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
        assert thread.is_alive()
    yield f"http://127.0.0.1:{port}"
    server.should_exit = server.force_exit = True
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def shop() -> Iterator[str]:
    with serve_shop(Parrot()) as url:
        yield url


@pytest.fixture
def page(browser: Browser, shop: str) -> Iterator[Page]:
    context = browser.new_context(base_url=shop, viewport={"width": 1200, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Your message").fill(text)
    page.keyboard.press("Enter")


def test_a_guest_talks_signs_in_and_goes_on_where_they_were(page: Page) -> None:
    page.goto("/p/shoe-1")
    page.get_by_role("button", name="Open the chat").click()
    say(page, "shoes")
    expect(page.get_by_text("shoes None None shoe-1")).to_be_visible()
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in as Li").click()
    expect(page.get_by_text("shoes None None shoe-1")).to_be_visible()
    page.get_by_role("dialog").get_by_role("button", name="More", exact=True).click()
    expect(page.get_by_text("More /more{} cust_li None")).to_be_visible()
    page.get_by_role("dialog").get_by_role("link", name="Cloudline 2").click()
    page.wait_for_url("**/p/shoe-0")
    say(page, "and this?")
    expect(page.get_by_text("and this? None cust_li shoe-0")).to_be_visible()


def test_the_greeting_learns_the_name_when_the_server_is_late(page: Page) -> None:
    held: list[str | bytes] = []
    sockets: list[WebSocketRoute] = []

    def hold_welcome(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        socket.connect_to_server().on_message(lambda m: held.append(m) if "welcome" in str(m) else socket.send(m))

    page.route_web_socket("**/socket.io/**", hold_welcome)
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in as Ana").click()
    page.get_by_role("button", name="Open the chat").click()
    expect(page.get_by_text("Good to see you.")).to_be_visible()
    while not held:
        page.wait_for_timeout(20)
    sockets[-1].send(held[-1])
    expect(page.get_by_text("Good to see you, Ana.")).to_be_visible()


def test_signing_out_takes_the_conversation_away(page: Page) -> None:
    page.goto("/sign-in")
    page.get_by_role("button", name="Sign in as Ana").click()
    page.get_by_role("button", name="Open the chat").click()
    expect(page.get_by_text("Good to see you, Ana.")).to_be_visible()
    say(page, "between us")
    expect(page.get_by_text("between us None cust_ana None")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Open the chat").click()
    expect(page.get_by_text("Good to see you.")).to_be_visible()
    expect(page.get_by_text("between us")).to_have_count(0)


def test_a_waiting_shopper_leaves_their_address(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Open the chat").click()
    say(page, "human")
    page.get_by_role("button", name="Leave a message").click()
    page.get_by_label("Your e-mail address").fill("maya@example.com")
    page.get_by_label("What is it about?").fill("The kettle leaks.")
    page.get_by_role("button", name="Leave the message").click()
    expect(page.get_by_text("Your message is with our team.")).to_be_visible()
    texts = ["human", "I am calling a colleague.", "Contact: maya@example.com", "The kettle leaks."]
    expect(page.locator(".said .words")).to_have_text(texts)
    expect(page.locator("[data-state=waiting]")).to_have_count(0)


def test_thumbs_reach_the_server(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Open the chat").click()
    say(page, "hello")
    thumb = page.get_by_role("button", name="Helpful", exact=True)
    thumb.click()
    expect(page.get_by_text("Thank you")).to_be_visible()
    expect(thumb).to_have_attribute("aria-pressed", "true")


def test_a_chat_without_an_assistant_keeps_what_is_written(browser: Browser) -> None:
    with serve_shop(None) as url:
        page = browser.new_page()
        page.goto(url)
        page.get_by_role("button", name="Open the chat").click()
        say(page, "hello")
        expect(page.get_by_text("Waiting to be sent")).to_be_visible()
        page.close()
