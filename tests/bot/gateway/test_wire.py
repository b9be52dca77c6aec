"""What leaves over the chat's wire, and what must not."""

from datetime import UTC, datetime

from bot.conversations.records import Author, Message
from bot.conversations.replies import Reply
from bot.gateway.wire.chat import write_message
from shop.cards import ReviewSnippet
from shop.ids import pair_id


def test_no_author_who_is_not_named_is_named_by_an_id() -> None:
    ids = [pair_id("hush-700", author) for author in ("cust_li", "cust_ana")]
    reviews = [ReviewSnippet(id, "a customer", False, 4, "Quiet.", "2026-03-01", True, "hush-700") for id in ids]
    reply = Reply("Reviews.", reviews=tuple(reviews), evidence=("hush-700", *ids))
    told = write_message(
        Message("conv_1:1", "conv_1", 1, Author.ASSISTANT, "", "Reviews.", reply, datetime(2026, 3, 1, tzinfo=UTC))
    )
    assert "cust_" not in told.model_dump_json()
    assert told.reply is not None
    assert len({review.review_id for review in told.reply.reviews}) == 2
    assert told.reply.evidence == ("hush-700",)
