"""Products by their last change, which every suggestion and search asks for."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("product", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_product_updated_at"), ["updated_at"], unique=False)
