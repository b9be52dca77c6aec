"""What a group of people makes of the products shown: by reviews, enough buyers and the shop's words, or not told."""

from collections.abc import Sequence

import pytest

from retrieval.graph import LEAST_TOGETHER
from shop.catalogue import put_product
from shop.consent import Purpose, grant_consent
from shop.customers import Customer, add_customer
from shop.orders.records import OrderStatus
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.small_shop import add_order, make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk, found

SHOES = ["cloudline", "tempo", "daily"]


@pytest.fixture
def store() -> Store:
    return open_finding_shop()


def ask(store: Store, text: str, shown: Sequence[str] = SHOES, **memory: object) -> Answered:
    talk = Talk(store, "maya")
    slots = {"product_ids": list(shown), "chosen_by": {"as": "search"}, **memory}
    return talk.hear("action_compare", text, intent="compare_products", memory=slots, shown="products")


def facts_of(answered: Answered) -> dict[str, dict[str, object]]:
    return {one["title"].split()[1]: one for one in answered.said[-1].values["facts"]}


def let_runners_buy(store: Store, count: int, variant_id: str, *, consent: bool = True) -> None:
    for n in range(count):
        id = f"run{n}{variant_id[:3]}{consent}"
        add_customer(store, Customer(id, "R", id, f"{id}@example.com", interests=("Sports > Running",)))
        if consent:
            grant_consent(store, id, Purpose.TRAIN, source="test")
        number = f"#W{8_000_000 + n + sum(map(ord, variant_id)) * 10}"
        add_order(store, number, id, variant_id, status=OrderStatus.DELIVERED, days_ago=9)


@pytest.mark.parametrize(
    "text", ["which one do runners like", "what do runners say about these", "whats best for someone who runs a lot"]
)
def test_reviews_that_write_of_it_tell(store: Store, text: str) -> None:
    write_review(store, "lena", "tempo", rating=5, text="Running my best marathon in them.")
    write_review(store, "omar", "daily", rating=2, text="Not for running further than the bus.")
    answered = ask(store, text)
    assert answered.responses == ["liked_by_group"]
    assert answered.said[0].values["first"].startswith("Strida Tempo")
    assert found(answered) == ["tempo", "daily", "cloudline"]
    assert facts_of(answered)["Tempo"]["reviews"] == 1
    assert "Cloudline" in answered.said[0].values["silent"]


def test_what_was_paid_for_or_may_not_be_read_does_not_tell(store: Store) -> None:
    write_review(store, "lena", "tempo", rating=5, text="Running shoe of my dreams.", sponsored=True)
    assert ask(store, "which one do runners like").responses == ["group_not_known"]


def test_buyers_count_from_five_on_and_only_those_who_consent(store: Store) -> None:
    let_runners_buy(store, LEAST_TOGETHER, "tempo-38-white")
    let_runners_buy(store, LEAST_TOGETHER - 1, "daily-38-black")
    let_runners_buy(store, LEAST_TOGETHER, "cloudline-39-black", consent=False)
    answered = ask(store, "what do runners buy")
    assert list(facts_of(answered)) == ["Tempo"]
    assert facts_of(answered)["Tempo"]["buyers"] == LEAST_TOGETHER
    assert f"{LEAST_TOGETHER} buyers name running among their interests" in answered.text


@pytest.mark.parametrize(
    "text", ["which do gamers like", "whats popular with nurses", "would a yogi take one of these"]
)
def test_nothing_is_made_up_of_a_group_that_nothing_speaks_of(store: Store, text: str) -> None:
    answered = ask(store, text)
    assert answered.responses == ["group_not_known"]
    assert not found(answered)


def test_a_group_that_is_no_pastime_is_told_of_by_its_own_word(store: Store) -> None:
    write_review(store, "lena", "daily", rating=5, text="Nurse here, twelve hours on my feet.")
    answered = ask(store, "what do nurses say about them")
    assert list(facts_of(answered)) == ["Daily"]
    assert facts_of(answered)["Daily"]["words"] == '"nurse"'


def test_one_product_is_told_of_by_itself(store: Store) -> None:
    write_review(store, "lena", "tempo", rating=4, text="Good on race day, I am a runner since school.")
    answered = ask(store, "is it liked by runners", product_id="tempo")
    assert list(facts_of(answered)) == ["Tempo"]
    assert answered.said[0].values["silent"] == ""


@pytest.mark.parametrize("text", ["what do people like", "which would you take", "what do my friends think"])
def test_you_and_people_in_general_are_no_group(store: Store, text: str) -> None:
    assert not {"liked_by_group", "group_not_known"} & set(ask(store, text).responses)


def test_what_the_shop_writes_against_it_puts_nothing_first(store: Store) -> None:
    put_product(
        store, make_product("pack", "Luggo Pack", "Luggo", "pack", "Not for hiking far."), [make_variant("pack-1", 90)]
    )
    put_product(
        store, make_product("sack", "Luggo Sack", "Luggo", "pack", "Made for hiking."), [make_variant("sack-1", 90)]
    )
    answered = ask(store, "which is best for someone who hikes a lot", ["pack", "sack"])
    assert found(answered) == ["sack", "pack"]
    assert answered.said[0].values["first"] == "Luggo Sack"
    assert 'the shop writes "Not for hiking far"' in answered.text


def test_what_runs_small_or_out_is_no_runners_word(store: Store) -> None:
    write_review(store, "lena", "tempo", rating=5, text="Runs a bit large, and they run out of white ones.")
    assert ask(store, "which one do runners like").responses == ["group_not_known"]


def test_of_people_with_a_need_of_whom_nothing_tells_that_is_said() -> None:
    slots = {"memory": {"product_ids": ["swan", "quickboil"]}, "shown": "products"}
    answered = Talk(open_finding_shop(), slots=slots).hear("action_compare", "what do ppl w back pain say")
    assert answered.responses == ["group_not_known"]
