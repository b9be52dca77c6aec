"""One product: what it is, whether it can be bought, which size to take, and what nobody knows."""

from collections.abc import Iterator

import pytest

from actions import context
from actions.context import App, use_app, use_shelf
from actions.finding.fit_votes import FitVotes, count_fit
from retrieval.search import FactSource, FoundFact
from shop.activity import EventName
from shop.activity.events import events_of
from shop.alerts import alerts_of
from shop.catalogue import find_product, put_product, set_stock
from shop.consent import Purpose, grant_consent
from shop.customers import update_customer
from shop.knowledge import Article
from shop.questions.products import answer_question, ask_question, questions_about
from shop.reviews import Visibility
from shop.reviews.writing import write_review
from shop.store import Store
from tests.actions.small_shop import Clock, make_product, make_variant, open_finding_shop
from tests.actions.talk import Answered, Talk
from tests.actions.test_read_reviews import FactsShelf
from tests.shop.commerce.shop import reprice

CLOUDLINE = ("product", "Cloudline 2")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Store:
    return open_finding_shop(clock)


@pytest.fixture
def app() -> Iterator[None]:
    """Where links of articles lead to."""
    use_app(App("https://shop.example", "secret"))
    yield
    context._given_app.clear()


@pytest.fixture
def talk(store: Store) -> Talk:
    return Talk(store, "maya")


def test_details_are_those_of_the_catalogue(talk: Talk) -> None:
    answered = talk.hear("action_product_details", "tell me about the Cloudline 2", entities=[CLOUDLINE])
    values = answered.said[0].values
    assert (values["price_cents"], values["varied"], values["was_cents"]) == (11990, True, None)
    assert (values["stars"], values["reviews"]) == ("4.0", 2)
    assert values["options"] == "colour: black, mist grey; size: 38, 39"
    assert values["about"] == "A cushioned trainer. The mesh keeps out no rain at all."
    assert (talk.memory.product_id, talk.slots["focus"]) == ("cloudline", True)
    assert answered.said[0].facts["evidence"] == ["cloudline"]


def test_asking_for_details_is_a_look(talk: Talk, store: Store) -> None:
    grant_consent(store, "maya", Purpose.PERSONALISE, source="test")
    talk.hear("action_product_details", "tell me about the Cloudline 2", entities=[CLOUDLINE])
    Talk(store, None).hear("action_product_details", "tell me about the Cloudline 2", entities=[CLOUDLINE])
    assert [(event.name, event.product_id) for event in events_of(store, "maya")] == [
        (EventName.VIEW_ITEM, "cloudline")
    ]


def test_details_of_a_variant_and_of_a_reduced_price(talk: Talk, store: Store, clock: Clock) -> None:
    said = [CLOUDLINE, ("colour", "grey"), ("size", "39")]
    assert (
        talk.hear("action_product_details", "the grey one in 39", entities=said).said[0].values["price_cents"] == 12490
    )
    clock.pass_days(50)
    reprice(store, "mug-1", 900)
    values = talk.hear("action_product_details", "the mug", entities={"product": "Ember mug"}).said[0].values
    assert (values["price_cents"], values["was_cents"], values["stars"]) == (900, 1200, "")


def test_an_angry_shopper_is_sold_nothing(talk: Talk) -> None:
    answered = talk.hear("action_product_details", "the Swan?", entities={"product": "Swan"}, mood="angry")
    assert answered.said[0].titles == ["Reviews"]


@pytest.mark.parametrize(
    ("action", "intent"),
    [
        ("action_product_details", "product_details"),
        ("action_check_stock", "check_stock"),
        ("action_answer_product_question", "ask_product_question"),
        ("action_advise_size", "ask_size_advice"),
    ],
)
def test_an_unclear_product_is_asked_for(talk: Talk, action: str, intent: str) -> None:
    assert talk.hear(action, "what about it").responses == ["which_product_do_you_mean"]
    answered = talk.hear(action, "the kettle", entities={"product": "kettle"})
    payloads = [reply["payload"] for reply in answered.said[0].facts["quick_replies"]]
    assert [payload.split("{")[0] for payload in payloads] == [f"/{intent}"] * 2


def test_what_is_in_stock(talk: Talk) -> None:
    said = [CLOUDLINE, ("colour", "black"), ("size", "38")]
    answered = talk.hear("action_check_stock", "black in 38?", entities=said)
    assert answered.responses == ["in_stock"]
    assert answered.said[0].titles == ["Put it in my cart"]
    assert talk.memory.variant_id == "cloudline-38-black"
    assert talk.hear("action_check_stock", "in 39 too?", entities={"size": "39"}).responses == ["in_stock"]
    assert talk.memory.variant_id == "cloudline-39-black"


