"""A person with a calendar program."""

import pytest

from tests.sync_server.calendars.program import SERIES, Program, text
from tests.sync_server.people import World


@pytest.fixture
def program(world: World) -> Program:
    """Ann's."""
    return Program(world.person("ann"))


@pytest.fixture
def work(program: Program) -> str:
    """The address of a calendar of hers."""
    return program.calendar()


@pytest.fixture
def filled(program: Program, work: str) -> str:
    """A calendar with a series, a day, and single events."""
    program.put(f"{work}run.ics", SERIES)
    program.put(f"{work}day.ics", text("DTSTART;VALUE=DATE:20260315", "SUMMARY:Fair", uid="day"))
    program.put(
        f"{work}past.ics",
        text("DTSTART:20240101T090000Z", "DTEND:20240101T100000Z", "LOCATION:Café", uid="past"),
    )
    program.put(
        f"{work}alarm.ics",
        text("DTSTART:20270101T090000Z", "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P1D",
             "DESCRIPTION:x", "END:VALARM", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@x", uid="alarm"),
    )  # fmt: skip
    return work
