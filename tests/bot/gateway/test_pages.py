"""The shop's pages: what each visitor finds on them, and what nobody can make them do."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from defusedxml import ElementTree
from fastapi.testclient import TestClient
from starlette.datastructures import Headers

from bot.gateway.pages.chosen import Chosen
from bot.gateway.pages.product import list_options, read_choices, tell_stock
from bot.gateway.pages.window import Window, address_of, find_category
from bot.gateway.session import COOKIE, is_same_origin, read_session, sign_session
from shop.activity.events import events_of
from shop.catalogue import categories, find_product, put_product, withdraw_product
from shop.customers import Customer, add_customer
from shop.friends.blocks import block_person
from shop.knowledge import Article
from shop.questions.products import answer_question, ask_question, questions_about
from shop.reviews.writing import write_review
from tests.bot.gateway.market import SECRET_KEY, make_product, open_app, read_titles
from tests.fakes.attacks import read_attacks
from tests.fakes.store import MemoryStore

OURS = {"sec-fetch-site": "same-origin"}


def look_as(market: MemoryStore, customer_id: str, path: str) -> str:
    cookies = {COOKIE: sign_session(SECRET_KEY, customer_id)}
    return TestClient(open_app(market), cookies=cookies, headers={"accept": "text/html"}).get(path).text


def test_the_front_shows_departments_and_new_products(shopper: TestClient) -> None:
    page = shopper.get("/").text
    assert "Sports &amp; Play" in page
    assert "Strida black shoe" in read_titles(page)
    assert 'href="/c/sports-play"' in page


def test_pages_have_the_name_of_the_shop_and_promise_nothing_in_it(market: MemoryStore) -> None:
    shopper = TestClient(open_app(market, shop_name="Paddle & Co"), headers={"accept": "text/html"})
    for path in ("/", "/p/shoe-0", "/help", "/c", "/nowhere"):
        page = shopper.get(path).text
        assert "Paddle &amp; Co" in page
        assert not re.search(r"Lanternmarket|free from|30 days", page)


def test_a_product_that_is_looked_at_teaches_the_suggestions(market: MemoryStore, shopper: TestClient) -> None:
    shopper.get("/p/shoe-1")
    for _ in range(2):
        look_as(market, "cust_maya", "/p/shoe-2")
    assert [event.product_id for event in events_of(market, "cust_maya")] == ["shoe-2"]


def test_an_empty_shop_says_so() -> None:
    page = TestClient(open_app(MemoryStore())).get("/")
    assert page.status_code == 200
    assert "shelves are still empty" in page.text


def test_an_address_of_a_category_leads_back_to_it(market: MemoryStore) -> None:
    tree = categories(market)
    path = ("Sports & Play", "Running")
    assert address_of(path) == "/c/sports-play/running"
    found = find_category(tree, ["sports-play", "running"])
    assert found is not None
    assert found.path == path
    assert find_category(tree, ["sports-play", "swimming"]) is None


def test_a_choice_shows_its_stock_and_can_be_taken_back(market: MemoryStore) -> None:
    listing = find_product(market, "shoe-0")
    chosen = read_choices(listing, ["size:39", "size:99", "nonsense", "colour:red"])
    assert chosen == {"size": "39"}
    assert tell_stock(listing, chosen).words == "Sold out"
    assert tell_stock(listing, {"size": "38"}).words == "In stock"
    (size,) = list_options(listing, chosen)
    assert [(choice.value, choice.available, choice.chosen) for choice in size.choices] == [
        ("38", True, False),
        ("39", False, True),
    ]
    assert size.choices[1].href == "/p/shoe-0"


def test_a_withdrawn_product_can_be_read_but_not_bought(market: MemoryStore, shopper: TestClient) -> None:
    withdraw_product(market, "shoe-0")
    page = shopper.get("/p/shoe-0")
    assert page.status_code == 200
    assert "No longer sold" in page.text


def test_friends_reviews_come_first_with_a_badge_and_nobody_else_sees_them(
    market: MemoryStore, shopper: TestClient
) -> None:
    hers = look_as(market, "cust_maya", "/p/shoe-0")
    assert hers.index("Only friends read this.") < hers.index("Too narrow for me.")
    assert hers.count("Your friend<") == 1
    assert "3.5" in hers  # her rating counts both
    public = shopper.get("/p/shoe-0").text
    assert "Only friends read this." not in public
    assert "Your friend<" not in public
    assert "Ana" not in public


def test_a_private_persons_public_review_has_no_name(shopper: TestClient) -> None:
    page = shopper.get("/p/shoe-0").text
    assert "Too narrow for me." in page
    assert "A customer" in page
    assert ">Li<" not in page


def test_a_block_hides_reviews_on_the_page(market: MemoryStore) -> None:
    block_person(market, "cust_li", "cust_maya")
    assert "Too narrow for me." not in look_as(market, "cust_maya", "/p/shoe-0")


def test_what_answers_cite_has_a_place_on_the_page(market: MemoryStore, shopper: TestClient) -> None:
    (question,) = questions_about(market, None, "shoe-0")
    page = shopper.get("/p/shoe-0").text
    for place in ("about", "details", "reviews", question.id):
        assert page.count(f'id="{place}"') == 1


def test_reviews_that_look_bought_are_marked_on_the_page(market: MemoryStore, shopper: TestClient) -> None:
    texts = ("Best shoes ever, my family loves them so much!", "My family loves them so much, best shoes ever")
    for number, text in enumerate(texts):
        add_customer(market, Customer(f"f{number}", f"F{number}", f"F{number}", f"f{number}@example.com"))
        write_review(market, f"f{number}", "shoe-0", rating=5, text=text)
    assert shopper.get("/p/shoe-0").text.count("Looks bought") == 2
    assert look_as(market, "f0", "/p/shoe-0").count("Looks bought") == 1  # one's own is not


def test_a_review_in_another_language_says_so(market: MemoryStore, shopper: TestClient) -> None:
    write_review(market, "cust_li", "shoe-1", rating=4, text="Passt gut.", language="de")
    page = shopper.get("/p/shoe-1").text
    assert '<span class="tag">In German</span>' in page
    assert '<p class="said" lang="de">Passt gut.</p>' in page
    assert 'class="tag">In ' not in shopper.get("/p/shoe-0").text


def test_what_people_write_is_text_and_nothing_else(shopper: TestClient) -> None:
    page = shopper.get("/p/shoe-0").text
    assert "Is it &lt;b&gt;wide&lt;/b&gt;?" in page
    assert "Is it <b>" not in page


def test_an_article_is_markdown_without_scripts(shopper: TestClient) -> None:
    page = shopper.get("/help/how-to-return").text
    assert "<h2>Steps</h2>" in page
    assert "<table>" in page
    assert "<script>alert" not in page
    assert 'href="javascript:' not in page


def test_help_finds_what_speaks_of_a_question(market: MemoryStore, shopper: TestClient) -> None:
    found = shopper.get("/help?q=how+can+I+pack+a+return").text
    assert '<p class="soft">Steps - Pack it.</p>' in found
    body = "Versand kostet 4,90 EUR: Pakete " + "und noch mehr " * 40
    with market.write() as tx:
        tx.add(Article("versand", "Versand <b>", "shipping", body, ("Pakete",), tx.now, language="de"))
    page = shopper.get("/help?q=Versand+Pakete").text
    assert '<a href="/help/versand">Versand &lt;b&gt;</a></h2><span class="tag">In German</span>' in page
    assert " …</p>" in page
    assert "Steps" not in shopper.get("/help?q=zebra").text
    assert "No article found" in shopper.get("/help?q=zebra").text


@pytest.mark.parametrize(
    "path", ["/nothing", "/p/missing", "/c/missing", "/help/missing", "/p/%00", "/help/" + "x" * 300]
)
def test_a_missing_page_is_a_page(shopper: TestClient, path: str) -> None:
    page = shopper.get(path)
    assert page.status_code in (404, 422)
    assert page.headers["content-type"].startswith("text/html")
    assert "Back to the market" in page.text


def test_a_program_gets_a_problem_instead_of_a_page(client: TestClient) -> None:
    assert client.get("/p/missing").headers["content-type"] == "application/problem+json"


def test_signing_in_and_out(shopper: TestClient) -> None:
    assert "Maya" in shopper.get("/sign-in").text
    entered = shopper.post("/sign-in", data={"customer_id": "cust_maya"}, headers=OURS)
    assert (entered.status_code, entered.headers["location"]) == (303, "/")
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "Hello, Maya" in shopper.get("/").text
    shopper.post("/sign-out", headers=OURS)
    assert "Hello, Maya" not in shopper.get("/").text


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
@pytest.mark.parametrize(
    "headers",
    [{}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://evil.example"}],
)
def test_another_sites_form_is_refused(shopper: TestClient, path: str, headers: dict[str, str]) -> None:
    refused = shopper.post(path, data={"customer_id": "cust_maya"}, headers=headers)
    assert refused.status_code == 403
    assert "set-cookie" not in refused.headers


def test_an_old_browser_proves_itself_by_its_origin() -> None:
    assert is_same_origin(Headers({"origin": "https://shop.example", "host": "shop.example"}))
    assert not is_same_origin(Headers({"origin": "null", "host": "shop.example"}))


@pytest.mark.parametrize("closed", [{"demo": False}, {"environment": "production", "secret_key": "x" * 32}])
def test_only_a_demo_in_development_lets_visitors_choose_who_they_are(
    market: MemoryStore, closed: dict[str, object]
) -> None:
    shopper = TestClient(open_app(market, **closed))
    assert shopper.get("/sign-in").status_code == 404
    assert shopper.post("/sign-in", data={"customer_id": "cust_maya"}, headers=OURS).status_code == 404
    assert "/sign-in" not in shopper.get("/").text


def test_only_the_demos_own_people_can_be_chosen(shopper: TestClient) -> None:
    assert shopper.post("/sign-in", data={"customer_id": "cust_nobody"}, headers=OURS).status_code == 404


def test_a_forged_cookie_is_a_guests() -> None:
    cookie = sign_session(SECRET_KEY, "cust_maya")
    assert read_session(SECRET_KEY, cookie) == "cust_maya"
    assert read_session("another key, of forty characters or more", cookie) is None
    assert read_session(SECRET_KEY, cookie[:-2]) is None
    assert read_session(SECRET_KEY, "") is None


def test_the_documents_show_every_operation(shopper: TestClient) -> None:
    page = shopper.get("/docs").text
    document = shopper.get("/openapi.json").json()
    assert all(path.replace("{", "{") in page for path in document["paths"])
    assert "<script" not in page


def test_no_page_has_inline_script_or_style(shopper: TestClient) -> None:
    for path in ("/", "/c", "/p/shoe-0", "/help", "/help/how-to-return", "/sign-in", "/docs", "/nothing"):
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son\w+=", shopper.get(path).text), path


def test_a_choice_in_an_address_survives_paging() -> None:
    chosen = Chosen(q="a&b", min="19.90")
    assert chosen.address("/c", page="x") == "/c?q=a%26b&min=19.90&page=x"
    assert Chosen().address("/c") == "/c"


def test_the_window_is_renewed_when_it_is_old(market: MemoryStore) -> None:
    now = 1000.0
    window = Window(market, fresh_s=60, clock=lambda: now)
    assert window.look().best_ids == ("shoe-0",)
    withdraw_product(market, "shoe-0")
    now += 59
    assert window.look().best_ids == ("shoe-0",)
    now += 2
    assert window.look().best_ids == ()


def test_a_product_that_somebody_drew_is_shown_in_the_chosen_colour(market: MemoryStore, shopper: TestClient) -> None:
    product, variants = make_product("kettle", "A kettle")
    colours = [replace(variant, options={"colour": c}) for variant, c in zip(variants, ("red", "navy"), strict=True)]
    put_product(market, replace(product, type="kettle"), colours)
    pictures = []
    for query in ("", "?choice=colour:red", "?choice=colour:navy"):
        address = re.search(r'class="gallery">\s*<img src="([^"]+)"', shopper.get(f"/p/kettle{query}").text)
        assert address is not None
        pictures.append(shopper.get(address[1]))
    assert {picture.headers["content-type"] for picture in pictures} == {"image/svg+xml"}
    first, red, navy = (picture.text for picture in pictures)
    assert first == red != navy


def test_a_product_without_photograph_has_a_painted_sign(market: MemoryStore, shopper: TestClient) -> None:
    product, variants = make_product("odd / id", "No photograph")
    put_product(market, replace(product, images=(), type="<b>lamp</b> & shade"), variants)
    address = re.search(r'class="gallery">\s*<img src="([^"]+)"', shopper.get("/p/odd%20%2F%20id").text)
    assert address is not None
    picture = shopper.get(address[1])
    assert picture.headers["content-type"].startswith("image/svg+xml")
    words = [text.text for text in ElementTree.fromstring(picture.text).iter("{http://www.w3.org/2000/svg}text")]
    assert " ".join(words) == "<b>lamp</b> & shade"
    assert shopper.get("/pictures/missing.svg").status_code == 404


def test_whatever_people_write_stands_on_the_page_as_text(shopper: TestClient, market: MemoryStore) -> None:
    made = {}
    for number, text in enumerate(["Innocent words\nstand here", *(attack.text for attack in read_attacks())]):
        product, variants = make_product(f"odd-{number}", text)
        put_product(market, replace(product, description=text, attributes={"note": text}), variants)
        write_review(market, "cust_li", product.id, rating=3, text=text)
        question = ask_question(market, "cust_ana", product.id, text)
        answer_question(market, None, question.id, text)
        page = Tags()
        page.feed(shopper.get(f"/p/{product.id}").text)
        made[text] = set(page.tags)
        assert " ".join(page.text.split()).count(" ".join(text.split())) >= 6, text
    innocent, *others = made.values()
    assert [tags - innocent for tags in others] == [set()] * len(others)


class Tags(HTMLParser):
    """What a browser makes of a page: its elements with the names of their attributes, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, ...]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, *(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data
