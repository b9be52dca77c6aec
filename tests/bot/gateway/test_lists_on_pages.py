"""Lists of products on the pages: filters, search, what to let go of, and pages of what is long."""

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from bot.gateway.app import create_app
from settings import Settings
from shop.catalogue import put_product, set_stock
from tests.bot.gateway.market import SECRET_KEY, make_product, read_titles
from tests.fakes.store import MemoryStore


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=cheapest&max=60", ["Strida black shoe", "Strida coral shoe"]),
        ("sort=dearest&min=90", ["Strida sand shoe", "Strida lilac shoe"]),
        ("q=NAVY", ["Strida navy shoe"]),
        ("q=navy&brand=Other", []),
        ("min=80&max=20", []),
        ("stock=1&q=white", ["Strida white shoe"]),
    ],
)
def test_filters_and_order_of_a_category(shopper: TestClient, query: str, expected: list[str]) -> None:
    assert read_titles(shopper.get(f"/c/sports-play/running?{query}").text) == expected


@pytest.mark.parametrize(
    ("query", "expected", "note"),
    [
        ("q=coarl", ["Strida coral shoe"], "Understood as “coral”."),
        ("q=sneaker+under+55", ["Strida black shoe"], "Understood as “running shoe”, up to €55.00."),
        ("q=sneaker&sort=dearest&min=95", ["Strida sand shoe"], "Understood as “running shoe”."),
        ("q=lilac", ["Strida lilac shoe"], ""),
    ],
)
def test_the_search_box_understands_typing_errors_other_words_and_limits(
    shopper: TestClient, query: str, expected: list[str], note: str
) -> None:
    page = shopper.get(f"/c?{query}").text
    assert read_titles(page) == expected
    assert note in page
    assert ("Understood as" in page) == bool(note)


def test_the_search_box_understands_what_things_are_for(market: MemoryStore, shopper: TestClient) -> None:
    for id, title in (("box", "A box"), ("pot", "A pot"), ("hook", "A hook for camping tents")):
        product, variants = make_product(id, title)
        described = replace(product, type=id, description="" if id == "hook" else "Made for picnics.")
        put_product(market, described, variants)
    page = shopper.get("/c?q=something+for+a+picnic").text
    assert set(read_titles(page)) == {"A box", "A pot"}
    assert "Understood as ideas for picnics." in page


@pytest.mark.parametrize(
    ("path", "looser"),
    [
        ("/c?q=navy&max=20", {"At any price": "/c?q=navy"}),
        ("/c?q=navy+under+20", {"At any price": "/c?q=navy"}),
        ("/c?q=navy&brand=Other", {"Not only Other": "/c?q=navy"}),
        ("/c?q=navy&type=kettle&sort=newest", {"Not only kettle": "/c?q=navy&sort=newest"}),
        ("/c/garden?q=navy", {"In all departments": "/c?q=navy"}),
        ("/c?q=navy&brand=Other&max=20", {"Without any limit": "/c?q=navy"}),
        ("/c?q=zebra", {}),
    ],
)
def test_where_nothing_is_found_it_is_told_what_to_let_go_of(
    market: MemoryStore, shopper: TestClient, path: str, looser: dict[str, str]
) -> None:
    product, variants = make_product("hose", "A hose")
    put_product(market, replace(product, path=("Garden",), type="hose", brand="Other"), variants)
    page = shopper.get(path).text
    assert read_titles(page) == []
    empty = page.partition("Nothing matches")[2].partition("</section>")[0]
    chips = {name: href.replace("&amp;", "&") for href, name in re.findall(r'chip" href="([^"]+)">([^<]+)<', empty)}
    assert chips == looser
    for href in looser.values():
        assert read_titles(shopper.get(href).text) == ["Strida navy shoe"]


def test_what_was_found_can_be_narrowed_to_a_kind_and_back(market: MemoryStore, shopper: TestClient) -> None:
    product, variants = make_product("sock", "Strida navy socks")
    put_product(market, replace(product, type="socks", brand="Knit"), variants)
    page = shopper.get("/c?q=navy&sort=cheapest").text
    assert read_titles(page) == ["Strida navy socks", "Strida navy shoe"]
    assert '<a class="chip" href="/c?q=navy&amp;type=socks&amp;sort=cheapest">Socks</a>' in page
    assert set(re.findall(r"<option[^>]*>([^<]+)</option>", page)) >= {"Best match", "Knit", "Strida"}
    narrowed = shopper.get("/c?q=navy&type=socks&sort=cheapest").text
    assert read_titles(narrowed) == ["Strida navy socks"]
    assert '<a class="chip" href="/c?q=navy&amp;sort=cheapest" aria-current="true">Socks</a>' in narrowed
    assert '<input type="hidden" name="type" value="socks">' in narrowed


def test_a_long_search_has_pages_that_show_everything_once(market: MemoryStore, shopper: TestClient) -> None:
    for number in range(30):
        put_product(market, *make_product(f"more-{number}", f"Wool hat {number:02d}"))
    first = shopper.get("/c?q=wool+hat").text
    next = re.search(r'href="([^"]+)" rel="next"', first)
    assert next is not None
    second = shopper.get(next[1].replace("&amp;", "&")).text
    assert "24 products and more" in first
    assert len({*read_titles(first), *read_titles(second)}) == 30
    assert 'rel="next"' not in second


def test_without_a_search_pages_still_list(market: MemoryStore) -> None:
    shopper = TestClient(create_app(Settings(), market, secret_key=SECRET_KEY), headers={"accept": "text/html"})
    assert len(read_titles(shopper.get("/c").text)) == 6
    assert shopper.get("/c?q=navy").status_code == 503


@pytest.mark.parametrize("query", ["sort=x&min=y&max=-1&stock=2", "q=%00%ff", "min=1e99", "min=NaN", f"q={'x' * 3000}"])
def test_filters_that_make_no_sense_break_nothing(shopper: TestClient, query: str) -> None:
    assert shopper.get(f"/c?{query}").status_code == 200


def test_a_long_category_has_pages_that_show_everything_once(market: MemoryStore, shopper: TestClient) -> None:
    for number in range(30):
        put_product(market, *make_product(f"more-{number}", f"More {number:02d}"))
    first = shopper.get("/c?sort=title").text
    next = re.search(r'href="([^"]+)" rel="next"', first)
    assert next is not None
    second = shopper.get(next[1].replace("&amp;", "&")).text
    assert len(read_titles(first)) == 24
    assert sorted(read_titles(first) + read_titles(second)) == sorted({*read_titles(first), *read_titles(second)})
    assert len(read_titles(second)) == 12
    assert 'rel="next"' not in second


def test_what_is_sold_out_says_so_and_leaves_a_list_of_what_can_be_bought(
    market: MemoryStore, shopper: TestClient
) -> None:
    set_stock(market, "shoe-2-38", 0)
    assert "Sold out" in shopper.get("/c?q=navy").text
    assert read_titles(shopper.get("/c?q=navy&stock=1").text) == []


def test_a_search_is_headed_by_what_was_searched_for(shopper: TestClient) -> None:
    assert "<h1>“&lt;coral&gt;”</h1>" in shopper.get("/c?q=<coral>").text
    narrowed = shopper.get("/c/sports-play?q=coral&max=90").text
    assert "<h1>“coral” in Sports &amp; Play</h1>" in narrowed
    assert 'href="/c/sports-play/running?q=coral&amp;max=90"' in narrowed
