"""What answers show besides their words, and what can be done with it."""

from playwright.sync_api import expect

from tests.bot.widget.window import Window
from tests.fakes.chat_server import ChatServer


def test_a_product_shows_all_that_it_knows_of_itself(window: Window, server: ChatServer) -> None:
    window.open()
    card = window.ask("one").locator(".product")
    expect(card.get_by_role("link", name="Cloudline 2")).to_have_attribute("href", f"{server.url}/p/shoe-0")
    expect(card.locator(".price")).to_have_text("now €119.90 Before €149.90")
    for text in ("Strida", "black, 38", "−20%", "(128)", "Ana and 2 friends gave it 5 stars"):
        expect(card.get_by_text(text, exact=True)).to_be_visible()
    expect(card.get_by_role("img", name="4.6 out of 5 stars")).to_be_visible()
    assert card.locator("img").evaluate("async image => (await image.decode(), image.naturalWidth)") > 0


def test_why_this_asks_for_the_reason(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("one").get_by_role("button", name="Why this? Cloudline 2").click()
    expect(window.answers).to_have_count(2)
    assert server.said()[-1] == "Why do you recommend the Cloudline 2?"


def test_products_are_walked_through_by_arrows_and_by_keys(window: Window) -> None:
    window.open()
    carousel = window.ask("products").get_by_role("group", name="6 products")
    cards = carousel.get_by_role("link")
    expect(cards).to_have_count(6)
    expect(carousel.get_by_role("button", name="Previous")).to_be_disabled()
    carousel.get_by_role("button", name="Next").click()
    expect(carousel.get_by_role("button", name="Previous")).to_be_enabled()
    cards.nth(1).focus()
    window.page.keyboard.press("ArrowRight")
    expect(cards.nth(2)).to_be_focused()
    expect(cards.nth(2)).to_be_in_viewport(ratio=0.9)
    window.page.keyboard.press("End")
    expect(cards.nth(5)).to_be_focused()
    expect(carousel.get_by_role("button", name="Next")).to_be_disabled()
    window.page.keyboard.press("Home")
    expect(cards.first).to_be_focused()
    expect(carousel.get_by_text("Sold out")).to_have_count(1)


def test_the_arrows_of_a_page_that_runs_to_the_left_run_to_the_left(window: Window) -> None:
    window.open("/page?dir=rtl")
    cards = window.ask("products").locator(".carousel a")
    cards.first.focus()
    window.page.keyboard.press("ArrowLeft")
    expect(cards.nth(1)).to_be_focused()


def test_from_right_to_left_the_price_of_today_comes_first(window: Window) -> None:
    window.open("/page?dir=rtl")
    price = window.ask("one").locator(".price")
    now, before = price.locator("bdi").bounding_box(), price.locator("s").bounding_box()
    assert now is not None
    assert before is not None
    assert now["x"] > before["x"]


def test_reviews_mark_friends_and_unfold(window: Window) -> None:
    window.open()
    row = window.ask("reviews")
    reviews = row.get_by_role("article")
    expect(reviews).to_have_count(3)
    expect(reviews.first.get_by_text("Your friend")).to_be_visible()
    expect(row.get_by_text("Your friend")).to_have_count(1)
    expect(reviews.first.get_by_text("Bought here")).to_be_visible()
    expect(reviews.nth(2).get_by_text("Sponsored", exact=True)).to_be_visible()
    expect(row.get_by_text("Sponsored", exact=True)).to_have_count(1)
    expect(reviews.nth(1).get_by_text("Looks bought")).to_be_visible()
    expect(row.get_by_text("Looks bought")).to_have_count(1)
    expect(reviews.nth(2).get_by_text("In German")).to_be_visible()
    expect(reviews.nth(2).locator("p.words")).to_have_attribute("lang", "de")
    expect(row.get_by_text("In German")).to_have_count(1)
    words = reviews.first.locator(".words")
    folded = words.evaluate("node => node.clientHeight")
    reviews.first.get_by_role("button", name="Read more").click()
    assert words.evaluate("node => node.clientHeight") > folded
    row.get_by_role("button", name="Show all 5 reviews").click()
    expect(reviews).to_have_count(5)
    expect(reviews.last).to_contain_text("A customer")


def test_an_aspect_tells_both_sides_and_opens_the_reviews_behind_them(window: Window, server: ChatServer) -> None:
    window.open()
    card = window.ask("gist").get_by_role("group", name="What reviews praise and blame")
    expect(card.get_by_role("button")).to_have_count(4)
    expect(card.get_by_role("button").first).to_have_text("comfort9 for, 0 against")
    card.get_by_role("button", name="Show all 6 aspects").click()
    expect(card.get_by_role("button")).to_have_count(6)
    expect(card.get_by_role("button").nth(3)).to_be_focused()
    card.get_by_role("button", name="fit").click()
    window.expect_asked("send", 2)
    assert server.said()[-1] == "fit"


def test_a_vote_counts_and_may_be_changed(window: Window, server: ChatServer) -> None:
    window.open()
    poll = window.ask("vote").get_by_role("group", name="Poll: First marathon")
    first, second = poll.get_by_role("button").all()
    first.click()
    expect(first).to_have_attribute("aria-pressed", "true")
    expect(first).to_contain_text("1 vote")
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(first).to_contain_text("0 votes")
    expect(poll.get_by_text("Your vote counts.")).to_be_visible()
    assert [vote["choice"] for vote in window.expect_asked("vote", 2)] == [0, 1]
    server.refusal = "votes"
    first.click()
    expect(poll.get_by_text("This poll has ended.")).to_be_visible()
    expect(second).to_have_attribute("aria-pressed", "true")


def test_ones_own_poll_shows_how_it_stands(window: Window) -> None:
    window.open()
    poll = window.ask("poll").get_by_role("group", name="Poll")
    expect(poll.locator(".answer")).to_have_text(["Cloudline 22 votes", "Glide Max1 vote"])
    expect(poll.get_by_role("button")).to_have_count(0)


def test_orders_and_the_cart_add_up(window: Window) -> None:
    window.open()
    row = window.ask("order")
    order = row.get_by_role("group", name="Order #W4310021")
    for text in ("Pending", "Placed on November 20, 2026", "Strida Cloudline 2 (black, 38)", "€138.80"):
        expect(order.get_by_text(text, exact=True)).to_be_visible()
    expect(row.get_by_role("group", name="Order #W4305538").get_by_text("On its way")).to_be_visible()
    cart = window.ask("cart").get_by_role("group", name="Your cart")
    expect(cart.locator("dl > div")).to_have_text(
        ["Subtotal€176.60", "Discount−€17.66", "Deliveryfree", "Total€158.94"]
    )
    expect(cart.get_by_role("listitem").last).to_have_text("3 ×Merino crew sockscharcoal€56.70")
    expect(window.ask("empty").get_by_text("Your cart is empty.")).to_be_visible()


def test_a_comparison_is_a_table_with_the_products_at_its_head(window: Window) -> None:
    window.open()
    table = window.ask("compare").get_by_role("table", name="Comparison")
    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(table.get_by_role("columnheader").get_by_role("link")).to_have_text(
        ["Cloudline 2", "Glide Max", "Steady Arc"]
    )
    expect(table.get_by_role("row").nth(2).get_by_role("cell")).to_have_text(["8 mm", "10 mm", "not stated"])
    expect(table.get_by_role("row").nth(2).get_by_role("rowheader")).to_have_text("Drop")


def test_the_cells_of_a_comparison_lead_to_where_they_stand(window: Window, server: ChatServer) -> None:
    window.open()
    rows = window.ask("compare").get_by_role("table", name="Comparison").get_by_role("row")
    drop, rating = rows.nth(2).get_by_role("cell"), rows.filter(has_text="Rating").get_by_role("cell")
    expect(drop.first.get_by_role("link")).to_have_attribute("href", f"{server.url}/p/shoe-0#details")
    expect(drop.last.get_by_role("link")).to_have_count(0)
    expect(rating.last.get_by_role("link")).to_have_attribute("href", f"{server.url}/p/shoe-2#reviews")
    expect(drop.first.get_by_role("link")).to_have_attribute("tabindex", "-1")
    assert rating.last.get_by_role("link").evaluate("link => link.tabIndex") == 0


def test_links_open_what_they_say(window: Window, server: ChatServer) -> None:
    window.open()
    row = window.ask("links")
    expect(row.get_by_role("link", name="Go to checkout")).to_have_attribute("href", f"{server.url}/checkout/abc")
    outside = row.get_by_role("link", name="https://example.org/returns")
    expect(outside).to_have_attribute("rel", "noopener noreferrer")
    expect(outside).to_have_attribute("target", "_blank")


def test_a_thumb_is_told_at_once_and_its_reason_after(window: Window) -> None:
    window.open()
    row = window.ask("hello")
    row.get_by_role("button", name="Helpful", exact=True).click()
    expect(row.get_by_text("Thank you")).to_be_visible()
    row.get_by_role("button", name="Not helpful").click()
    row.get_by_role("button", name="The facts are wrong").click()
    row.get_by_role("textbox").fill("It is not wool.")
    row.get_by_role("button", name="Send").click()
    expect(row.get_by_text("Thank you")).to_be_visible()
    expect(row.get_by_role("button", name="Not helpful")).to_be_focused()
    told = [(data["seq"], data["helpful"], data["reason"]) for data in window.expect_asked("feedback", 3)]
    assert told == [(2, True, ""), (2, False, ""), (2, False, "The facts are wrong; It is not wool.")]
