"""What a link opens: what its maker may show to whoever holds it, one's own data to oneself, and nothing else."""

import json

import pytest
import structlog
from fastapi.testclient import TestClient

from bot.conversations.messages import Words, say
from bot.conversations.threads import start_conversation
from bot.gateway.session import COOKIE, sign_session
from recommender.experiments.exposures import Making, log_list
from recommender.experiments.records import Surface
from shop.catalogue import withdraw_product
from shop.friends.blocks import block_person
from shop.reviews import Visibility
from shop.shares import ShareKind, links_of, make_link, revoke_link
from shop.wishlists.gifts import plan_gift
from shop.wishlists.items import add_to_wishlist
from tests.bot.gateway.market import SECRET_KEY, open_app
from tests.fakes.store import MemoryStore


def browser(market: MemoryStore, customer_id: str = "") -> TestClient:
    """Return a customer's browser; a guest's without an id."""
    cookies = {COOKIE: sign_session(SECRET_KEY, customer_id)} if customer_id else {}
    return TestClient(open_app(market), cookies=cookies, headers={"accept": "text/html"})


def link(market: MemoryStore, kind: ShareKind, subject_id: str, owner_id: str = "cust_ana") -> str:
    return f"/s/{make_link(market, SECRET_KEY, owner_id, kind, subject_id)}"


def test_a_product_is_shown_to_anybody_with_who_shows_it(market: MemoryStore) -> None:
    answer = browser(market).get(link(market, ShareKind.PRODUCT, "shoe-1"))
    assert answer.status_code == 200
    assert "Ana wants to show you this" in answer.text
    assert 'href="/p/shoe-1"' in answer.text
    assert answer.headers["x-robots-tag"] == "noindex"
    assert "no-cache" in answer.headers["cache-control"]


def test_who_may_not_be_found_is_not_named(market: MemoryStore) -> None:
    page = browser(market).get(link(market, ShareKind.PRODUCT, "shoe-1", "cust_li")).text
    assert "Somebody wants to show you this" in page


def test_a_wishlist_shows_what_a_link_may_and_keeps_surprises(market: MemoryStore) -> None:
    add_to_wishlist(market, "cust_ana", "shoe-1", visibility=Visibility.PUBLIC, note="In <b>38</b>")
    add_to_wishlist(market, "cust_ana", "shoe-2", visibility=Visibility.ONLY_ME)
    plan_gift(market, "cust_maya", "cust_ana~shoe-1")
    address = link(market, ShareKind.WISHLIST, "cust_ana")
    guest, maya, ana = (browser(market, who).get(address).text for who in ("", "cust_maya", "cust_ana"))
    for page in (guest, maya, ana):
        assert 'href="/p/shoe-1"' in page
        assert 'href="/p/shoe-2"' not in page
        assert "In &lt;b&gt;38&lt;/b&gt;" in page
    assert "Ana’s wishlist" in guest
    assert "You give this" in maya
    assert "My wishlist" in ana
    assert not any("gives this" in page or "You give" in page for page in (guest, ana))


def test_an_empty_wishlist_says_so(market: MemoryStore) -> None:
    answer = browser(market).get(link(market, ShareKind.WISHLIST, "cust_ana"))
    assert answer.status_code == 200
    assert "Nothing on it yet" in answer.text


def test_a_review_is_shown_with_its_product(market: MemoryStore) -> None:
    page = browser(market).get(link(market, ShareKind.REVIEW, "shoe-0~cust_ana")).text
    assert "Ana shows you a review" in page
    assert "Only friends read this." in page
    assert 'href="/p/shoe-0"' in page


def test_ones_own_data_come_as_a_file_with_what_was_said(market: MemoryStore) -> None:
    conversation = start_conversation(market, "cust_ana", "cust_ana")
    say(market, "cust_ana", conversation.id, Words("one", "Grüße"))
    log_list(market, "list_1", Making("cust_ana", Surface.SUGGESTIONS, ("shoe-1",)), ["shoe-1"])
    answer = browser(market, "cust_ana").get(link(market, ShareKind.EXPORT, "cust_ana"))
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-disposition"].startswith('attachment; filename="my-data-2')
    assert answer.headers["cache-control"] == "no-store"
    copy = json.loads(answer.content)
    assert copy["profile"]["nickname"] == "Ana"
    assert [message["text"] for message in copy["messages"]] == ["Grüße"]
    assert [one["id"] for one in copy["conversations"]] == [conversation.id]
    assert [one["product_ids"] for one in copy["lists_shown"]] == [["shoe-1"]]


def test_every_link_that_does_not_open_gets_the_same_page(market: MemoryStore) -> None:
    good = link(market, ShareKind.PRODUCT, "shoe-1")
    revoked = link(market, ShareKind.PRODUCT, "shoe-1")
    revoke_link(market, "cust_ana", revoked.removeprefix("/s/").partition(".")[0])
    sold_out = link(market, ShareKind.PRODUCT, "shoe-2")
    withdraw_product(market, "shoe-2")
    foreign = link(market, ShareKind.EXPORT, "cust_ana")
    assert len(links_of(market, "cust_ana")) == 3
    bad = [revoked, sold_out, foreign, f"{good}x", good[:-1], f"{good}/more", "/s/", "/s/nonsense", "/s/%00.%ff"]
    guest = browser(market)
    pages = {path: guest.get(path) for path in bad}
    assert {page.status_code for page in pages.values()} == {404}
    assert len({page.text for page in pages.values()}) == 1
    assert "This link does not open any more" in pages[revoked].text
    assert guest.get(good).status_code == 200
    assert browser(market, "cust_maya").get(foreign).status_code == 404


def test_an_old_link_and_one_across_a_block_do_not_open(market: MemoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    address = link(market, ShareKind.PRODUCT, "shoe-1")
    block_person(market, "cust_ana", "cust_maya")
    assert browser(market, "cust_maya").get(address).status_code == 404
    assert browser(market).get(address).status_code == 200
    (share,) = links_of(market, "cust_ana")
    monkeypatch.setattr(market, "_clock", lambda: share.expires_at)
    assert browser(market).get(address).status_code == 404


def test_who_reads_the_log_cannot_open_links(market: MemoryStore) -> None:
    address = link(market, ShareKind.PRODUCT, "shoe-1")
    with structlog.testing.capture_logs() as lines:
        browser(market).get(address)
    assert [line["path"] for line in lines if line["event"] == "request"] == ["/s/…"]
    assert address.removeprefix("/s/") not in str(lines)
