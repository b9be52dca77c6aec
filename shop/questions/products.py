"""Questions about products and their answers: public, but not across a block."""

from dataclasses import dataclass
from datetime import datetime

from shop.access import lock_people, name_people, open_eyes
from shop.catalogue import Product
from shop.errors import NotFound
from shop.friends.news import tell
from shop.ids import new_id
from shop.purchases import has_received
from shop.questions import Answer, ProductQuestion
from shop.store import OneOf, Store
from shop.texts import check_id, clean_text

LONGEST_QUESTION = 500
LONGEST_ANSWER = 2_000


@dataclass(frozen=True)
class SeenAnswer:
    """An answer as one viewer may see it; without a nickname when `by_shop`, or when the author is not to be named."""

    id: str
    nickname: str | None
    by_shop: bool
    text: str
    owner: bool  # the author bought the product here
    at: datetime


@dataclass(frozen=True)
class SeenQuestion:
    """A question as one viewer may see it, with the answers that they may read, the oldest first."""

    id: str
    product_id: str
    nickname: str | None
    text: str
    asked_at: datetime
    answers: tuple[SeenAnswer, ...]


def ask_question(store: Store, asker_id: str, product_id: str, text: str) -> ProductQuestion:
    """Ask in public about a product. Raises NotFound for an unknown one, Invalid for a text outside 1 to 500."""
    text = clean_text("text", text, shortest=1, longest=LONGEST_QUESTION)
    with store.write() as tx:
        lock_people(tx, asker_id)
        if tx.get(Product, check_id("product_id", product_id)) is None:
            raise NotFound("product", product_id)
        question = ProductQuestion(new_id("question"), product_id, asker_id, text, tx.now)
        tx.add(question)
        return question


def answer_question(store: Store, author_id: str | None, question_id: str, text: str) -> Answer:
    """Answer in public, as the shop for None, and tell the asker.

    Raises NotFound for a question that is hidden or missing, Invalid for a text outside 1 to 2,000 characters.
    """
    text = clean_text("text", text, shortest=1, longest=LONGEST_ANSWER)
    with store.write() as tx:
        if author_id is not None:
            lock_people(tx, author_id)
        question = tx.lock(ProductQuestion, check_id("question_id", question_id))
        if question is None or question.asker_id in open_eyes(tx, author_id).hidden_ids:
            raise NotFound("question", question_id)
        owner = author_id is not None and has_received(tx, author_id, question.product_id)
        answer = Answer(new_id("answer"), question_id, author_id, text, owner, tx.now)
        tx.add(answer)
        if author_id != question.asker_id:
            tell(tx, question.asker_id, "answer", question_id, author_id)
        return answer


def questions_about(store: Store, viewer_id: str | None, product_id: str) -> tuple[SeenQuestion, ...]:
    """Return what the viewer may read of the product's questions, the newest first; () for none."""
    with store.read() as tx:
        eyes = open_eyes(tx, viewer_id)
        asked = tx.find(
            ProductQuestion, product_id=check_id("product_id", product_id), order="asked_at", descending=True
        )
        asked = [question for question in asked if question.asker_id not in eyes.hidden_ids]
        answers = tx.find(Answer, question_id=OneOf(tuple(question.id for question in asked)), order="at")
        answers = [answer for answer in answers if answer.author_id not in eyes.hidden_ids]
        authors = {answer.author_id for answer in answers if answer.author_id is not None}
        names = name_people(tx, eyes, authors | {question.asker_id for question in asked})
    by_question: dict[str, list[SeenAnswer]] = {question.id: [] for question in asked}
    for answer in answers:
        by_question[answer.question_id].append(_show(answer, names))
    return tuple(
        SeenQuestion(q.id, q.product_id, names.get(q.asker_id), q.text, q.asked_at, tuple(by_question[q.id]))
        for q in asked
    )


def _show(answer: Answer, names: dict[str, str]) -> SeenAnswer:
    by_shop = answer.author_id is None
    nickname = None if answer.author_id is None else names.get(answer.author_id)
    return SeenAnswer(answer.id, nickname, by_shop, answer.text, answer.owner, answer.at)
