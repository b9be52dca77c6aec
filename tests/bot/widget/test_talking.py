"""Talking: greeting, messages and their order, growing answers, quick replies, history, several conversations."""

from playwright.sync_api import expect

from tests.bot.widget.conftest import OpenWindow
from tests.bot.widget.window import Window
from tests.fakes.chat_server import ChatServer, sign


def test_an_empty_chat_greets_and_offers_something_to_ask(open_window: OpenWindow, server: ChatServer) -> None:
    window = open_window().open(f"/page?token={sign('maya')}")
    expect(window.panel.get_by_text("Good to see you, Maya.")).to_be_visible()
    window.button("Where is my order?").click()
    window.expect_texts("Where is my order?", "I heard: Where is my order?")
    expect(window.panel.get_by_text("Good to see you, Maya.")).to_have_count(0)


def test_on_a_products_page_questions_are_about_that_product(window: Window, server: ChatServer) -> None:
    window.open("/page?product-id=shoe-7")
    window.button("What do my friends think of this?").click()
    expect(window.answers).to_have_count(1)
    window.ask("Is it in stock?")
    assert [said["page_product_id"] for said in server.asked("send")] == ["shoe-7", "shoe-7"]


def test_enter_sends_and_shift_enter_does_not(window: Window, server: ChatServer) -> None:
    window.open()
    expect(window.button("Send")).to_be_disabled()
    window.field.fill("one")
    window.field.press("Shift+Enter")
    window.field.press_sequentially("two")
    window.button("Send").click()
    window.expect_texts("one\ntwo", "I heard: one\ntwo")
    window.say("   ")
    assert server.said() == ["one\ntwo"]


def test_what_an_input_method_is_composing_is_not_sent(window: Window, server: ChatServer) -> None:
    window.open("/page?lang=zh")
    window.field.fill("跑鞋")
    window.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(window.field).to_have_value("跑鞋")
    window.field.press("Enter")
    window.expect_texts("跑鞋", "I heard: 跑鞋")


def test_the_limit_of_a_message_is_told_before_it_is_reached(window: Window) -> None:
    window.open()
    window.ask("hello")
    window.field.fill("a" * 600)
    expect(window.field).to_have_value("a" * 500)
    expect(window.panel.get_by_text("0 characters left")).to_be_visible()


def test_an_answer_grows_where_it_stands(window: Window, server: ChatServer) -> None:
    window.open()
    row = window.ask("hello")
    row.evaluate("row => (row.marked = row.querySelector('.words'))")
    for text in ("I heard you", "I heard you, and here is more: https://example.org/more."):
        server.grow(text)
        expect(row.locator(".words")).to_have_text(text)
    assert row.evaluate("row => row.marked === row.querySelector('.words')")
    expect(row.get_by_role("link")).to_have_attribute("href", "https://example.org/more")


def test_somebody_who_writes_is_shown_and_told_until_they_have_written(window: Window, server: ChatServer) -> None:
    server.silent = True
    window.open()
    window.say("hello")
    window.expect_texts("hello")
    server.write(on=True)
    expect(window.page.locator(".typing")).to_be_visible()
    expect(window.panel.get_by_text("The assistant is writing …")).to_have_count(1)
    server.say("Here I am.")
    expect(window.page.locator(".typing")).to_be_hidden()
    expect(window.panel.get_by_text("The assistant is writing …")).to_have_count(0)


def test_the_shop_is_told_that_the_shopper_is_writing(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("hello")
    window.field.press_sequentially("what about")
    window.field.press("Enter")
    window.expect_texts("hello", "I heard: hello", "what about", "I heard: what about")
    assert [data["on"] for data in window.expect_asked("typing", 2)] == [True, False]


def test_quick_replies_send_their_payload_and_belong_to_the_newest_message(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("products")
    window.button("Something cheaper").click()
    expect(window.answers).to_have_count(2)
    expect(window.button("Something cheaper")).to_have_count(0)
    assert (server.asked("send")[-1]["text"], server.asked("send")[-1]["payload"]) == ("Something cheaper", "/cheaper")


def test_history_comes_in_parts_and_the_place_that_is_read_stays(open_window: OpenWindow, server: ChatServer) -> None:
    server.begin("maya", "Old talk", 75)
    window = open_window().open(f"/page?token={sign('maya')}")
    expect(window.rows).to_have_count(30)
    expect(window.page.locator(".said .words").last).to_have_text("Old talk 75")
    expect(window.page.locator(".said .words").last).to_be_in_viewport()
    first = window.page.get_by_text("Old talk 46", exact=True)
    window.page.locator(".scroller").evaluate("scroller => (scroller.scrollTop = 0)")
    expect(window.rows).to_have_count(60)
    expect(first).to_be_in_viewport()
    # Whoever scrolls to the button has them fetched by that; a screen reader presses it from where it is.
    window.button("Show earlier messages").dispatch_event("click")
    expect(window.rows).to_have_count(75)
    expect(window.button("Show earlier messages")).to_be_hidden()
    assert window.page.locator(".said .words").all_text_contents() == [f"Old talk {n}" for n in range(1, 76)]


def test_several_conversations_are_listed_opened_and_begun(open_window: OpenWindow, server: ChatServer) -> None:
    server.begin("maya", "Shoes", 4)
    server.begin("maya", "A gift for Ana", 2)
    window = open_window().open(f"/page?token={sign('maya')}")
    window.expect_texts("A gift for Ana 1", "A gift for Ana 2")
    window.button("Your conversations").click()
    expect(window.page.locator(".conversation b")).to_have_text(["A gift for Ana", "Shoes"])
    window.page.locator(".conversation", has_text="Shoes").click()
    window.expect_texts("Shoes 1", "Shoes 2", "Shoes 3", "Shoes 4")
    window.button("Your conversations").click()
    window.button("Start a new conversation").click()
    window.ask("something else")
    window.expect_texts("something else", "I heard: something else")
    assert len(server.conversations) == 3
    window.visit(f"/page?token={sign('maya')}")  # the chat was open, and is again, where it was
    window.expect_texts("something else", "I heard: something else")


def test_what_is_unread_is_counted_until_it_is_seen(open_window: OpenWindow, server: ChatServer) -> None:
    server.begin("maya", "Shoes", 4)  # the shopper has seen what they wrote last: the third
    window = open_window().visit(f"/page?token={sign('maya')}")
    expect(window.launcher).to_have_accessible_name("Open the chat, 1 unread message")
    server.say("And one more thing.")
    expect(window.launcher).to_have_accessible_name("Open the chat, 2 unread messages")
    expect(window.page.locator(".unread")).to_have_text("2")
    window.launcher.click()
    expect(window.page.locator(".said .words").last).to_have_text("And one more thing.")
    window.button("Close the chat").first.click()
    expect(window.launcher).to_have_accessible_name("Open the chat")
    assert [data["seq"] for data in window.expect_asked("read", 1)] == [5]


def test_another_window_of_the_same_shopper_follows(open_window: OpenWindow, server: ChatServer) -> None:
    one = open_window().open(f"/page?token={sign('maya')}")
    one.ask("hello")
    other = open_window().open(f"/page?token={sign('maya')}")
    other.expect_texts("hello", "I heard: hello")
    other.ask("from the other one")
    one.expect_texts("hello", "I heard: hello", "from the other one", "I heard: from the other one")
