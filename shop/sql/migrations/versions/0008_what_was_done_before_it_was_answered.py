"""What was done before it was answered."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    with op.batch_alter_table("dialogue_state", schema=None) as batch_op:
        batch_op.add_column(sa.Column("deeds", sa.JSON(), nullable=False, server_default="{}"))
