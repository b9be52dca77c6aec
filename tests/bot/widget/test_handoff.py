"""When a human takes over: waiting, leaving a message, talking, the end."""

from playwright.sync_api import expect

from tests.bot.widget.window import Window
from tests.fakes.chat_server import ChatServer


def test_who_waits_is_told_so_and_may_go_on_writing(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("human please")
    expect(window.panel.get_by_role("group", name="A colleague has been called")).to_be_visible()
    window.say("It is about my order.")
    window.expect_texts("human please", "I am calling a colleague.", "It is about my order.")
    server.become("human")
    expect(window.panel.get_by_text("You are talking to a person")).to_be_visible()
    expect(window.panel.get_by_role("group", name="A colleague has been called")).to_have_count(0)
    server.say("Tomasz has joined", "system")
    server.say("How can I help?", "staff")
    row = window.page.locator(".row[data-author=staff]")
    expect(row).to_contain_text("The shop's team: How can I help?")
    expect(row.get_by_role("button")).to_have_count(0)


def test_who_cannot_wait_leaves_a_message_and_an_address(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("human please")
    window.button("Leave a message").click()
    email, matter = window.panel.get_by_label("Your e-mail address"), window.panel.get_by_label("What is it about?")
    expect(email).to_be_focused()
    email.fill("maya")
    window.button("Leave the message").click()
    expect(email).to_be_focused()
    expect(email).to_have_accessible_description("Please write an e-mail address, like maya@example.com.")
    expect(matter).to_have_attribute("aria-invalid", "true")
    assert server.asked("contact") == []
    email.fill("maya@example.com")
    matter.fill("The kettle leaks.")
    window.button("Leave the message").click()
    expect(window.panel.get_by_text("Your message is with our team.")).to_be_focused()
    window.expect_texts("human please", "I am calling a colleague.", "Contact: maya@example.com", "The kettle leaks.")
    (contact,) = server.asked("contact")
    assert (contact["contact"], contact["text"]) == ("maya@example.com", "The kettle leaks.")


def test_who_no_longer_wants_to_wait_goes_on_with_the_assistant(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("human please")
    window.button("Go on with the assistant").click()
    expect(window.panel.get_by_text("The assistant answers again. What would you like?")).to_be_focused()
    expect(window.panel.get_by_role("group", name="A colleague has been called")).to_have_count(0)
    assert len(server.asked("resume")) == 1
    window.ask("hello")
    expect(window.panel.get_by_text("The assistant answers again.")).to_have_count(0)


def test_a_human_who_came_meanwhile_is_not_sent_away(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("human please")
    server.refusal = "resuming"
    window.button("Go on with the assistant").click()
    expect(window.button("Go on with the assistant")).to_be_enabled()
    server.become("human")
    expect(window.panel.get_by_text("You are talking to a person")).to_be_visible()