def test_few_pieces_and_too_few_pieces(talk: Talk, store: Store) -> None:
    set_stock(store, "mug-1", 3)
    mug = ("product", "Ember mug")
    assert talk.hear("action_check_stock", "the mug?", entities=[mug]).said[0].values["left"] == 3
    answered = talk.hear("action_check_stock", "eight mugs?", entities=[mug, ("quantity", "eight")])
    assert (answered.said[0].values["enough"], answered.said[0].values["left"]) == (False, 3)
    assert "8" in answered.text


def test_several_variants_are_told_apart(talk: Talk) -> None:
    answered = talk.hear("action_check_stock", "is the Cloudline 2 there?", entities=[CLOUDLINE])
    assert answered.responses == ["some_in_stock"]
    assert answered.said[0].values["there"] == "black (38, 39) and mist grey (39)"
    assert answered.said[0].values["gone"] == "mist grey (38)"


def test_an_alert_is_offered_and_set_on_a_yes(talk: Talk, store: Store) -> None:
    said = [CLOUDLINE, ("colour", "grey"), ("size", "38")]
    answered = talk.hear("action_check_stock", "grey in 38?", entities=said)
    assert answered.responses == ["not_there_offer_alert"]
    assert answered.said[0].values["others"] == "black (38) and mist grey (39)"  # not 39 in black
    assert (talk.slots["asking"], talk.memory.proposal) == ("confirm", "offer:set_alert")
    assert alerts_of(store, "maya") == ()
    talk.hear("action_confirm", "yes", intent="affirm")
    assert [alert.variant_id for alert in alerts_of(store, "maya")] == ["cloudline-38-grey"]


def test_guests_are_not_offered_an_alert(store: Store) -> None:
    answered = Talk(store).hear("action_check_stock", "the QuickBoil?", entities={"product": "QuickBoil"})
    assert answered.responses == ["not_there"]


def test_who_wants_to_see_it_in_a_colour_that_is_not_made_is_told_which_are(talk: Talk) -> None:
    named = [CLOUDLINE, ("colour", "green")]
    answered = talk.hear("action_product_details", "show me the cloudline in green", entities=named)
    assert answered.responses == ["not_made_so"]
    assert "mist grey" in answered.text


def test_what_is_not_made_is_said_with_what_is(talk: Talk) -> None:
    answered = talk.hear("action_check_stock", "in purple?", entities=[CLOUDLINE, ("colour", "purple")])
    assert answered.responses == ["not_made_so"]
    assert "mist grey" in answered.text


def ask(talk: Talk, text: str, **entities: str) -> tuple[str, dict[str, object]]:
    answered = talk.hear("action_answer_product_question", text, intent="ask_product_question", entities=entities)
    return answered.responses[0], answered.said[0].values


def test_questions_are_answered_with_their_source(talk: Talk) -> None:
    response, values = ask(talk, "is the Cloudline 2 waterproof?", product="Cloudline 2")
    assert (response, values["fact"], values["source"]) == ("known_fact", "waterproof: no", "attribute")


def test_answers_and_reviews_count_as_far_as_the_shopper_may_read_them(talk: Talk, store: Store) -> None:
    question = ask_question(store, "omar", "swan", "Does the spout drip?")
    answer_question(store, None, question.id, "The spout never drips.")
    response, values = ask(talk, "does the spout drip", product="Swan")
    assert (response, values["source"]) == ("known_fact", "answer")
    write_review(store, "priya", "mug", rating=4, text="The handle stays cold.", visibility=Visibility.FRIENDS)
    assert ask(talk, "does the handle stay cold", product="Ember mug")[1]["source"] == "review"
    assert ask(Talk(store, "omar"), "does the handle stay cold", product="Ember mug")[0] == "fact_not_known_offer"


def test_what_nobody_knows_is_said_and_asked_on_a_yes(talk: Talk, store: Store) -> None:
    response, _ = ask(talk, "Was the Swan made in Porto?", product="Swan")
    assert response == "fact_not_known_offer"
    assert questions_about(store, None, "swan") == ()
    assert talk.hear("action_confirm", "yes", intent="affirm").responses == ["question_asked"]
    asked = questions_about(store, None, "swan")
    assert [(question.nickname, question.text) for question in asked] == [("Maya", "Was the Swan made in Porto?")]
    assert talk.slots["asking"] == "none"


