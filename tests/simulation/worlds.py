"""Over which database schedules are tried; each begins with a copy of one template."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from tests.simulation.fleet import make_template
from tests.simulation.machine import Machine
from tests.sync_server.postgresql import administer, copied, dropped, named


def over_sqlite(folder: Path) -> type[Machine]:
    """Each schedule begins with a copy of the template's files."""
    made = make_template(folder / "sqlite")

    class OverSqlite(Machine):
        counts: ClassVar[Counter[str]] = Counter()
        template = staticmethod(lambda: made)
        database = staticmethod(lambda: ("", lambda: None))

    return OverSqlite


def over_postgresql(folder: Path, address: str) -> type[Machine]:
    """Each schedule begins with a copy of the template's database on the server of `address`."""
    name = f"simulated_{uuid.uuid4().hex[:12]}"
    administer(address, f"CREATE DATABASE {name}")
    made = make_template(folder / "postgresql", named(address, name))

    def copy() -> tuple[str, Callable[[], None]]:
        own = f"{name}_{uuid.uuid4().hex[:12]}"
        copied(address, name, own)
        return named(address, own), lambda: dropped(address, own)

    class OverPostgresql(Machine):
        counts: ClassVar[Counter[str]] = Counter()
        template = staticmethod(lambda: made)
        database = staticmethod(copy)

    return OverPostgresql
