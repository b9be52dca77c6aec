"""The shop's rules are quoted from its articles, or not answered at all."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from actions import context
from actions.context import App, use_app, use_shelf
from actions.talking.policy_answers import tell_tables
from retrieval.digest import ReviewDigest
from retrieval.search import Found, FoundArticle, FoundFact, Opinion, SearchQuery
from shop.customers import PaymentKind, PaymentMethod
from shop.knowledge import Article
from shop.store import Store
from shop.terms import ReturnLabel, Terms
from tests.actions.desk_shop import open_desk, talk_as
from tests.actions.talk import Answered, Talk
from tests.fakes.store import MemoryStore
from tests.shop.orders.shop import NOON, change_order, item

BEGINNING = "A price list stands here, with all the ways of getting your parcel home to you."
TODAY = datetime(2026, 3, 2, tzinfo=UTC)
_SURE = 0.65
ARTICLES = (
    Article("delivery-costs", "Delivery costs", "shipping", "Delivery costs 4.90 EUR, free from 50 EUR.", (), TODAY),
    Article("label-costs", "What a return costs", "returns", "The return label costs 3.90 EUR.", (), TODAY),
    Article("humans", "Reaching a human", "orders", "Opening hours of people: 8 to 20. No phone number.", (), TODAY),
    Article("lost", "When a parcel is lost", "shipping", "After 10 days a parcel counts as lost.", (), TODAY),
    Article("damaged", "Something arrived damaged", "shipping", "Tell us within 14 days of delivery.", (), TODAY),
    Article("thirty-days", "Thirty days", "returns", "30 days to return something.", (), TODAY),
    Article("ways-to-pay", "Ways to pay", "payments", "Card, PayPal and gift cards.", (), TODAY),
)


class WordShelf:
    """Finds articles by the share of the question's words that they have."""

    def find_articles(self, text: str, limit: int = 3, *, topics: Collection[str] = ()) -> list[FoundArticle]:
        words = set(text.lower().strip("?").split())
        scored = [(len(words & set(f"{a.title} {a.body}".lower().split())) / len(words), a) for a in ARTICLES]
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].topic not in topics))
        return [FoundArticle(one.id, one.title, one.body, score, score >= _SURE) for score, one in best[:limit]]

    def find_products(self, query: SearchQuery, limit: int = 10) -> list[Found]:
        return []

    def find_alike(self, product_ids: Sequence[str], limit: int = 10) -> list[list[Found]]:
        return [[] for _ in product_ids]

    def find_facts(
        self, product_id: str, question: str, limit: int = 5, *, viewer_id: str | None = None
    ) -> list[FoundFact]:
        return []

    def digest_reviews(self, product_id: str, viewer_id: str | None = None) -> ReviewDigest:
        return ReviewDigest(0, (), (), ())

    def find_opinions(
        self, wish: str, product_ids: Sequence[str], *, viewer_id: str | None = None, friends_only: bool = False
    ) -> list[Opinion]:
        return []

    def kinds_called(self, text: str) -> frozenset[str]:
        return frozenset()

    def find_missing(self, text: str) -> str:
        return ""

    def names_department(self, text: str) -> bool:
        return False


@pytest.fixture(autouse=True)
def _shelf() -> Iterator[None]:
    use_shelf(WordShelf())
    use_app(App("https://shop.example", "secret"))
    yield
    context._given_shelf.clear()
    context._given_app.clear()


@pytest.fixture
def store() -> Store:
    store = MemoryStore()
    with store.write() as tx:
        tx.add(*ARTICLES)
    return store


def ask(talk: Talk, text: str, intent: str) -> Answered:
    return talk.hear("action_answer_policy", text, intent=intent)


def test_the_passage_is_quoted_with_its_source(store: Store) -> None:
    answer = ask(Talk(store), "what does delivery cost from home", "ask_shipping")
    assert answer.responses == ["article_quoted"]
    assert "Delivery costs 4.90 EUR, free from 50 EUR." in answer.text
    facts = answer.said[0].facts
    assert facts["links"] == [{"title": "Delivery costs", "url": "https://shop.example/help/delivery-costs"}]
    assert facts["evidence"] == ["delivery-costs"]


