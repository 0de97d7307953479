"""Operations that begin with somebody else, the clock or the server: done once, and by whose hand.

`tests/client/hands` drives each by keys alone, with the real server where there is one in it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from client.operations import (
    alarms,
    answers_received,
    calendar_import,
    invitations,
    joining,
    kept_edits,
    overtaken,
    vin,
)
from client.operations.alarm_told import AlarmTold
from client.store import Store
from client.store.kept import keep_edit
from client.store.schema import OVERTAKEN
from garage.calendar.durations import Duration
from garage.records import Event
from garage.records.agenda_fields import Trigger
from tests.client.operations.test_invitations import REQUEST, message
from tests.client.store.making import fixed_id, stamp
from tests.client.ui.operations import READING, TODAY, Command, Garage

HERE = "tests.client.hands"


@dataclass(frozen=True)
class Flow:
    """A test that does it by keys, and takes it back or is asked before."""

    place: str
    test: str

    def is_there(self) -> bool:
        """Whether there is such a test."""
        return hasattr(importlib.import_module(f"{HERE}.{self.place}"), self.test)


class Met(Garage):
    """A garage to which others have said something."""

    def __init__(self, store: Store, folder: Path) -> None:
        super().__init__(store, folder)
        self.twin = self.put("vehicle", name="The Beetle", plate="OFP 857")
        invitations.be_called(store, "ann@x.org")
        calendar_import.import_calendar(store, REQUEST)
        self.tour = next(each.id for each in self._all(Event) if each.title == "Tour")
        self.guest = self.put("attendee", event=self.dentist, address="mailto:bob@x.org")
        calendar_import.import_calendar(store, self.says("COUNTER", "DTSTART:20261118T150000Z"))
        self.alarm = self.put("alarm", event=self.dentist, trigger=Trigger(Duration.parse("-PT1H")))
        self._lost()

    def _all(self, type_: type[Any]) -> list[Any]:
        return self.store.read(lambda reader: reader.all(type_))

    def _lost(self) -> None:
        """What the server did not take, and what lost to somebody's edit."""
        space = self.vehicle().space
        self.store.layered(
            lambda t: keep_edit(
                t, space=space, id_=self.car, kind="vehicle", fields={"trim": "1302"},
                stamps={"": "x"}, base={}, code="forbidden",
            )
        )  # fmt: skip
        row = {
            "space": space, "id": fixed_id(5), "seq": 4, "record": self.car, "field": "trim",
            "value": '"1500"', "stamp": stamp(5), "by_stamp": stamp(6), "author": "ann",
            "stamps": "{}",
        }  # fmt: skip
        self.store.layered(lambda t: t.connection.execute(OVERTAKEN.insert().values(row)))

    def kept(self) -> int:
        """The number of the kept edit."""
        return self.store.read(kept_edits.kept_edits)[0].number

    def overtaken(self) -> str:
        """The id of the value that lost."""
        return self.store.read(lambda reader: overtaken.overtaken_of(reader, self.car))[0].id

    def says(self, method: str, *lines: str) -> bytes:
        """What Bob, a guest of the dentist's, says."""
        event = self.store.read(lambda reader: reader.get(Event, self.dentist))
        guest = "ATTENDEE;PARTSTAT=DECLINED:mailto:bob@x.org"
        return message(method, guest, *lines, uid=event.uid)

    def rings(self) -> AlarmTold:
        """The dentist's alarm, as it goes off."""
        start = datetime(2026, 11, 18, 8, 45, tzinfo=UTC)
        return AlarmTold(
            "key", (self.alarm,), self.dentist, "Dentist", start - timedelta(hours=1), start,
            start + timedelta(hours=1), False,
        )  # fmt: skip

    def numbers(self) -> vin.VinFill:
        """What a VIN says of the car."""
        number = "1HGCM82633A004352"
        return self.store.read(lambda reader: vin.preview_vin(reader, self.twin, number, TODAY))


NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
_KEPT = Flow("test_kept", "test_what_was_not_taken_is_put_back_and_let_go_by_keys")
_ASKED = Flow(
    "test_invitations", "test_an_invitation_is_answered_and_another_time_proposed_by_keys"
)
_WISHED = Flow("test_invitations", "test_what_a_guest_wants_is_taken_over_or_left_by_keys")
_ON_A_CARD = "on the card of an alarm that goes off, and in the system's notification"

