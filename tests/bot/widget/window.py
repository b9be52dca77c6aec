"""The chat in a browser, as a shopper handles it."""

from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.fakes.chat_server import ChatServer


class Window:
    """One page of the host shop with the chat on it."""

    def __init__(self, page: Page, server: ChatServer) -> None:
        self.page = page
        self.server = server
        self.launcher = page.locator(".launcher")
        self.panel = page.get_by_role("dialog")
        self.field = page.get_by_role("textbox", name="Your message").or_(page.get_by_role("textbox", name="您的消息"))
        self.log = page.get_by_role("log")
        self.banner = page.locator(".banner")
        self.first_address = "/page"

    def visit(self, address: str = "") -> "Window":
        """Go to a page of the shop that allows the chat's server; the chat stays as it is."""
        self.page.goto(self.server.shop_url + (address or self.first_address))
        expect(self.launcher).to_be_attached()
        return self

    def open(self, address: str = "") -> "Window":
        """Go to a page and open the chat."""
        self.visit(address)
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def say(self, text: str) -> None:
        """Write it and press Enter."""
        self.field.fill(text)
        self.field.press("Enter")

    def ask(self, text: str) -> Locator:
        """Say it, wait for the answer, and return the answer's row."""
        count = self.answers.count()
        self.say(text)
        expect(self.answers).to_have_count(count + 1)
        return self.answers.last

    @property
    def answers(self) -> Locator:
        return self.page.locator(".row[data-author=assistant]")

    @property
    def rows(self) -> Locator:
        return self.page.locator(".row")

    def expect_texts(self, *texts: str, waiting: int = 0) -> None:
        """Wait until exactly these texts are in the log, in this order, and so many of them are not sent yet."""
        expect(self.page.locator(".said .words")).to_have_text(list(texts))
        expect(self.page.locator(".row[data-state=waiting]")).to_have_count(waiting)

    def expect_no_waiting(self) -> None:
        """Wait until everything is sent."""
        expect(self.page.locator(".row[data-state=waiting]")).to_have_count(0)

    def expect_asked(self, event: str, count: int) -> list[dict[str, Any]]:
        """Wait until the server has heard so many of this event, and return them: the window does not wait for it."""
        for _ in range(400):
            if len(self.server.asked(event)) >= count:
                break
            self.page.wait_for_timeout(20)
        asked = self.server.asked(event)
        assert len(asked) == count, asked
        return asked

    def button(self, name: str) -> Locator:
        return self.panel.get_by_role("button", name=name, exact=True)
