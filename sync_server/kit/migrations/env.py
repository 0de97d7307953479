"""What alembic asks: the connection, given by whoever runs the migrations, and the tables."""

from alembic import context

from sync_server.kit.database import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    # SQLite cannot alter most of a table: alembic copies it instead.
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