BY_HANDS: dict[str, tuple[Flow | Command | str, Callable[[Store, Met], object]]] = {
    "alarms.finish_alarm": (
        _ON_A_CARD,
        lambda store, it: alarms.finish_alarm(store, it.rings(), NOW),
    ),
    "alarms.snooze_alarm": (
        _ON_A_CARD,
        lambda store, it: alarms.snooze_alarm(store, it.rings(), NOW + timedelta(hours=1)),
    ),
    "answers_received.receive": (
        Command("calendar", "garage.import"),
        lambda store, it: answers_received.receive(store, it.says("REPLY")),
    ),
    "invitations.answer": (
        _ASKED,
        lambda store, it: invitations.answer(store, it.tour, "accepted"),
    ),
    "invitations.propose": (
        _ASKED,
        lambda store, it: invitations.propose(store, it.tour, "2 December 15:00", READING, UTC),
    ),
    "invitations.take_over": (
        _WISHED,
        lambda store, it: invitations.take_over(store, it.guest),
    ),
    "invitations.decline_proposal": (
        _WISHED,
        lambda store, it: invitations.decline_proposal(store, it.guest),
    ),
    "joining.join_vehicles": (
        Flow("test_elsewhere", "test_what_is_here_twice_after_signing_in_is_joined_by_keys"),
        lambda store, it: joining.join_vehicles(store, it.car, it.twin),
    ),
    "kept_edits.do_again": (
        _KEPT,
        lambda store, it: kept_edits.do_again(store, it.kept()),
    ),
    "kept_edits.discard_kept": (
        _KEPT,
        lambda store, it: kept_edits.discard_kept(store, [it.kept()]),
    ),
    "overtaken.use_this_instead": (
        Flow("test_elsewhere", "test_the_value_that_lost_is_used_instead_by_keys"),
        lambda store, it: overtaken.use_this_instead(store, it.overtaken()),
    ),
    "vin.apply_vin": (
        "paddock vin NUMBER --fill VEHICLE; the window's form takes the facts itself",
        lambda store, it: vin.apply_vin(store, it.twin, it.numbers()),
    ),
}
"""What is undone as any other operation."""

_PEOPLE = Flow("test_people", "test_somebody_is_invited_given_a_role_and_removed_by_either_hand")
_GARAGE = Flow(
    "test_people", "test_a_garage_is_made_and_renamed_and_each_is_taken_back_by_either_hand"
)
_RESTRICTED = Flow("test_sharing", "test_a_vehicle_is_restricted_and_shown_to_all_again_by_keys")
_ADDRESS = Flow("test_feeds", "test_an_address_is_made_copied_taken_back_and_revoked_by_keys")

BY_SERVER = {
    "feeds.create_feed": _ADDRESS,
    "sharing.change_role": _PEOPLE,
    "sharing.invite": _PEOPLE,
    "sharing.join_garage": Flow("test_people", "test_a_garage_is_joined_and_left_by_either_hand"),
    "sharing.move_records": Flow(
        "test_sharing", "test_a_vehicle_is_moved_to_another_garage_and_back_by_keys"
    ),
    "sharing.new_garage": _GARAGE,
    "sharing.rename_garage": _GARAGE,
    "sharing.restrict": _RESTRICTED,
    "sharing.show_to": _RESTRICTED,
}
"""What the server does, and Undo in the toast, or Ctrl+Z while it stands, asks it to take back."""

_ASKS = Flow("test_people", "test_what_cannot_be_undone_is_asked_before_by_either_hand")

FINAL = {
    "feeds.revoke_feed": _ADDRESS,
    "sharing.delete_garage": _ASKS,
    "sharing.hand_over": _ASKS,
    "sharing.leave_garage": Flow("test_people", "test_a_garage_is_joined_and_left_by_either_hand"),
    "sharing.remove_member": _ASKS,
    "sharing.revoke": Flow(
        "test_people", "test_an_invitation_is_taken_back_once_one_was_asked_by_either_hand"
    ),
}
"""What nobody can take back alone: each is asked before, with the keyboard on Cancel."""
