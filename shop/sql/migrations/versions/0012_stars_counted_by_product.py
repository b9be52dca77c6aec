"""Stars in the index of reviews by product, so that counting reads none of them; when a product lost some."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "lost_reviews",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("lost_reviews", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lost_reviews_at"), ["at"], unique=False)
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_review_product_id"))
        batch_op.create_index(
            batch_op.f("ix_review_product_id"), ["product_id", "visibility", "rating", "verified"], unique=False
        )
