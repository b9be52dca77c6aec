"""On the pages of a host shop: from another origin, with its attributes, and with what its scripts may do."""

from playwright.sync_api import expect

from tests.bot.widget.conftest import OpenWindow
from tests.bot.widget.window import Window
from tests.fakes.chat_server import ChatServer, sign


def test_a_site_that_is_not_allowed_gets_no_connection(window: Window, server: ChatServer) -> None:
    window.page.goto(server.shop_url.replace("shop.", "other.") + "/page")
    window.launcher.click()
    window.say("hello")
    expect(window.banner).to_contain_text("No connection.")
    assert server.heard == []


def test_a_guest_who_never_opened_the_chat_costs_no_connection(window: Window, server: ChatServer) -> None:
    window.visit()
    expect(window.launcher).to_be_visible()
    assert server.heard == []
    window.launcher.click()
    window.ask("hello")
    window.button("Close the chat").first.click()
    window.visit()
    server.say("Still here?")
    expect(window.launcher).to_have_accessible_name("Open the chat, 1 unread message")


def test_the_page_may_open_ask_close_and_say_who_is_there(window: Window, server: ChatServer) -> None:
    window.visit()
    chat = window.page.locator("confab-chat")
    chat.evaluate("chat => chat.ask('Is it waterproof?')")
    window.expect_texts("Is it waterproof?", "I heard: Is it waterproof?")
    chat.evaluate("(chat, token) => chat.setAttribute('token', token)", sign("maya"))
    window.ask("and now?")
    assert server.people.popitem()[1] == "maya"
    chat.evaluate("chat => chat.close()")
    expect(window.panel).to_be_hidden()
    expect(window.launcher).to_be_focused()
    chat.evaluate("chat => chat.remove()")
    expect(window.launcher).to_have_count(0)


def test_it_speaks_chinese(open_window: OpenWindow) -> None:
    window = open_window(viewport={"width": 390, "height": 844}, locale="zh-CN").open("/page?lang=zh-CN")
    expect(window.page.get_by_role("dialog", name="购物助手")).to_be_visible()
    expect(window.panel.get_by_text("很高兴见到您。")).to_be_visible()
    window.panel.get_by_role("button", name="我的订单到哪儿了？").click()
    window.expect_texts("Where is my order?", "I heard: Where is my order?")
    order = window.ask("order").get_by_role("group", name="订单 #W4310021")
    expect(order).to_contain_text("下单日期：2026年11月20日")
    assert window.page.locator("section.chat").get_attribute("lang") == "zh-Hans"


def test_its_language_may_change_while_it_is_open(window: Window) -> None:
    window.open("/page?lang=en-GB")
    window.ask("order")
    expect(window.panel.get_by_text("Placed on 20 November 2026")).to_be_visible()
    window.page.locator("confab-chat").evaluate("chat => chat.setAttribute('lang', 'zh')")
    expect(window.panel.get_by_text("下单日期：2026年11月20日")).to_be_visible()
    window.say("order")
    expect(window.answers).to_have_count(2)


def test_light_and_dark_follow_the_attribute_before_the_system(open_window: OpenWindow) -> None:
    window = open_window(color_scheme="dark")
    paper = "panel => getComputedStyle(panel).backgroundColor"
    seen = {}
    for theme in ("auto", "light", "dark"):
        window.visit(f"/page?theme={theme}")
        seen[theme] = window.page.locator(".panel").evaluate(paper)
    assert seen["auto"] == seen["dark"] != seen["light"]


def test_a_shop_sets_its_own_colours(window: Window) -> None:
    window.open()
    window.page.locator("confab-chat").evaluate("chat => chat.style.setProperty('--confab-accent', 'rgb(0, 80, 160)')")
    window.field.fill("x")
    window.page.mouse.move(0, 0)
    expect(window.button("Send")).to_have_css("background-color", "rgb(0, 80, 160)")


def test_it_stands_where_the_shop_wants_it(open_window: OpenWindow) -> None:
    window = open_window()
    left = {}
    for address in ("", "?position=start", "?position=left", "?dir=rtl", "?dir=rtl&position=right"):
        window.open(f"/page{address}") if address == "" else window.visit(f"/page{address}")
        box, panel = window.launcher.bounding_box(), window.panel.bounding_box()
        assert box is not None
        assert panel is not None
        left[address] = box["x"] < 500
        assert panel["x"] >= 0
        assert panel["x"] + panel["width"] <= 1000
    assert left == {
        "": False,
        "?position=start": True,
        "?position=left": True,
        "?dir=rtl": True,
        "?dir=rtl&position=right": False,
    }


def test_on_a_phone_it_fills_the_screen_and_is_closed_on_the_next_page(open_window: OpenWindow) -> None:
    window = open_window(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).open()
    window.ask("products")
    window.panel.evaluate("panel => Promise.all(panel.getAnimations().map(one => one.finished))")
    assert window.panel.bounding_box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    expect(window.launcher).to_be_hidden()
    assert window.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    window.visit()
    expect(window.launcher).to_be_visible()
    expect(window.panel).to_be_hidden()


def test_who_wants_no_motion_gets_none(open_window: OpenWindow) -> None:
    window = open_window(reduced_motion="reduce").open()
    window.ask("products")
    moving = "chat => chat.shadowRoot.getAnimations().length"
    assert window.page.locator("confab-chat").evaluate(moving) == 0
