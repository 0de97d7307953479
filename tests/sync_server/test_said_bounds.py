"""The bounds that docs/protocol.md names are those that the server has."""

from pathlib import Path

import pytest

from garage.ics import foreign_feed
from garage.sync import wire
from sync_server.accounts import door
from sync_server.calendars import busy, dav_objects, dav_reports, dav_xml, sharing
from sync_server.calendars import subscriptions as feeds
from sync_server.invited import letters
from sync_server.kit import bodies
from sync_server.kit.clock import DAY, SECOND
from sync_server.live import hub, places
from sync_server.records import checking, elsewhere, finishing, moves, numbering, push
from sync_server.records import wire as answered
from sync_server.spaces import invitations, making, routes

PROTOCOL = Path(__file__).resolve().parents[2] / "docs" / "protocol.md"
KIB, MIB = 2**10, 2**20


def count(limit: str) -> int:
    """How often a rate lets something be done."""
    return int(limit.partition("/")[0])


SAID = [
    f"at most {wire.MOST_BODY // MIB} MiB as sent and {wire.MOST_UNPACKED // MIB} MiB unpacked, "
    f"any other message {bodies.MOST_SENT // MIB} MiB either way",
    f"A request or answer of {wire.COMPRESSED_FROM // KIB} KB or more",
    f"makes {count(routes._MAKINGS)} an hour at most",
    f"none while in {making.MOST_SPACES} (409)",
    f"at most {making.MOST_MEMBERS:,} members",
    f"(7 days unless said, {invitations.MOST_DAYS} at most)",
    f"(once if by e-mail, else {invitations.USES} times)",
    f"Of a space {invitations.MOST_OPEN} may be open",
    f"sends {count(routes._LETTERS)} letters with them a day, "
    f"and all together {count(routes._LETTERS_TO_ONE)} to one address",
    f"more than {moves.MOST_MOVED:,} records or {moves.MOST_DEPTH} levels",
    f"At most {wire.MOST_PATCHES:,} patches",
    f"the bodies of the last {numbering.KEPT_NUMBERS:,} numbers",
    f"over {wire.MOST_AHEAD // SECOND} s ahead of the server",
    f"({answered.MOST_ANSWERED // MIB} MiB of records)",
    f"({push.MOST_READ // MIB} MiB beyond what the push itself brings)",
    f"Bounds: {checking.MOST_FIELDS} fields, {checking.MOST_VALUE:,} bytes a value, "
    f"{checking.MOST_RECORD:,} bytes a record, {checking.MOST_NAME} characters a name, "
    f"{checking.MOST_DEPTH} levels",
    f"moved on more than {elsewhere._MOST_HOPS - 1} times",
    f"(one at least, {wire.MOST_PULLED:,} at most, whatever is asked)",
    f"Records beyond {answered.MOST_ANSWERED // MIB} MiB wait for the next answer",
    f"(at most {finishing.MOST_POKED} and {finishing.MOST_POKED_BYTES // KIB} KiB,",
    f"of the session ({places.MOST_OF_SESSION}) or the person ({places.MOST_OF_PERSON})",
    f"at most {hub.MOST_WAITING} messages of backlog",
    f"may be said {busy.MOST_PEOPLE} times",
    f"{busy.LONGEST // DAY} days apart at most",
    f"at most {sharing.MOST_FEEDS} that they have not revoked",
    f"({count(feeds._ASKED_FOR)} times an hour at most)",
    f"{foreign_feed.MOST_REDIRECTS} redirects, {foreign_feed.MOST_BYTES // MIB} MiB as sent",
    f"a day's letters of one person ({letters.MOST_LETTERS})",
    f"{count(door.FAILURES)} failures from one place in 10 minutes",
    f"Above {dav_reports.MOST_TOLD:,} changes",
    f"the first {dav_objects.MOST:,} events",
    f"over {dav_xml.MOST_BYTES // MIB} MiB, {dav_xml.MOST_ELEMENTS:,} elements "
    f"or {dav_xml.DEEPEST} levels deep",
]


@pytest.mark.parametrize("said", SAID)
def test_the_protocol_names_the_bound_that_there_is(said: str) -> None:
    assert said in " ".join(PROTOCOL.read_text(encoding="utf-8").split())
