"""Whatever anybody writes is text, and only http(s) is ever followed."""

from collections import Counter

from playwright.sync_api import expect

from tests.bot.widget.window import Window
from tests.fakes.chat_script import ATTACKS, EVIL
from tests.fakes.chat_server import ChatServer


def test_markup_is_shown_as_it_was_written(window: Window, server: ChatServer) -> None:
    window.open()
    row = window.ask("markup")
    assert row.get_by_text(EVIL).count() >= 7  # answer, title, brand, reason, review, its author, poll, link
    expect(window.panel.get_by_role("button", name=EVIL, exact=True)).to_be_visible()
    window.ask(EVIL)
    window.button("Your conversations").click()
    assert (
        window.page.locator("confab-chat").evaluate("chat => chat.shadowRoot.querySelector('script, [onerror]')")
        is None
    )
    assert window.page.title() == "A shop"


def test_a_hundred_attacks_are_shown_as_they_were_written(window: Window) -> None:
    window.open()
    made = {}
    for word in ("innocents", "attacks"):
        row = window.ask(word)
        made[word] = Counter(row.evaluate("row => [...row.querySelectorAll('*')].map(part => part.localName)"))
        shown = " ".join(row.evaluate("row => row.textContent").split())
    missing = [text for text in ATTACKS if shown.count(" ".join(text.split())) < 5]
    assert missing == []
    assert made["attacks"] == made["innocents"]
    assert window.page.title() == "A shop"


def test_addresses_that_are_not_of_the_web_lead_nowhere(window: Window, server: ChatServer) -> None:
    window.open()
    row = window.ask("markup")
    expect(row.get_by_text("data", exact=True)).to_be_visible()
    addresses = row.locator("a").evaluate_all("links => links.map(link => link.href)")
    assert addresses == [f"{server.url}/help/how-to-return"]
    assert row.locator("img").evaluate_all("images => images.map(image => image.src)") == [
        f"{server.url}/pictures/shoe-0.svg"
    ]


def test_links_are_judged_by_what_browsers_make_of_them(window: Window) -> None:
    window.visit()
    judged = window.page.evaluate(
        """async addresses => {
            const parts = (await (await fetch("/widget/widget.js")).text()).match(/"(\\.\\/[0-9a-f]{16}\\/)"/)[1];
            const { Links } = await import(`${document.scripts[0].src.replace("widget.js", "")}${parts}links.js`);
            const links = new Links("https://chat.example/");
            return addresses.map(address => links.resolve(address));
        }""",
        [
            "/p/shoe", "https://shop.example/a", "//shop.example/b", "p?q=1",
            "javascript:alert(1)", " java\nscript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x",
            "blob:https://chat.example/1", "file:///etc/passwd", "https://shop.example@evil.example/",
            "", "   ", None, 7, {"href": "https://x"}, "http://",
        ],
    )  # fmt: skip
    assert judged[:4] == [
        "https://chat.example/p/shoe", "https://shop.example/a", "https://shop.example/b", "https://chat.example/p?q=1",
    ]  # fmt: skip
    assert judged[4:] == [None] * 14


def test_nothing_is_left_in_the_hosts_page(window: Window) -> None:
    """No cookie, no name in its window, no style in its elements."""
    window.open()
    window.ask("products")
    window.ask("vote")
    names = window.page.evaluate("Object.keys(window).filter(name => /^(io|exports|module|confab)/i.test(name))")
    assert names == []
    assert window.page.context.cookies() == []
    styled = (
        "chat => chat.shadowRoot.querySelectorAll('[style], style').length + document.querySelectorAll('style').length"
    )
    assert window.page.locator("confab-chat").evaluate(styled) == 0