def test_what_to_do_about_what_is_late_is_the_shops_rule() -> None:
    ana = talk_as(open_desk())
    for text, response in (("W3 is late", "late_processed"), ("so what now", "article_quoted")):
        named = {"order_id": "W3"} if "W3" in text else {}
        answer = ana.hear("action_report_problem", text, intent="report_late", entities=named)
        assert answer.responses == [response]
    assert "10 days" in answer.text


def test_of_equally_good_ones_that_on_the_topic_is_taken(store: Store) -> None:
    assert ask(Talk(store), "costs", "ask_returns").said[0].facts["evidence"] == ["label-costs"]
    assert ask(Talk(store), "costs", "ask_shipping").said[0].facts["evidence"] == ["delivery-costs"]


def test_what_no_article_says_is_not_answered(store: Store) -> None:
    talk = Talk(store)
    answer = ask(talk, "krypto?", "ask_payment")
    assert answer.responses == ["no_article"]
    assert "links" not in answer.said[0].facts
    assert talk.slots["asking"] == "confirm"
    assert talk.hear("action_confirm", "yes", intent="affirm").said[0].facts["handoff"] is True


@pytest.mark.parametrize("customer_id", ["maya", None])
def test_when_the_cart_would_come_is_the_shops_rule_and_no_orders_state(store: Store, customer_id: str | None) -> None:
    talk = Talk(store, customer_id, slots={"shown": "cart"})
    answered = talk.hear("action_track_order", "when would it get home, delivery?", intent="track_order")
    assert answered.said[0].values["title"] == "Delivery costs"
    assert talk.hear("action_track_order", "where is my order", intent="track_order").responses in (
        ["no_orders"],
        ["please_sign_in"],
    )


def test_inside_a_task_its_own_question_stays_open(store: Store) -> None:
    talk = Talk(store, slots={"flow": "write_review", "asking": "text"})
    ask(talk, "what does delivery cost", "ask_shipping")
    assert (talk.slots["flow"], talk.slots["asking"]) == ("write_review", "text")


def test_a_passage_that_is_not_sure_is_led_by_the_articles_beginning(store: Store) -> None:
    with store.write() as tx:
        tx.put(
            replace(
                ARTICLES[0],
                body=f"{BEGINNING}\n\n{ARTICLES[0].body} Always and everywhere, without any surcharge.",
            )
        )
    answer = ask(Talk(store), "delivery to my old castle on the hill please", "ask_shipping")
    assert answer.said[0].values["passage"].startswith(BEGINNING)
    assert answer.said[0].values["passage"].endswith(ARTICLES[0].body)


def test_a_page_in_another_language_is_said_to_be_in_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    german = FoundArticle("versand", "Versand", "Der Versand kostet 4,90 EUR.", 0.4, False, "German")
    monkeypatch.setattr(WordShelf, "find_articles", lambda *_, **__: [german])
    answer = ask(Talk(store), "what does delivery cost", "ask_shipping")
    assert "Versand (in German)" in answer.text


def test_tables_are_said_in_words() -> None:
    table = "| Order value | Standard | Express |\n|---|---|---|\n| Under 50 EUR | 4.90 EUR | 9.90 EUR |\n\nAll."
    assert tell_tables(table) == "Under 50 EUR: Standard 4.90 EUR, Express 9.90 EUR\n\nAll."


def test_what_is_left_on_a_gift_card_is_the_shoppers_own(store: Store) -> None:
    with store.write() as tx:
        tx.add(PaymentMethod("g1", "maya", PaymentKind.GIFT_CARD, "Gift card 7", 1250))
        tx.add(PaymentMethod("g2", "omar", PaymentKind.GIFT_CARD, "Gift card 8", 9900))
    answered = ask(Talk(store, "maya"), "how much is left on my gift card?", "ask_payment")
    assert answered.said[0].values["left"] == "€12.50 on Gift card 7"
    assert ask(Talk(store, "maya"), "do you have gift cards", "ask_payment").responses == ["article_quoted"]
    assert ask(Talk(store), "whats my gift card balance", "ask_payment").responses == ["please_sign_in"]


