"""Searching, and changing what was found."""

import pytest

from shop.catalogue import find_product, put_product, set_stock
from shop.customers import update_customer
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.small_shop import Clock, make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk, found
from tests.shop.commerce.shop import reprice


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_finding_shop(clock)


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, "maya")


Said = tuple[str, str] | tuple[str, str, str]


def search(talk: Talk, text: str, *entities: Said) -> Answered:
    return talk.hear("action_search", text, intent="search_product", entities=list(entities))


def refine(talk: Talk, text: str, *entities: Said) -> Answered:
    return talk.hear("action_search", text, intent="refine_search", entities=list(entities))


def test_a_search_shows_what_fits_and_remembers_it(talk: Talk) -> None:
    answered = search(talk, "show me running shoes", ("product_type", "running shoes"))
    assert answered.responses == ["found_products"]
    assert sorted(found(answered)) == ["cloudline", "daily", "tempo"]
    assert answered.said[0].values["what"] == "running shoes"
    assert answered.said[0].facts["evidence"] == talk.memory.product_ids == found(answered)
    assert (talk.slots["shown"], talk.slots["focus"]) == ("products", False)


def test_conditions_hold(talk: Talk) -> None:
    shoes = ("product_type", "shoes")
    assert found(search(talk, "shoes under 60", shoes, ("price", "60", "max"))) == ["daily"]
    assert found(search(talk, "white shoes not Okanto", shoes, ("colour", "white"), ("brand", "Okanto", "not"))) == [
        "tempo"
    ]
    assert found(search(talk, "shoes from 200", shoes, ("price", "200", "min"))) == ["tempo"]
    assert found(search(talk, "shoes around 110", shoes, ("price", "110", "about"))) == ["cloudline"]


def test_what_the_shop_does_not_have_is_said_before_what_comes_near(talk: Talk) -> None:
    answered = search(talk, "running shoe laces", ("product_type", "running shoe laces"))
    assert answered.responses == ["found_akin"]
    assert sorted(found(answered)) == ["cloudline", "daily", "tempo"]
    assert "running shoe laces" in answered.text


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("do you have football shoes", [("feature", "football"), ("product_type", "shoes")]),
        ("ski boots in size 43", [("product_type", "boots"), ("size", "43")]),
        ("memory card 128gb", [("size", "128gb")]),
    ],
)
def test_a_thing_that_the_shop_lacks_is_not_the_one_in_its_name(talk: Talk, text: str, entities: list[Said]) -> None:
    search(talk, "show me running shoes", ("product_type", "running shoes"))
    answered = refine(talk, text, *entities)
    assert answered.responses[0] in ("found_akin", "found_nothing")
    assert talk.memory.criteria.product_type in text


def test_a_thing_that_the_shop_has_is_what_was_heard(talk: Talk) -> None:
    shoes = search(talk, "running shoes with a belt", ("product_type", "running shoes"))
    assert (shoes.responses[-1], talk.memory.criteria.product_type) == ("found_products", "running shoes")


def test_no_other_make_is_passed_off_as_the_one_that_was_asked_for(talk: Talk) -> None:
    answered = search(talk, "do you sell nike running shoes", ("product_type", "running shoes"))
    assert answered.responses == ["found_akin"]
    assert sorted(found(answered)) == ["cloudline", "daily", "tempo"]
    swoosh = make_product("swoosh", "Nike Swoosh", "Nike", "running shoe")
    put_product(talk.store, swoosh, [make_variant("swoosh-38", 9900)])
    assert search(talk, "nike running shoes", ("product_type", "running shoes")).responses == ["found_products"]


def test_what_is_for_a_make_is_not_of_it(talk: Talk) -> None:
    answered = search(talk, "running shoes for my garmin friends", ("product_type", "running shoes"))
    assert answered.responses == ["found_products"]


def test_a_purpose_that_is_refused_is_not_looked_for(talk: Talk) -> None:
    search(talk, "running shoes", ("product_type", "running shoes"))
    refine(talk, "not for racing")
    assert talk.memory.criteria.not_features == ["racing"]
    refine(talk, "and no travel stuff please")
    assert talk.memory.criteria.not_features == ["racing", "travel"]
    assert "racing" not in talk.memory.criteria.text


