"""Stars by their product in the index: they are counted wherever a product is shown, and no review is read for it."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_product_id"))
        batch_op.create_index(
            batch_op.f("ix_review_product_id"), ["product_id", "visibility", "rating", "verified"], unique=False
        )