@pytest.mark.parametrize(
    "text", ["whats on my gift card", "gift card balance", "check my giftcard", "any money on my gift card"]
)
def test_the_balance_is_told_in_whatever_words_it_is_asked(store: Store, text: str) -> None:
    with store.write() as tx:
        tx.add(PaymentMethod("g1", "maya", PaymentKind.GIFT_CARD, "Gift card 7", 1250))
    answered = ask(Talk(store, "maya"), text, "ask_payment")
    assert answered.responses == ["gift_card_balance"]
    assert "€12.50 on Gift card 7" in answered.text


@pytest.mark.parametrize(
    "text",
    ["can i pay half with my gift card", "split payment gift card and visa", "gift card and the rest with paypal"],
)
def test_a_gift_card_is_said_to_pay_a_whole_order_or_none_of_it(store: Store, text: str) -> None:
    assert ask(Talk(store), text, "ask_payment").responses == ["gift_card_whole"]


@pytest.mark.parametrize("text", ["how many days do i have to tell you", "until when can i report a broken mug"])
def test_how_long_one_has_to_tell_of_a_damage_is_the_article_on_that(store: Store, text: str) -> None:
    assert ask(Talk(store), text, "ask_shipping").said[0].facts["evidence"] == ["damaged"]


def test_in_the_middle_of_a_return_a_short_question_is_about_it(store: Store) -> None:
    talk = Talk(store, slots={"flow": "return_order", "asking": "payment"})
    assert ask(talk, "who pays postage", "ask_returns").said[0].facts["evidence"] == ["label-costs"]
    assert Talk(store).hear("action_answer_policy", "who pays postage", intent="ask_returns").responses == [
        "no_article"
    ]


def test_what_goes_on_with_a_question_is_looked_up_with_it(store: Store) -> None:
    talk = Talk(store)
    ask(talk, "what does delivery cost from home", "ask_shipping")
    assert ask(talk, "or ireland?", "ask_shipping").said[0].facts["evidence"] == ["delivery-costs"]


@pytest.mark.parametrize(
    "text", ["whats your phone number", "opening hours?", "is a person there, or just opening hours?"]
)
def test_who_asks_how_a_human_is_reached_is_told(store: Store, text: str) -> None:
    answer = Talk(store).hear("action_hand_off", text, intent="talk_to_human")
    assert answer.responses == ["article_quoted"]
    assert answer.said[0].facts["evidence"] == ["humans"]
    assert answer.said[0].titles == ["Talk to a human"]


@pytest.mark.parametrize(
    "text", ["human please", "my email is li@example.com, get me a person", "is anyone there to talk to?"]
)
def test_who_wants_a_human_gets_one(store: Store, text: str) -> None:
    assert Talk(store).hear("action_hand_off", text, intent="talk_to_human").said[0].facts["handoff"] is True


def test_how_long_one_has_after_a_question_on_returns_is_the_rule_on_that(store: Store) -> None:
    assert ask(Talk(store), "how long do i have", "ask_returns").said[0].facts["evidence"] == ["thirty-days"]


def test_from_when_on_a_parcel_is_lost_is_the_rule_on_lost_parcels(store: Store) -> None:
    said = "how long until you treat it as lost"
    assert ask(Talk(store), said, "ask_returns").said[0].facts["evidence"] == ["lost"]