def test_cheaper_than_that_is_than_what_is_talked_about(talk: Talk) -> None:
    search(talk, "running shoes", ("product_type", "running shoes"))
    talk.hear("action_choose", "the Tempo", intent="choose_option", entities=[("product", "Tempo R")])
    answered = refine(talk, "cheaper than that")
    assert answered.responses == ["found_cheaper"]
    assert sorted(found(answered)) == ["cloudline", "daily"]


SHOES = ("product_type", "running shoes")


def test_another_kind_leaves_the_size_and_what_the_first_was_to_be_behind(talk: Talk) -> None:
    search(
        talk,
        "light running shoes in 38 under 150",
        SHOES,
        ("feature", "light"),
        ("size", "38"),
        ("price", "150", "max"),
    )
    refine(talk, "and the kettles", ("product_type", "kettles"))
    criteria = talk.memory.criteria
    assert (criteria.product_type, criteria.size, criteria.features) == ("kettles", "", [])
    assert criteria.price_max_cents == 15000


def test_the_size_of_another_kind_stays_where_that_comes_in_it(talk: Talk) -> None:
    search(talk, "shoes in 38", SHOES, ("size", "38"))
    refine(talk, "trail shoes then", ("product_type", "trail shoes"))
    assert talk.memory.criteria.size == "38"


def test_an_answer_in_words_goes_on_with_the_list(talk: Talk) -> None:
    search(talk, "running shoes", SHOES)
    talk.hear("action_search", "for the road", intent="inform")
    assert talk.memory.criteria.product_type == "running shoes"
    talk.hear("action_search", "a mug", intent="inform", entities=[("product_type", "mug")])
    assert talk.memory.criteria.product_type == "mug"


def test_one_match_is_talked_about_from_now_on(talk: Talk) -> None:
    search(talk, "a mug", ("product_type", "mug"))
    assert (talk.memory.product_id, talk.slots["focus"]) == ("mug", True)


def test_what_is_refused_does_not_find(talk: Talk) -> None:
    search(talk, "shoes but not white", ("product_type", "shoes"), ("colour", "white", "not"))
    assert talk.memory.criteria.not_colours == ["white"]
    assert "white" not in talk.memory.criteria.text


def test_nothing_said_is_asked(talk: Talk) -> None:
    assert search(talk, "Find a product").responses == ["what_to_search"]
    assert talk.memory.product_ids == []


def test_without_a_match_one_wish_is_given_up_and_said(talk: Talk) -> None:
    answered = search(talk, "red shoes", ("product_type", "shoes"), ("colour", "red"))
    assert answered.responses == ["found_without"]
    assert answered.said[0].values["given_up"] == "in red"
    assert len(found(answered)) == 3
    answered = search(talk, "shoes under 20", ("product_type", "shoes"), ("price", "20", "max"))
    assert (answered.said[0].values["given_up"], found(answered)[0]) == ("at that price", "daily")


def test_several_wishes_are_given_up_when_one_is_not_enough(talk: Talk) -> None:
    answered = search(talk, "red silk shoes", ("product_type", "shoes"), ("colour", "red"), ("material", "silk"))
    assert answered.responses == ["found_without"]
    assert answered.said[0].values["given_up"] == "in silk and in red"


def test_what_is_sold_out_is_the_last_thing_given_up(talk: Talk, store: Store) -> None:
    set_stock(store, "mug-1", 0)
    answered = search(talk, "a mug", ("product_type", "mug"))
    assert (answered.said[0].values["given_up"], found(answered)) == ("in stock", ["mug"])


def test_what_the_shop_does_not_have_is_said(talk: Talk) -> None:
    search(talk, "running shoes", ("product_type", "running shoes"))
    answered = search(talk, "do you stock surfboards", ("product_type", "surfboards"))
    assert answered.responses == ["found_nothing"]
    assert talk.memory.product_ids == []
    assert "surfboards" in answered.text


def test_a_new_search_forgets_the_one_before(talk: Talk) -> None:
    search(talk, "shoes under 60", ("product_type", "shoes"), ("price", "60", "max"))
    assert found(search(talk, "a kettle", ("product_type", "kettle"))) == ["swan"]
    assert talk.memory.criteria.price_max_cents is None


