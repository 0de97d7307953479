"""Forget sessions that ended long ago; indexes where whole tables were looked through."""

import time

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KEPT_MS = 90 * 86_400_000
# A person's last session stays: a later one is then told of by letter. Ids are in order of time.
_OLD = """
    SELECT id FROM session WHERE revoked < :before
    AND id NOT IN (SELECT max(id) FROM session GROUP BY person)
"""


def upgrade() -> None:
    """Bring the tables here."""
    with op.batch_alter_table("authorization_code", schema=None) as batch_op:
        batch_op.create_index("authorization_code_expires", ["expires"], unique=False)
        batch_op.create_index("authorization_code_of_person", ["person"], unique=False)

    with op.batch_alter_table("device_code", schema=None) as batch_op:
        batch_op.create_index("device_code_expires", ["expires"], unique=False)
        batch_op.create_index("device_code_of_person", ["person"], unique=False)

    with op.batch_alter_table("feed", schema=None) as batch_op:
        batch_op.create_index("feed_space", ["space"], unique=False)

    with op.batch_alter_table("pair_code", schema=None) as batch_op:
        batch_op.create_index("pair_code_of_person", ["person"], unique=False)

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("person_home", ["home"], unique=False)

    before = {"before": time.time_ns() // 1_000_000 - _KEPT_MS}
    connection = op.get_bind()
    # Nothing cascades while SQLite is migrated.
    connection.execute(sa.text(f"DELETE FROM refresh_token WHERE session IN ({_OLD})"), before)
    connection.execute(sa.text(f"DELETE FROM session WHERE id IN ({_OLD})"), before)
