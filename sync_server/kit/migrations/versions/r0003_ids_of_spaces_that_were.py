"""Remember the ids of spaces for ever, so that none is made under the id of another."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables here."""
    op.create_table(
        "taken_space",
        sa.Column("id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_space")),
    )
    op.execute("INSERT INTO taken_space (id) SELECT id FROM space")
