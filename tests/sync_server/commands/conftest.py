"""PostgreSQL, as the kit's tests have it."""

from tests.sync_server.kit.conftest import postgresql_url

__all__ = ["postgresql_url"]