def test_what_it_cost_before_is_told(talk: Talk, store: Store, clock: Clock) -> None:
    def ask_price() -> Answered:
        return talk.hear("action_product_details", "was it ever cheaper?", entities={"product": "Ember mug"})

    assert (ask_price().responses, ask_price().said[0].values["cheaper"]) == (["price_history"], False)
    clock.pass_days(3)
    reprice(store, "mug-1", 900)
    clock.pass_days(3)
    reprice(store, "mug-1", 1500)
    values = ask_price().said[0].values
    assert (values["cheaper"], values["lowest_cents"], values["price_cents"]) == (True, 900, 1500)
    assert values["lowest_on"] == "7 March 2026"
    text = "is it cheaper than last week?"
    then = talk.hear("action_product_details", text, entities={"product": "Ember mug"})
    assert then.responses == ["price_history"]  # nothing is known of that day
    clock.pass_days(5)
    then = talk.hear("action_product_details", text, entities={"product": "Ember mug"})
    assert then.responses == ["price_then"]
    assert (then.said[0].values["way"], then.said[0].values["then_cents"]) == (1, 900)
    reprice(store, "mug-1", 900)
    assert talk.hear("action_product_details", text, entities={"product": "Ember mug"}).said[0].values["way"] == 0
    reprice(store, "mug-1", 700)
    then = talk.hear("action_product_details", text, entities={"product": "Ember mug"})
    assert (then.said[0].values["way"], then.said[0].values["apart_cents"]) == (-1, 200)
    plain = talk.hear("action_product_details", "how much is it?", entities={"product": "Ember mug"})
    assert plain.responses == ["product_details"]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("No, it is not included.", "It is not included"),
        ("Yes - there is an equaliser", "There is an equaliser"),
        ("We would not: it is for three seasons.", "It is for three seasons"),
        ("Nothing rattles.", "Nothing rattles"),
    ],
)
def test_the_yes_to_another_question_is_no_answer(talk: Talk, text: str, near: str) -> None:
    use_shelf(FactsShelf(FoundFact(text, FactSource.ANSWER, "a1", 0.4, sure=False)))
    assert ask(talk, "does it have another colour inside", product="Swan")[1]["near"] == near


def test_only_a_yes_puts_a_question_on_the_page(talk: Talk, store: Store) -> None:
    talk.slots |= {"shown": "products", "memory": {"product_ids": ["mug", "swan"]}}
    asked = talk.hear(
        "action_answer_product_question", "was the second one made in Porto", intent="ask_product_question",
        entities={"ordinal": "second"},
    )  # fmt: skip
    assert asked.said[0].values["question"] == "Was it made in Porto?"
    assert "Was it made in Porto?" in asked.text
    assert talk.hear("action_confirm", "ok thanks", intent="thank").responses == ["fact_not_known_offer"]
    assert questions_about(store, None, "swan") == ()
    talk.hear("action_confirm", "yes", intent="affirm")
    assert [question.text for question in questions_about(store, None, "swan")] == ["Was it made in Porto?"]


def test_a_question_can_be_left_unasked(talk: Talk, store: Store) -> None:
    ask(talk, "Was the Swan made in Porto?", product="Swan")
    assert talk.hear("action_decline", "no", intent="deny").responses == ["question_not_asked"]
    assert questions_about(store, None, "swan") == ()


def test_guests_and_open_tasks_are_not_asked_for_a_yes(store: Store) -> None:
    assert ask(Talk(store), "Was it made in Porto?", product="Swan")[0] == "fact_not_known"
    busy = Talk(store, "maya", slots={"flow": "return_order", "asking": "reason"})
    assert ask(busy, "Was it made in Porto?", product="Swan")[0] == "fact_not_known"
    assert busy.slots["flow"] == "return_order"


@pytest.mark.parametrize(
    ("texts", "votes"),
    [
        (["Runs small, take one size up.", "too tight at the toes", "True to size."], FitVotes(2, 1, 0)),
        (["comes up big", "had to size down", "runs a bit large"], FitVotes(0, 0, 3)),
        (["true to size, my friend says too small"], FitVotes(0, 0, 0)),
        (["lovely colour", ""], FitVotes(0, 0, 0)),
        ([], FitVotes(0, 0, 0)),
    ],
)
def test_reviews_vote_on_the_fit(texts: list[str], votes: FitVotes) -> None:
    assert count_fit(texts) == votes


def test_the_usual_size_is_advised_unless_reviews_agree_on_another(talk: Talk, store: Store) -> None:
    said = [CLOUDLINE, ("size", "38")]
    values = talk.hear("action_advise_size", "I'm usually 38", entities=said).said[0].values
    assert (values["advised"], values["step"], values["divided"]) == ("38", 0, True)
    assert values["votes"] == "1 says it runs small and 1 says it is true to size"
    for author in ("lena", "priya"):
        write_review(store, author, "cloudline", rating=3, text="They run small.")
    answered = talk.hear("action_advise_size", "I'm usually 38", entities=said)
    assert (answered.said[0].values["advised"], answered.said[0].values["step"]) == ("39", 1)
    assert "39" in answered.text


