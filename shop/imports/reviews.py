"""Reviews from a table: one a customer and product."""

from collections.abc import Sequence
from dataclasses import replace

from shop.catalogue import Product
from shop.customers import Customer
from shop.ids import pair_id
from shop.imports.rows import Group, Job, Refused, Row
from shop.imports.values import read_choice, read_instant, read_pair_id, read_text, read_whole, read_yes
from shop.purchases import purchases_of
from shop.reviews import Review, Visibility
from shop.reviews.writing import LONGEST_TEXT
from shop.store import Writer

COLUMNS = (
    "product_id", "customer_id", "rating", "text", "written_at", "visibility", "sponsored", "language",
)  # fmt: skip
REQUIRED = ("product_id", "customer_id", "rating")

_VISIBILITY = {
    "": Visibility.PUBLIC, "public": Visibility.PUBLIC, "friends": Visibility.FRIENDS, "only me": Visibility.ONLY_ME,
}  # fmt: skip


def review_key(row: Row) -> str:
    return pair_id(row.first("product_id"), row.first("customer_id"))


def store_reviews(tx: Writer, groups: Sequence[Group], job: Job) -> None:
    """Add and change these reviews. Who may read one, and what its author edited here, stays as it is stored."""
    drafts = [(group, read[0]) for group in groups if (read := job.read_each(group, _read_review))]
    products = tx.get_many(Product, (review.product_id for _, review in drafts))
    # The authors' locks keep everybody else from writing, changing or removing their reviews.
    authors = {id for id in sorted({r.author_id for _, r in drafts}) if tx.lock(Customer, id) is not None}
    known = tx.get_many(Review, (review.id for _, review in drafts))
    received = {(purchase.customer_id, purchase.product_id) for purchase in purchases_of(tx, authors)}
    for group, draft in drafts:
        if draft.product_id not in products:
            job.refuse(group, Refused("product_id", draft.product_id, "the id of a stored product"))
        elif draft.author_id not in authors:
            job.refuse(group, Refused("customer_id", draft.author_id, "the id of a stored customer"))
        else:
            verified = (draft.author_id, draft.product_id) in received
            before = known.get(draft.id)
            after = _merge(replace(draft, verified=verified), before, dated=bool(group[0].first("written_at")))
            job.tally.count(new=before is None, differs=after != before)
            if after != before:
                tx.put(replace(after, changed_at=job.now))


def _read_review(row: Row, job: Job) -> Review:
    id = read_pair_id(row, "product_id", "customer_id")
    job.claim("product_id and customer_id", id, row.line)
    return Review(
        id=id,
        product_id=row.first("product_id"),
        author_id=row.first("customer_id"),
        rating=read_whole(row, "rating", 1, 5),
        text=read_text(row, "text", longest=LONGEST_TEXT),
        visibility=read_choice(row, "visibility", _VISIBILITY),
        circle_id=None,
        verified=False,
        sponsored=read_yes(row, "sponsored", otherwise=False),
        written_at=read_instant(row, "written_at") or job.now,
        language=read_text(row, "language", longest=35, shortest=2) if row.first("language") else "en",
    )


def _merge(draft: Review, before: Review | None, *, dated: bool) -> Review:
    if before is None:
        return draft
    if before.edited_at is not None:
        return before
    written_at = draft.written_at if dated else before.written_at
    kept = {"visibility": before.visibility, "circle_id": before.circle_id, "changed_at": before.changed_at}
    return replace(draft, written_at=written_at, **kept)  # type: ignore[arg-type]
