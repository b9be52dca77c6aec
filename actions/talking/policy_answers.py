"""Questions about the shop's rules: the passage that answers, in the shop's words, with its article as the source."""

import re

from actions.context import current_app, current_shelf
from actions.links import Link
from actions.orders.return_label import tell_own_label
from actions.orders.return_window import tell_return_brings, tell_return_window
from actions.orders.states import LOST
from actions.orders.warranty import tell_own_warranty
from actions.quick_replies import QuickReply, quick_reply
from actions.talking.delivery_places import tell_delivery_places
from actions.talking.gift_cards import answer_gift_cards
from actions.talking.hand_off import HUMAN, offer_human
from actions.turn import ActionTurn, ShopAction
from language.aftersales import asks_label_cost, asks_time_to_tell, asks_to_return_opened
from language.costs import asks_cost_of_change
from language.faults import only_of_warranty, speaks_of_warranty
from language.order_wishes import (
    asks_how_much_back,
    asks_to_return_still,
    asks_when_lost,
    only_asks_how_long,
)
from language.shop_rules import read_rule_asked
from language.shorthand import spell_out
from retrieval.articles import LEAST
from retrieval.passages import article_passages
from retrieval.search import FoundArticle
from shop.knowledge import Article

_TIME_TO_TELL = "Something arrived damaged: within how many days of delivery do I have to tell you?"
_HOW_MUCH = re.compile(r"\bhow much\b", re.IGNORECASE)
_TIME_TO_RETURN = "How long do I have to return something?"
_RETURN_OPENED = "What can't be returned once it is opened?"
_WARRANTY_RULE = "How does the warranty work?"
_GOES_ON = re.compile(  # alone it says too little
    r"(?:and|or|what about|how about)(?: \S+){1,4}"
    r"|(?:so |ok |but )*(?:how (?:long|fast|soon|much|many days)|when|what (?:does|will|would) (?:it|that))"
    r"(?: \S+){0,3}",
    re.IGNORECASE,
)
_LONGEST_QUESTION = 300
_SAYS_LITTLE = 6  # words
_OF_LABEL = re.compile(r"\b(?:postage|label|ship\w*|send\w*|costs?|fees?|pays|3\.90)\b", re.IGNORECASE)
TOPICS = {
    "ask_shipping": ("shipping",),
    "ask_returns": ("returns",),
    "ask_payment": ("payments",),
    "talk_to_human": ("orders",),
}
_NEXT = {
    "ask_shipping": quick_reply("Where is my order?", "track_order"),
    "ask_returns": quick_reply("Return something", "return_order"),
}


class ActionAnswerPolicy(ShopAction):
    """Quotes what the shop's articles say about delivery, returns and paying; never answers from elsewhere."""

    action_name = "action_answer_policy"

    def act(self, turn: ActionTurn) -> None:
        if not (answer_gift_cards(turn) or _answer_of_own_order(turn) or tell_delivery_places(turn)):
            about, question = _name_rule(turn)
            answer_policy(turn, about, question)


def _answer_of_own_order(turn: ActionTurn) -> bool:
    """Say what an order of theirs allows, where the message asks that and names one; return whether it was said."""
    if turn.customer_id is None:
        return False
    if speaks_of_warranty(turn.text):
        return tell_own_warranty(turn)
    if turn.intent != "ask_returns":
        return False
    returns = turn.flow == "return_order"
    of_label = asks_label_cost(turn.text) or asks_cost_of_change(turn.text, pays_back=returns)
    if of_label and tell_own_label(turn, also_free=True):
        return True
    if turn.flow == "none" and asks_to_return_still(turn.text):
        return tell_return_window(turn)
    of_sum = _HOW_MUCH.search(turn.text) if returns else asks_how_much_back(turn.text)
    return bool(of_sum) and not asks_label_cost(turn.text) and tell_return_brings(turn)


def _name_rule(turn: ActionTurn) -> tuple[str, str]:
    """Return what the message is about, and the question that it means; "" where its own words say it."""
    if asked := read_rule_asked(turn.text):
        return "", asked
    if asks_time_to_tell(turn.text):
        return turn.intent, _TIME_TO_TELL
    if asks_to_return_opened(turn.text):
        return "ask_returns", _RETURN_OPENED
    if asks_when_lost(turn.text):
        return "ask_shipping", LOST.title
    if turn.intent == "ask_returns" and turn.flow == "none" and only_asks_how_long(turn.text):
        return turn.intent, _TIME_TO_RETURN
    return turn.intent, _WARRANTY_RULE if only_of_warranty(turn.text) else ""


def answer_policy(turn: ActionTurn, about: str, question: str = "") -> None:
    """Quote the article that answers the message, a human for none; `about` is the intent of such questions.

    `question` is asked in the place of a message that does not say it itself.
    """
    found = _find(question or spell_out(_in_task(turn)), about)
    if question:
        turn.memory.asked_shop = question
    elif _GOES_ON.fullmatch(spell_out(turn.text.strip())) and turn.memory.asked_shop:
        together = _find(spell_out(f"{turn.memory.asked_shop} {turn.text}"), about)
        alone = found is not None and (together is None or found.score >= together.score)
        found = found if alone else together
    else:
        turn.memory.asked_shop = turn.text[-_LONGEST_QUESTION:]
    if found is None or found.score < LEAST:
        offer_human(turn, "no_article")
        return
    quote_article(turn, found, *filter(None, (_NEXT.get(about),)))


def quote_article(turn: ActionTurn, found: FoundArticle, *steps: QuickReply) -> None:
    """Say what the article says, with a link to it; `steps` are what may be done next, before a human."""
    turn.say(
        "article_quoted",
        values={"title": _name(found), "passage": _quote(turn, found)},
        links=[Link(found.title, f"{current_app().base_url}/help/{found.article_id}")],
        quick_replies=[*steps, HUMAN],
        evidence=[found.article_id],
    )


def _in_task(turn: ActionTurn) -> str:
    """Return the question with what it is about in the middle of a return, where it says so little: "how long"."""
    short = len(turn.text.split()) <= _SAYS_LITTLE
    if turn.flow not in ("return_order", "exchange_order", "cancel_order") or not short:
        return turn.text
    return f"{'return label' if _OF_LABEL.search(turn.text) else 'refund'}: {turn.text}"


def _find(text: str, about: str) -> FoundArticle | None:
    return next(iter(current_shelf().find_articles(text, 1, topics=TOPICS.get(about, ()))), None)


def _name(found: FoundArticle) -> str:
    """Return the title, with the language where it is another one than the assistant's."""
    return f"{found.title} (in {found.language})" if found.language else found.title


def _quote(turn: ActionTurn, found: FoundArticle) -> str:
    """Return the passage, after the article's beginning where the passage alone may be beside the point."""
    quoted = [found.passage]
    with turn.store.read() as tx:
        article = tx.get(Article, found.article_id)
    passages = article_passages(article) if article and not found.sure else []
    if passages and passages[0].text != found.passage:
        quoted.insert(0, passages[0].text)
    return "\n\n".join(tell_tables(text.strip()) for text in quoted)


def tell_tables(text: str) -> str:
    """Return the text with the rows of Markdown tables said in words: "Under 50 EUR: Standard 4.90 EUR"."""
    told: list[str] = []
    names: list[str] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.lstrip().startswith("|"):
            names = []
            told.append(line)
        elif not names:
            names = cells
        elif set(line) - set("|-: "):
            rest = ", ".join(f"{name} {cell}" for name, cell in zip(names[1:], cells[1:], strict=False))
            told.append(f"{cells[0]}: {rest}")
    return "\n".join(told)
