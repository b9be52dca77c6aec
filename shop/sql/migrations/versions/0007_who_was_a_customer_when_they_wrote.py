"""Who was a customer when they wrote."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("registered", sa.Boolean(), nullable=False, server_default=sa.false()))
