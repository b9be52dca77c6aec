"""What the chat needs of conversations."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("read_seq", sa.BigInteger(), nullable=False, server_default="0"))

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("payload", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("page_product_id", sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f("ix_message_answered"), ["answered"], unique=False)