def test_cheaper_is_below_everything_shown_then_below_the_middle(talk: Talk) -> None:
    search(talk, "strida shoes", ("product_type", "shoes"), ("brand", "Strida"))
    assert refine(talk, "cheaper").responses == ["found_cheaper"]  # below the middle: the Tempo is gone
    assert talk.memory.product_ids == ["cloudline"]
    answered = refine(talk, "drop the brand, any maker is fine")
    assert sorted(found(answered)) == ["cloudline", "daily"]
    answered = refine(talk, "anything cheaper?")
    assert found(answered) == ["daily"]
    answered = refine(talk, "still too expensive")
    assert answered.responses == ["nothing_cheaper"]
    assert answered.said[0].values == {
        "title": "Okanto Daily One running shoe", "price_cents": 4990, "currency": "EUR",
    }  # fmt: skip


def test_cheaper_in_a_mixed_list_is_below_the_middle(talk: Talk) -> None:
    talk.slots["memory"] = {
        "product_ids": ["cloudline", "daily", "mug"],
        "criteria": {"text": "running shoes or a mug"},
    }
    assert sorted(found(refine(talk, "cheaper"))) == ["mug"]


def test_dearer(talk: Talk) -> None:
    search(talk, "shoes under 130", ("product_type", "shoes"), ("price", "130", "max"))
    assert found(refine(talk, "more expensive ones, these look cheap")) == ["tempo"]
    assert refine(talk, "more expensive").responses == ["nothing_dearer"]


def test_named_values_replace_those_before(talk: Talk) -> None:
    search(talk, "white shoes", ("product_type", "shoes"), ("colour", "white"))
    assert found(refine(talk, "in grey", ("colour", "grey"))) == ["cloudline"]
    assert talk.memory.criteria.colour == "grey"
    refine(talk, "not grey please", ("colour", "grey", "not"))
    assert (talk.memory.criteria.colour, talk.memory.criteria.not_colours) == ("", ["grey"])
    refine(talk, "ok grey then", ("colour", "grey"))
    assert (talk.memory.criteria.colour, talk.memory.criteria.not_colours) == ("grey", [])


def test_what_was_replaced_leaves_the_words_of_the_search_too(talk: Talk) -> None:
    search(talk, "show me black Strida", ("colour", "black"), ("brand", "Strida"))
    assert found(refine(talk, "not Strida", ("brand", "Strida", "not"))) == ["daily"]
    assert "Strida" not in talk.memory.criteria.text


@pytest.mark.parametrize("text", ["cheaper", "something lighter", "show more"])
def test_what_only_compares_searches_for_nothing(talk: Talk, text: str) -> None:
    assert talk.hear("action_search", text, intent="refine_search").responses == ["what_to_search"]


def test_other_brands_and_colours(talk: Talk) -> None:
    search(talk, "strida shoes", ("product_type", "shoes"), ("brand", "Strida"))
    assert found(refine(talk, "other brands please")) == ["daily"]
    search(talk, "black shoes", ("product_type", "shoes"), ("colour", "black"))
    refine(talk, "in another colour")
    assert (talk.memory.criteria.colour, talk.memory.criteria.not_colours) == ("", ["black"])
    search(talk, "shoes", ("product_type", "shoes"))
    asked = refine(talk, "different colour?")
    assert asked.responses == ["which_colour"]
    assert "White" in asked.said[0].titles


def test_sorting(talk: Talk, store: Store) -> None:
    search(talk, "shoes", ("product_type", "shoes"))
    assert found(refine(talk, "Would you sort them from low price to high?")) == ["daily", "cloudline", "tempo"]
    assert found(refine(talk, "most expensive first")) == ["tempo", "cloudline", "daily"]
    for author in ("ana", "omar", "priya"):
        write_review(store, author, "daily", rating=5)
    assert found(refine(talk, "top rated first"))[0] == "daily"


def test_undo_goes_back_step_by_step(talk: Talk) -> None:
    search(talk, "shoes", ("product_type", "shoes"))
    refine(talk, "only white", ("colour", "white"))
    refine(talk, "by Okanto", ("brand", "Okanto"))
    assert sorted(found(refine(talk, "undo that"))) == ["daily", "tempo"]
    assert len(found(refine(talk, "go back"))) == 3
    assert refine(talk, "go back").responses == ["nothing_to_undo"]


