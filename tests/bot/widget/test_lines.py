"""Lines break: nothing that was written is lost, sent twice, or given to anybody else."""

import pytest
from playwright.sync_api import Route, expect

from tests.bot.widget.conftest import OpenWindow
from tests.bot.widget.window import Window
from tests.fakes.chat_server import ChatServer, sign


def test_what_is_written_without_a_connection_is_kept_and_sent_in_order(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("hello")
    server.refusal = "unavailable"
    server.drop()
    expect(window.banner).to_contain_text("No connection.")
    window.say("first")
    window.say("second")
    window.expect_texts("hello", "I heard: hello", "first", "second", waiting=2)
    server.refusal = ""
    expect(window.banner).to_have_text("Connected again")
    expect(window.answers).to_have_count(3)
    assert server.said() == ["hello", "first", "second"]


def test_what_waits_survives_a_reload(window: Window, server: ChatServer) -> None:
    server.refusal = "unavailable"
    window.open()
    window.say("first")
    window.say("second")
    window.expect_texts("first", "second", waiting=2)
    window.visit()
    window.expect_texts("first", "second", waiting=2)
    server.refusal = ""
    expect(window.answers).to_have_count(2)
    assert server.said() == ["first", "second"]
    assert len(server.asked("start")) == 1


def test_a_message_whose_confirmation_was_lost_is_not_said_twice(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("hello")
    server.deaf = True
    window.say("once")
    expect(window.banner).to_contain_text("No connection.")
    server.deaf = False
    window.expect_texts("hello", "I heard: hello", "once", "I heard: once")
    assert server.said() == ["hello", "once"]


def test_what_was_said_meanwhile_is_fetched_once(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("hello")
    server.refusal = "unavailable"
    server.drop()
    expect(window.banner).to_contain_text("No connection.")
    server.say_silently("While you were away")
    server.refusal = ""
    window.expect_texts("hello", "I heard: hello", "While you were away")


def test_a_gap_in_the_numbers_is_filled(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("hello")
    server.say_silently("Lost on the way")
    server.say("Heard")
    window.expect_texts("hello", "I heard: hello", "Lost on the way", "Heard")


def test_who_writes_too_fast_waits_and_loses_nothing(window: Window, server: ChatServer) -> None:
    server.errors = [{"code": "too_fast", "message": "Slowly.", "retry_after_s": 0.2}]
    window.open()
    window.say("first")
    window.say("second")
    expect(window.answers).to_have_count(2)
    assert server.said() == ["first", "second"]


def test_what_is_refused_can_be_tried_again_or_discarded(window: Window, server: ChatServer) -> None:
    server.errors = [{"code": "invalid", "message": "No."}, {"code": "invalid", "message": "No."}]
    window.open()
    window.say("first")
    window.say("second")
    failed = window.page.locator(".row[data-state=failed]")
    expect(failed).to_have_count(2)
    expect(failed.first).to_contain_text("This could not be sent.")
    failed.first.get_by_role("button", name="Try again").click()
    expect(failed).to_have_count(1)
    failed.get_by_role("button", name="Discard").click()
    window.expect_texts("first", "I heard: first")
    assert server.said() == ["first"]


def test_a_conversation_that_has_ended_takes_no_more_but_a_new_one_does(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("hello")
    server.become("closed")
    expect(window.panel.get_by_text("This conversation has ended").first).to_be_visible()
    expect(window.field).to_be_hidden()
    window.button("Start a new conversation").click()
    window.ask("again")
    assert len(server.conversations) == 2


def test_two_windows_of_one_shopper_send_what_waits_once(open_window: OpenWindow, server: ChatServer) -> None:
    one, other = open_window().open(), open_window().open()
    one.ask("hello")
    other.visit()
    other.expect_texts("hello", "I heard: hello")
    server.refusal = "unavailable"
    server.drop()
    expect(other.banner).to_contain_text("No connection.")
    one.say("only once")
    other.expect_texts("hello", "I heard: hello", "only once", waiting=1)
    server.refusal = ""
    for window in (one, other):
        window.expect_texts("hello", "I heard: hello", "only once", "I heard: only once")
    assert server.said() == ["hello", "only once"]


def test_a_token_that_has_run_out_is_fetched_anew(window: Window, server: ChatServer) -> None:
    server.token = sign("maya")
    window.open(f"/page?token={sign('maya', lasts_s=-60)}&token-url=/token")
    window.ask("hello")
    server.drop()
    window.ask("again")
    assert {auth["token"] for auth in server.asked("connect")} == {server.token}


def test_a_token_that_the_server_calls_expired_is_fetched_anew(window: Window, server: ChatServer) -> None:
    server.token = sign("maya")
    window.open("/page?token=a.b.c&token-url=/token")
    window.ask("hello")
    assert [auth["token"] for auth in server.asked("connect")] == ["a.b.c", server.token]


def test_without_an_address_for_tokens_the_shopper_is_told_to_load_again(window: Window) -> None:
    window.open(f"/page?token={sign('maya', lasts_s=-60)}")
    expect(window.banner).to_contain_text("Your sign-in has run out.")
    expect(window.banner.get_by_role("button", name="Load again")).to_be_visible()


def test_who_is_not_let_in_is_told_and_may_try_again(window: Window, server: ChatServer) -> None:
    server.refusal = "not_allowed"
    window.open()
    expect(window.banner).to_contain_text("The chat is not available here at the moment.")
    server.refusal = ""
    window.banner.get_by_role("button", name="Try again").click()
    window.ask("hello")


def test_a_guests_words_go_with_them_when_they_sign_in(window: Window, server: ChatServer) -> None:
    window.open()
    window.ask("as a guest")
    window.visit(f"/page?token={sign('maya')}")
    window.expect_texts("as a guest", "I heard: as a guest")


def test_what_is_written_before_it_is_known_who_writes_goes_where_they_were(window: Window, server: ChatServer) -> None:
    server.token = sign("maya")
    window.first_address = "/page?token-url=/token"
    window.open()
    window.ask("hello")
    held: list[Route] = []
    window.page.route(f"{server.shop_url}/token", lambda route: held.append(route))
    window.visit()
    window.say("quick")
    window.expect_texts("quick", waiting=1)
    assert len(held) == 1
    held[0].continue_()
    window.expect_texts("hello", "I heard: hello", "quick", "I heard: quick")


@pytest.mark.parametrize("next_one", ["", "?token={li}", "?token-url=/token"])
def test_a_customers_words_are_nobody_elses_on_the_same_device(
    window: Window, server: ChatServer, next_one: str
) -> None:
    window.open(f"/page?token={sign('maya')}")
    window.ask("between us")
    server.refusal = "unavailable"
    server.drop()
    expect(window.banner).to_contain_text("No connection.")
    window.say("unsent")
    window.page.goto("about:blank")
    server.reset()
    server.token = sign("li")
    window.visit(f"/page{next_one.format(li=sign('li'))}")
    expect(window.panel.get_by_text("Good to see you")).to_be_visible()
    window.ask("who am I?")
    window.expect_texts("who am I?", "I heard: who am I?")
    assert server.said() == ["who am I?"]