@pytest.mark.parametrize("text", ["can i still return the mug", "how long do i have to return the mug"])
def test_until_when_ones_own_can_go_back_is_told_by_the_day_it_came(text: str) -> None:
    store = open_desk()
    change_order(store, "#W2", delivered_at=NOON - timedelta(days=10))
    for number in ("#W1", "#W3", "#W4"):
        change_order(store, number, items=(item("shirt-s"),))
    answer = talk_as(store).hear("action_answer_policy", text, intent="ask_returns", entities={"product_type": "mug"})
    assert answer.responses == ["return_window"]
    assert answer.said[0].values["last_day"] == "22 March 2026"
    assert answer.said[0].titles == ["Return it", "Exchange it", "Talk to a human"]


@pytest.mark.parametrize("action", ["action_answer_policy", "action_refund_status"])
def test_what_a_return_would_bring_is_told_of_the_order_just_talked_about(action: str) -> None:
    store = open_desk()
    ana = Talk(store, "ana", terms=Terms(return_label=ReturnLabel.read("3.90 EUR")))
    ana.hear("action_track_order", "where is W2", intent="track_order", entities={"order_id": "W2"})
    intent = "ask_returns" if action == "action_answer_policy" else "refund_status"
    answer = ana.hear(action, "how much would i get back", intent=intent)
    assert answer.responses == ["return_brings"]
    assert (answer.said[0].values["cents"], answer.said[0].values["label"]) == (5000, "€3.90")


def test_after_something_else_no_order_is_what_was_just_talked_about() -> None:
    ana = talk_as(open_desk())
    ana.hear("action_track_order", "where is W2", intent="track_order", entities={"order_id": "W2"})
    assert ana.memory.told.order_id == "#W2"
    ana.hear("action_say_welcome", "thanks", intent="thank")
    assert ana.memory.told.order_id == ""


def test_in_the_middle_of_a_return_what_it_brings_is_that_of_its_pieces() -> None:
    ana = talk_as(open_desk())
    said = {"order_id": "W2", "product_type": "mug"}
    ana.hear("action_return_order", "return the mug of W2", intent="return_order", entities=said)
    answer = ana.hear("action_answer_policy", "wait, how much", intent="ask_returns")
    assert (answer.responses, answer.said[0].values["cents"]) == (["return_brings"], 1000)


def test_it_can_go_back_until_a_day_when_its_order_was_just_told_of() -> None:
    store = open_desk()
    change_order(store, "#W2", delivered_at=NOON - timedelta(days=10))
    ana = talk_as(store)
    ana.hear("action_track_order", "where is W2", intent="track_order", entities={"order_id": "W2"})
    answer = ana.hear("action_answer_policy", "can i still send it back", intent="ask_returns")
    assert (answer.responses, answer.said[0].values["number"]) == (["return_window"], "#W2")
    general = talk_as(store).hear("action_answer_policy", "can i still send it back", intent="ask_returns")
    assert general.responses != ["return_window"]


NEIGHBOURS = Terms(delivery_countries=("Austria", "Germany"))


@pytest.mark.parametrize(
    ("text", "responses"),
    [
        ("do u ship to switzerland n how much", ["no_delivery_there"]),
        ("n to norway", ["no_delivery_there"]),
        ("do you deliver to austria", ["delivers_there"]),
        ("to poland or germany?", ["delivers_there", "no_delivery_there"]),
        ("what does delivery to austria costs", ["delivers_there", "article_quoted"]),
        ("can you ship it to us", ["article_quoted"]),
    ],
)
def test_whether_parcels_go_to_a_country_is_told_by_the_terms(store: Store, text: str, responses: list[str]) -> None:
    assert ask(Talk(store, terms=NEIGHBOURS), text, "ask_shipping").responses == responses


def test_without_terms_on_countries_nothing_is_told_of_them(store: Store) -> None:
    assert ask(Talk(store), "delivery to norway", "ask_shipping").responses == ["article_quoted"]


def test_a_question_typed_in_a_hurry_is_spelled_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(WordShelf, "find_articles", lambda _, text, *__, **___: asked.append(text) or [])
    ask(Talk(store), "whats ur return policy", "ask_returns")
    assert asked == ["what is your return policy"]