def test_more_shows_the_next_ones(talk: Talk, store: Store) -> None:
    for number in range(8):
        shoe = make_product(f"extra{number}", f"Pacer Extra {number} shoe", "Pacer", "running shoe")
        put_product(store, shoe, [make_variant(f"extra{number}-1", 7000)])
    first = found(search(talk, "shoes", ("product_type", "running shoes")))
    second = found(refine(talk, "got more?"))
    third = found(refine(talk, "show me more"))
    assert [len(first), len(second), len(third)] == [5, 5, 1]
    assert len({*first, *second, *third}) == 11
    assert refine(talk, "next page").responses == ["nothing_more"]


def test_my_size_is_the_one_of_the_profile(talk: Talk, store: Store) -> None:
    update_customer(store, "maya", sizes={"shoe": "39"})
    assert found(search(talk, "shoes in my size", ("product_type", "shoes"))) == ["cloudline"]
    search(talk, "shoes", ("product_type", "shoes"))
    assert found(refine(talk, "just the pairs in my size")) == ["cloudline"]


def test_discounts_and_stars(talk: Talk, store: Store, clock: Clock) -> None:
    search(talk, "shoes", ("product_type", "shoes"))
    assert refine(talk, "only discounted ones").responses == ["none_of_these"]
    clock.pass_days(40)
    reprice(store, "tempo-38-white", 15000)
    assert found(refine(talk, "only discounted ones")) == ["tempo"]
    assert found(refine(talk, "with 4 stars or more", ("rating", "4 stars"))) == ["cloudline"]
    assert refine(talk, "only five stars", ("rating", "five stars")).responses == ["none_of_these"]


def test_other_words_join_the_search(talk: Talk) -> None:
    search(talk, "shoes", ("product_type", "shoes"))
    refine(talk, "ok but for racing")
    assert "racing" in talk.memory.criteria.text


def test_cheaper_without_a_list_goes_by_the_page(store: Store) -> None:
    talk = Talk(store, page_product_id="tempo")
    assert sorted(found(refine(talk, "anything cheaper?"))) == ["cloudline", "daily"]


def test_refining_nothing_is_a_search(store: Store) -> None:
    answered = refine(Talk(store), "under 60 euro and black", ("price", "60 euro", "max"), ("colour", "black"))
    assert found(answered) == ["daily"]


def test_guests_search_too_and_an_angry_shopper_gets_no_extras(store: Store) -> None:
    answered = search(Talk(store), "shoes", ("product_type", "shoes"))
    assert answered.said[0].titles == ["Cheaper", "Best rated first"]
    answered = search(Talk(store, slots={"mood": "angry"}), "shoes", ("product_type", "shoes"))
    assert (len(found(answered)), answered.said[0].titles) == (3, [])


def test_rejected_products_do_not_come_back(talk: Talk) -> None:
    search(talk, "shoes", ("product_type", "shoes"))
    talk.hear("action_reject", "not the Tempo", entities={"product": "Tempo"})
    assert "tempo" not in found(search(talk, "shoes", ("product_type", "shoes")))


def test_a_search_by_name(talk: Talk, store: Store) -> None:
    assert found(search(talk, "do you have the Cloudline 2?", ("product", "Cloudline 2")))[0] == "cloudline"
    assert find_product(store, "cloudline").product.title.startswith("Strida")


def test_looks_alone_change_the_list_that_is_shown(talk: Talk) -> None:
    search(talk, "show me running shoes", ("product_type", "running shoes"))
    said = [("colour", "white"), ("size", "38")]
    answered = talk.hear("action_search", "in white, size 38", intent="inform", entities=said)
    assert talk.memory.criteria.product_type == "running shoes"
    assert (talk.memory.criteria.colour, talk.memory.criteria.size) == ("white", "38")
    assert set(found(answered)) <= {"cloudline", "daily", "tempo"}


@pytest.mark.parametrize("text", ["shoes that don't smell of rubber", "shoes without rubber", "no rubber shoes"])
def test_a_material_that_is_turned_down_is_not_looked_for(talk: Talk, text: str) -> None:
    search(talk, text, ("product_type", "shoes"), ("material", "rubber"))
    assert (talk.memory.criteria.material, talk.memory.criteria.not_features) == ("", ["rubber"])
    assert "rubber" not in talk.memory.criteria.text


def test_what_is_named_after_nothing_was_found_is_looked_for_anew(talk: Talk) -> None:
    assert search(talk, "umbrellas", ("product_type", "umbrellas")).responses == ["found_nothing"]
    answered = refine(talk, "a cushioned trainer then")
    assert "cloudline" in found(answered)
