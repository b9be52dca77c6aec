"""The pages in a real browser: for everybody, on every screen, by day and by night."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from shop.shares import ShareKind, make_link
from shop.wishlists.items import add_to_wishlist
from tests.bot.gateway.market import SECRET_KEY
from tests.fakes.store import MemoryStore

PATHS = ("/", "/c/sports-play", "/c?q=zebra", "/p/shoe-0", "/p/shoe-0?choice=size:39", "/p/shoe-5",
         "/help", "/help?q=pack", "/help/how-to-return", "/sign-in", "/docs", "/nothing")  # fmt: skip
Scheme = Literal["light", "dark"]


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    scheme: Scheme = request.param
    return scheme


@pytest.fixture(params=[1440, 390])
def page(request: pytest.FixtureRequest, browser: Browser, scheme: Scheme, served_market: str) -> Iterator[Page]:
    """A window on the market that fails the test for any script error or refused resource."""
    context = browser.new_context(
        base_url=served_market, color_scheme=scheme, viewport={"width": request.param, "height": 844}
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(f"{message.text} at {message.location['url']}"))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert [complaint for complaint in complaints if not complaint.endswith("/nothing")] == []


def sign_in(page: Page, name: str) -> None:
    page.goto("/sign-in")
    page.get_by_role("button", name=name).first.click()
    page.wait_for_url("**/")


def test_every_page_is_for_everybody_and_fits_its_screen(page: Page) -> None:
    for path in PATHS:
        page.goto(path)
        # Axe comes from outside, as a person's own tool would; the policy of the page stays as it is.
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in violations] == [], path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_what_a_link_shows_is_for_everybody_and_fits_its_screen(page: Page, served_store: MemoryStore) -> None:
    empty = make_link(served_store, SECRET_KEY, "cust_maya", ShareKind.WISHLIST, "cust_maya")
    add_to_wishlist(served_store, "cust_ana", "shoe-1", note="Mine are worn out, and I run in them every other day.")
    add_to_wishlist(served_store, "cust_ana", "shoe-4")
    shown = {ShareKind.PRODUCT: "shoe-1", ShareKind.REVIEW: "shoe-0~cust_ana", ShareKind.WISHLIST: "cust_ana"}
    tokens = [make_link(served_store, SECRET_KEY, "cust_ana", kind, subject) for kind, subject in shown.items()]
    for token in (*tokens, empty):
        page.goto(f"/s/{token}")
        violations = Axe().run(page).response["violations"]
        assert [(v["id"], [node["target"] for node in v["nodes"]]) for v in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_signed_in_shoppers_pages_are_for_everybody(page: Page) -> None:
    sign_in(page, "Maya")
    page.goto("/p/shoe-0")
    expect(page.get_by_text("Your friend", exact=True)).to_be_visible()
    assert Axe().run(page).violations_count == 0


def test_a_shopper_finds_something_with_the_filters(page: Page) -> None:
    page.goto("/c/sports-play")
    opener = page.get_by_role("button", name="Filter and sort")
    if opener.is_visible():  # narrow screens keep the filters behind a button
        opener.click()
        assert Axe().run(page).violations_count == 0
    page.get_by_label("Search in here").fill("coral")
    page.get_by_role("button", name="Show products").click()
    expect(page.get_by_role("heading", level=3)).to_have_text(["Strida coral shoe"])


def test_the_keyboard_reaches_the_content_first(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_signing_out_ends_the_session(page: Page) -> None:
    sign_in(page, "Maya")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
