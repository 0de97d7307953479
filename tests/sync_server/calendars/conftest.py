"""A person with a calendar program."""

import pytest

from tests.sync_server.calendars.program import Program
from tests.sync_server.people import World


@pytest.fixture
def program(world: World) -> Program:
    """Ann's."""
    return Program(world.person("ann"))


@pytest.fixture
def work(program: Program) -> str:
    """The address of a calendar of hers."""
    return program.calendar()
