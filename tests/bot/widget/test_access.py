"""For everybody: without a mouse, without seeing, in every state and by every light."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.bot.widget.conftest import OpenWindow
from tests.bot.widget.window import Window
from tests.fakes.chat_server import ChatServer

CARDS = ("products", "one", "reviews", "gist", "vote", "poll", "order", "cart", "compare", "links")
_FOCUSED = (
    "chat => chat.shadowRoot.activeElement?.getAttribute('aria-label') ?? chat.shadowRoot.activeElement?.textContent"
)


def states(window: Window, server: ChatServer) -> Iterator[str]:
    """Lead the chat through all that it can look like."""
    window.visit()
    yield "closed"
    window.launcher.click()
    yield "empty"
    for word in CARDS:
        row = window.ask(word)
    row.get_by_role("button", name="Not helpful").click()
    yield "every card"
    server.errors = [{"code": "invalid", "message": "No."}]
    window.say("refused")
    expect(window.page.locator("[data-state=failed]")).to_be_visible()
    window.ask("human")
    window.button("Leave a message").click()
    window.button("Leave the message").click()
    server.write(on=True)
    yield "waiting, with a form"
    server.refusal = "unavailable"
    server.drop()
    window.say("unsent")
    expect(window.banner).to_contain_text("No connection.")
    yield "without a connection"
    server.refusal = ""
    window.expect_no_waiting()
    server.become("closed")
    expect(window.button("Start a new conversation")).to_be_visible()
    yield "ended"
    window.button("Your conversations").click()
    yield "the conversations"


@pytest.mark.parametrize(
    ("scheme", "width", "address"),
    [("light", 1440, "/page"), ("dark", 390, "/page?dir=rtl"), ("dark", 1440, "/page")],
)
def test_no_state_keeps_anybody_out(
    open_window: OpenWindow, server: ChatServer, scheme: Literal["light", "dark"], width: int, address: str
) -> None:
    window = open_window(color_scheme=scheme, viewport={"width": width, "height": 844}, reduced_motion="reduce")
    window.first_address = address
    for state in states(window, server):
        violations = Axe().run(window.page).response["violations"]
        assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in violations] == [], state
        assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state


def test_the_keyboard_goes_round_in_the_window_and_escape_leaves_it(window: Window) -> None:
    window.visit()
    window.page.get_by_role("button", name="Buy").focus()
    window.page.keyboard.press("Tab")
    expect(window.launcher).to_be_focused()
    window.page.keyboard.press("Enter")
    expect(window.field).to_be_focused()
    window.page.keyboard.type("one")
    window.page.keyboard.press("Enter")
    expect(window.answers).to_have_count(1)
    names = _walk(window, "Tab", 9)
    assert names == [
        "Your conversations", "Close the chat", "Messages", "Cloudline 2", "Why this? Cloudline 2",
        "Helpful", "Not helpful", "Your message", "Your conversations",
    ]  # fmt: skip
    assert _walk(window, "Shift+Tab", 2) == ["Your message", "Not helpful"]
    window.page.keyboard.press("Escape")
    expect(window.panel).to_be_hidden()
    expect(window.launcher).to_be_focused()


def test_escape_leaves_the_list_before_the_window(window: Window) -> None:
    window.open()
    window.ask("hello")
    window.button("Your conversations").click()
    expect(window.page.locator(".conversation")).to_be_focused()
    window.page.keyboard.press("Escape")
    expect(window.button("Your conversations")).to_be_focused()
    expect(window.panel).to_be_visible()
    window.page.keyboard.press("Escape")
    expect(window.panel).to_be_hidden()


def test_what_is_new_is_read_out_and_what_was_there_is_not(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("hello")
    window.visit()
    window.expect_texts("hello", "I heard: hello")
    expect(window.log).not_to_have_attribute("aria-live", "off")  # quiet while history is drawn
    heard = window.page.evaluate_handle(
        """() => {
            const log = document.querySelector("confab-chat").shadowRoot.querySelector("[role=log]");
            const heard = [];
            new MutationObserver(changes => changes.forEach(change =>
                change.addedNodes.forEach(node => change.target === log && heard.push(node.textContent)))
            ).observe(log, { childList: true });
            return heard;
        }"""
    )
    server.say("Hello again")
    window.expect_texts("hello", "I heard: hello", "Hello again")
    assert [text.split(": ")[0] for text in heard.json_value()] == ["Assistant"]


def _walk(window: Window, key: str, steps: int) -> list[str]:
    """Press the key so many times; return what was reached each time."""
    names = []
    for _ in range(steps):
        window.page.keyboard.press(key)
        names.append(window.page.locator("confab-chat").evaluate(_FOCUSED))
    return names
