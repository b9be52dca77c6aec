"""Whole journeys: the product as it is started, the demo shop, the trained assistant, a real browser."""

import signal
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.database import TABLES
from shop.orders.records import Order, OrderStatus
from shop.sql.store import SqlStore
from tests.bot.cli.test_serve import serving, wait_until_ready
from tests.conftest import move_in
from tests.services import free_port

_LONGEST_ANSWER_MS = 60_000


@dataclass
class Product:
    """The running product; `kill` and `start` it as machines and operators do."""

    data_dir: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=20)

    def order(self, id: str) -> Order:
        store = SqlStore(f"sqlite:///{self.data_dir / 'confab.db'}", TABLES)
        with store.read() as tx:
            order = tx.get(Order, id)
        store.close()
        assert order is not None
        return order


@pytest.fixture(scope="module")
def product(
    tmp_path_factory: pytest.TempPathFactory, demo_folder: Path, demo_database: Path, trained_model: Path
) -> Iterator[Product]:
    data_dir = tmp_path_factory.mktemp("journeys")
    move_in(data_dir, demo_folder, demo_database, trained_model)
    product = Product(data_dir, free_port())
    with serving(data_dir, product.port) as product.process:
        wait_until_ready(product.process, product.port)
        yield product


OpenShop = Callable[[str | None], Page]


@pytest.fixture
def open_shop(browser: Browser, product: Product) -> Iterator[OpenShop]:
    """Open the storefront and its chat, as a guest or signed in."""
    context = browser.new_context(base_url=product.url, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(_LONGEST_ANSWER_MS)
    complaints: list[str] = []

    def open_shop(persona: str | None = None) -> Page:
        page = context.new_page()
        page.set_default_timeout(_LONGEST_ANSWER_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if persona is not None:
            page.goto("/sign-in")
            page.get_by_role("button", name=f"Sign in as {persona}").click()
        page.goto("/")
        page.get_by_role("button", name="Open the chat").click()
        return page

    yield open_shop
    context.close()
    assert complaints == []


def answers(page: Page) -> Locator:
    return page.locator(".row[data-author=assistant]")


def ask(page: Page, text: str) -> None:
    """Say it and wait until the assistant has said something after it."""
    count = answers(page).count()
    page.get_by_role("textbox", name="Your message").fill(text)
    page.keyboard.press("Enter")
    expect(answers(page).nth(count)).to_be_visible(timeout=_LONGEST_ANSWER_MS)


def press(page: Page, name: str) -> None:
    count = answers(page).count()
    page.get_by_role("dialog").get_by_role("button", name=name, exact=True).last.click()
    expect(answers(page).nth(count)).to_be_visible(timeout=_LONGEST_ANSWER_MS)


def test_a_guest_asks_refines_and_fills_the_cart(open_shop: OpenShop) -> None:
    page = open_shop(None)
    ask(page, "I am looking for running shoes")
    expect(answers(page).last.get_by_text("running shoe").first).to_be_visible()
    press(page, "Cheaper")
    expect(answers(page).last.get_by_text("running shoe").first).to_be_visible()
    ask(page, "put the Windlite in my cart")
    press(page, "black")
    ask(page, "M")
    ask(page, "what's in my cart?")
    expect(answers(page).last.get_by_text("Windlite").first).to_be_visible()


def test_maya_hears_what_her_friends_think(open_shop: OpenShop) -> None:
    page = open_shop("Maya")
    ask(page, "What do my friends think of the Cloudline 2?")
    said = page.get_by_role("log")
    expect(said.get_by_text("Ana").first).to_be_visible()
    expect(said.get_by_text("Strida Cloudline 2").first).to_be_visible()


def test_an_order_is_cancelled_after_a_yes_and_not_before(open_shop: OpenShop, product: Product) -> None:
    page = open_shop("Maya")
    ask(page, "cancel order #W4310021, I changed my mind")
    expect(page.get_by_role("dialog").get_by_role("button", name="Yes").first).to_be_visible()
    assert product.order("#W4310021").status is OrderStatus.PENDING
    ask(page, "yes")
    expect(page.get_by_text("cancelled").last).to_be_visible()
    assert product.order("#W4310021").status is OrderStatus.CANCELLED


def test_a_script_in_a_message_is_only_text(open_shop: OpenShop) -> None:
    page = open_shop(None)
    evil = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script> kettles"
    ask(page, evil)
    expect(page.get_by_text(evil)).to_be_visible()
    assert page.title() != "taken"
    assert page.locator("img[src=x]").count() == 0


def test_a_server_that_is_killed_while_it_answers_answers_after_its_return(
    open_shop: OpenShop, product: Product
) -> None:
    page = open_shop(None)
    ask(page, "hello")
    count = answers(page).count()
    page.get_by_role("textbox", name="Your message").fill("I am looking for a tent")
    page.keyboard.press("Enter")
    expect(page.get_by_text("I am looking for a tent")).to_be_visible()
    product.kill()
    page.get_by_role("textbox", name="Your message").fill("and a kettle")
    page.keyboard.press("Enter")
    with serving(product.data_dir, product.port) as product.process:
        wait_until_ready(product.process, product.port)
        expect(answers(page).nth(count + 1)).to_be_visible(timeout=60_000)
        mine = page.locator(".row[data-author=shopper] .words")
        expect(mine).to_have_text(["hello", "I am looking for a tent", "and a kettle"])
        expect(page.locator(".row[data-state=waiting]")).to_have_count(0)
