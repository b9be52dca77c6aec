"""Sizes are the owner's: friends learn them by consent, for presents and advice, and nobody else does."""

import pytest

from shop.access import open_eyes, visible_sizes
from shop.catalogue import set_stock
from shop.consent import Purpose, allows, grant_consent, withdraw_consent
from shop.customers import update_customer
from shop.friends.blocks import block_person
from shop.store import Store
from tests.actions.small_shop import open_finding_shop
from tests.actions.talk import Answered, Talk, found, reasons

ANA = ("person", "Ana", "")


@pytest.fixture
def store() -> Store:
    store = open_finding_shop()
    update_customer(store, "ana", sizes={"shoe": "39", "top": "M"})
    update_customer(store, "maya", sizes={"shoe": "38"})
    grant_consent(store, "ana", Purpose.SIZES, source="test")
    return store


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, "maya")


def ask(talk: Talk, text: str, *entities: tuple[str, str, str]) -> Answered:
    return talk.hear("action_advise_size", text, intent="ask_size_advice", entities=list(entities))


def seen(store: Store, viewer_id: str | None, of: str = "ana") -> dict[str, str]:
    with store.read() as tx:
        return visible_sizes(tx, open_eyes(tx, viewer_id), of)


def test_friends_see_sizes_by_both_consents_and_nobody_else_does(store: Store) -> None:
    assert seen(store, "maya") == seen(store, "ana") == {"shoe": "39", "top": "M"}
    assert seen(store, "omar") == seen(store, None) == seen(store, "maya", "nobody") == {}
    for purpose in (Purpose.SIZES, Purpose.FRIENDS_SEE):
        withdraw_consent(store, "ana", purpose, source="test")
        assert (seen(store, "maya"), seen(store, "ana")) == ({}, {"shoe": "39", "top": "M"})
        grant_consent(store, "ana", purpose, source="test")
    assert seen(store, "maya")
    block_person(store, "ana", "maya")
    assert seen(store, "maya") == {}


def test_what_a_friend_wears_is_told_by_consent(talk: Talk) -> None:
    assert "shoe 39 and top M" in ask(talk, "what size does Ana wear", ANA).text
    withdraw_consent(talk.store, "ana", Purpose.SIZES, source="test")
    answered = ask(talk, "do you know ana's size?", ANA)
    assert (answered.responses, answered.said[0].titles) == (["their_sizes_not_shown"], ["Ask Ana"])
    assert "39" not in answered.text


def test_ones_own_sizes_are_told(talk: Talk) -> None:
    assert "shoe 38" in ask(talk, "what are my sizes").text
    assert ask(Talk(talk.store, "omar"), "what shoe size am I").responses == ["own_sizes"]


def test_advice_for_a_friend_goes_by_their_size(talk: Talk) -> None:
    shoe = ("product", "Cloudline 2", "")
    values = ask(talk, "which size of the Cloudline for Ana", shoe, ANA).said[0].values
    assert (values["usual"], values["advised"], values["whose"], values["wearer"]) == ("39", "39", "Ana's", "Ana")
    withdraw_consent(talk.store, "ana", Purpose.SIZES, source="test")
    assert ask(talk, "which size of the Cloudline for Ana", shoe, ANA).responses == ["size_in_general"]


def gift(talk: Talk) -> Answered:
    said = [ANA, ("product_type", "running shoes", ""), ("price", "500 euro", "max")]
    return talk.hear("action_recommend_gift", "running shoes for Ana", intent="recommend_gift", entities=said)


def test_presents_come_in_the_size_of_whom_they_are_for(talk: Talk) -> None:
    assert found(gift(talk)) == []  # the shoes that she does not have come in 38 alone
    update_customer(talk.store, "ana", sizes={"shoe": "38"})
    ideas = reasons(gift(talk))
    assert sorted(ideas) == ["daily", "tempo"]
    assert all("Comes in Ana's size, 38" in told for told in ideas.values())
    for variant_id in ("daily-38-black", "daily-38-white"):
        set_stock(talk.store, variant_id, 0)
    assert found(gift(talk)) == ["tempo"]
    withdraw_consent(talk.store, "ana", Purpose.SIZES, source="test")
    assert not any("size" in reason for told in reasons(gift(talk)).values() for reason in told)


def test_sizes_are_shown_and_hidden_in_the_chat(talk: Talk) -> None:
    def allowed() -> bool:
        with talk.store.read() as tx:
            return allows(tx, "maya", Purpose.SIZES)

    for text, shown in (("let my friends see my sizes", True), ("hide my shoe size from friends", False)):
        talk.hear("action_privacy", text, intent="privacy_settings")
        talk.hear("action_confirm", "yes", intent="affirm")
        assert allowed() is shown
    overview = talk.hear("action_privacy", "who can see what", intent="privacy_settings")
    assert (overview.said[0].values["sized"], overview.said[0].values["show_sizes"]) == (True, False)


def test_who_asks_whether_sizes_are_seen_is_told_that(talk: Talk) -> None:
    def asked() -> bool:
        answered = talk.hear("action_privacy", "can my friends see my sizes?", intent="privacy_settings")
        assert answered.responses == ["sizes_seen"]
        return bool(answered.said[0].values["seen"])

    assert not asked()
    for purpose in (Purpose.SIZES, Purpose.FRIENDS_SEE):
        grant_consent(talk.store, "maya", purpose, source="test")
    assert asked()
    withdraw_consent(talk.store, "maya", Purpose.FRIENDS_SEE, source="test")
    assert not asked()


def test_and_another_friend_is_asked_for_their_sizes_too(talk: Talk) -> None:
    ask(talk, "what are pri's sizes", ("person", "Pri", ""))
    answered = ask(talk, "and ana?", ANA)
    assert (answered.responses, answered.said[0].values["who"]) == (["their_sizes"], "Ana")
    ask(talk, "which size of the cloudline for pri", ("person", "Pri", ""), ("product", "Cloudline 2", ""))
    answered = ask(talk, "and ana?", ANA)
    assert (answered.responses, answered.said[0].values["wearer"]) == (["size_advice"], "Ana")
