"""Alarms by mail."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables here."""
    op.create_table(
        "alarm_mailed",
        sa.Column("space", sa.Text(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("checked", sa.BigInteger(), nullable=False),
        sa.Column("next", sa.BigInteger(), nullable=False),
        sa.Column("meter", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("space", "id", name=op.f("pk_alarm_mailed")),
    )
    with op.batch_alter_table("alarm_mailed", schema=None) as batch_op:
        batch_op.create_index("alarm_mailed_event", ["space", "event"], unique=False)

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("language", sa.Text(), server_default="", nullable=False))
