"""The same schedules as `test_sync`, a tenth as many, over a real PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from tests.simulation.fleet import Template, make_template
from tests.simulation.machine import Machine
from tests.simulation.schedules import SCHEDULES, run
from tests.sync_server.conftest import administer, named, postgresql

__all__ = ["postgresql"]


@pytest.fixture(scope="module")
def template(postgresql: str) -> Iterator[Template]:
    folder = Path(tempfile.mkdtemp(prefix="paddock-sim-"))
    administer(postgresql, "CREATE DATABASE simulated")
    yield make_template(folder / "template", named(postgresql, "simulated"))
    shutil.rmtree(folder, ignore_errors=True)


def test_all_agree_over_postgresql(template: Template) -> None:
    address = template.url

    def copy() -> tuple[str, Callable[[], None]]:
        name = f"simulated_{uuid.uuid4().hex[:12]}"
        administer(address, f"CREATE DATABASE {name} TEMPLATE simulated")
        return named(address, name), lambda: administer(address, f"DROP DATABASE {name}")

    class OverPostgresql(Machine):
        """Each schedule begins with a copy of the template's database."""

        counts: ClassVar[Counter[str]] = Counter()
        template = staticmethod(lambda: template)
        database = staticmethod(copy)

    run(OverPostgresql, max(SCHEDULES // 10, 1))
    assert OverPostgresql.counts["schedules"] >= SCHEDULES // 10