def test_the_size_of_the_profile_is_used_for_oneself_only(talk: Talk, store: Store) -> None:
    update_customer(store, "maya", sizes={"shoe": "39"})
    assert talk.hear("action_advise_size", "which size?", entities=[CLOUDLINE]).said[0].values["usual"] == "39"
    answered = talk.hear("action_advise_size", "which size for my mum?", entities=[CLOUDLINE, ("person", "my mum")])
    assert answered.responses == ["size_in_general"]
    assert answered.said[0].values["sizes"] == "38, 39"
    assert Talk(store).hear("action_advise_size", "size?", entities=[CLOUDLINE]).responses == ["size_in_general"]


def test_a_size_that_is_not_made_or_sold_out_is_said(talk: Talk, store: Store) -> None:
    values = talk.hear("action_advise_size", "I wear 47", entities=[CLOUDLINE, ("size", "47")]).said[0].values
    assert (values["offered"], values["advised"]) == (False, "")
    for variant in find_product(store, "cloudline").variants:
        set_stock(store, variant.id, 0)
    answered = talk.hear("action_advise_size", "I wear 38", entities=[CLOUDLINE, ("size", "38")])
    assert (answered.said[0].values["available"], "sold out" in answered.text.lower()) == (False, True)


def test_the_shop_s_own_word_on_the_fit_is_passed_on(talk: Talk, store: Store) -> None:
    text = "For people who run a lot. Wide toes. If you are between sizes take the larger one."
    boot = make_product("boot", "Tolvar Granite boot", "Tolvar", "boot", text)
    put_product(store, boot, [make_variant("boot-1", 900, size="38")])
    answered = talk.hear("action_advise_size", "which size in the Granite", entities={"product": "Granite boot"})
    assert answered.said[0].values["hint"] == "If you are between sizes take the larger one"


def test_things_of_one_size(talk: Talk, store: Store) -> None:
    put_product(store, make_product("cap", "Pacer cap", "Pacer", "cap"), [make_variant("cap-1", 900)])
    answered = talk.hear("action_advise_size", "which size is the cap", entities={"product": "Pacer cap"})
    assert (answered.responses, answered.said[0].values["sizes"]) == (["size_in_general"], "")


def test_reviews_that_the_shopper_may_not_read_have_no_vote(store: Store) -> None:
    write_review(store, "ana", "cloudline", rating=3, text="They run small.", visibility=Visibility.ONLY_ME)
    said = [CLOUDLINE, ("size", "38")]
    values = Talk(store, "lena").hear("action_advise_size", "38?", entities=said).said[0].values
    assert values["votes"] == "1 says it runs small"  # Omar


@pytest.mark.parametrize("text", ["does german layout exist", "is there a french one?", "does a german version exist"])
def test_a_kind_that_is_not_made_is_said_not_to_be(talk: Talk, text: str) -> None:
    talk.hear("action_product_details", "the Swan", entities={"product": "Swan"})
    answered = talk.hear("action_check_stock", text, intent="check_stock")
    assert answered.responses == ["not_made_so"]
    assert answered.said[0].values["asked"] in ("german", "french")


@pytest.mark.parametrize("text", ["is there a white one?", "are there other colours", "is there a cheaper one"])
def test_a_kind_that_is_made_or_compared_is_not_denied(talk: Talk, text: str) -> None:
    talk.hear("action_product_details", "the Swan", entities={"product": "Swan"})
    assert "not_made_so" not in talk.hear("action_check_stock", text, intent="check_stock").responses


def test_a_name_that_nothing_has_but_that_tells_a_kind_shows_what_comes_near() -> None:
    answered = Talk(open_finding_shop()).hear(
        "action_product_details", "kettle 2l", intent="inform", entities={"product": "kettle 2l"}
    )
    assert {card["product_id"] for card in answered.said[0].facts["products"]} == {"swan"}


@pytest.mark.usefixtures("app")
def test_what_a_product_does_not_state_is_answered_by_the_help_on_its_kind(store: Store) -> None:
    body = "Descale a kettle once a month with vinegar and water.\n\nThen boil it twice with clear water."
    with store.write() as tx:
        tx.add(
            Article("descaling", "How to descale a kettle", "care", body, ("limescale",), tx.now),
            Article("mugs", "How to descale a mug", "care", "Descale a mug with vinegar and water.", (), tx.now),
        )
    answered = Talk(store).hear(
        "action_answer_product_question",
        "how do I descale it with vinegar",
        intent="ask_product_question",
        entities={"product": "Swan"},
    )
    assert answered.responses == ["article_quoted"]
    assert answered.said[0].facts["evidence"] == ["descaling"]
    assert "Descale a kettle once a month" in answered.text
    assert ask(Talk(store), "Was it made in Porto?", product="Swan")[0] == "fact_not_known"
