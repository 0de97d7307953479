"""Schedules in which something once was lost, as they were found: they stay in the test run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.machine import Machine
from tests.simulation.one_thread import in_one_thread
from tests.simulation.worlds import over_sqlite


def moved_before_it_was_offered(state: Machine) -> None:
    """The server was restored, and a record moved before its device could offer it again."""
    state.begin(seed=19419)
    state.client_dies(after=True, at=10, name="bobs")
    state.bob_is_removed_or_returns()
    state.server_dies(after=False, at=3, name="cids")
    state.server_is_restored()
    state.a_member_is_hostile(pick=882)
    state.bob_is_removed_or_returns()
    state.a_member_is_hostile(pick=65535)
    state.server_dies(after=False, at=3, name="laptop")
    state.bobs_role_changes(role="member")
    state.bob_is_removed_or_returns()
    state.backup_is_made(name="desk")
    state.bobs_role_changes(role="viewer")
    state.bobs_role_changes(role="member")
    state.a_member_is_hostile(pick=52880)
    state.server_is_restored()
    state.server_dies(after=True, at=2, name="desk")
    state.a_member_is_hostile(pick=18968)
    state.backup_is_made(name="desk")
    state.a_vehicle_moves(pick=1451, there=False)


def moved_out_of_sight_before_it_was_offered(state: Machine) -> None:
    """The same, to where the person of that device is not."""
    state.begin(seed=1911)
    state.server_is_backed_up()
    state.client_dies(after=True, at=11, name="bobs")
    state.server_is_restored()
    state.a_vehicle_moves(pick=35662, there=True)


def removed_before_it_was_offered(state: Machine) -> None:
    """The server was restored, and a member removed before their device could offer anything."""
    state.begin(seed=8498)
    state.server_is_backed_up()
    state.an_ordinary_day(first="bobs", picks=[21283, 35536, 194, 708], second="bobs")
    state.server_is_restored()
    state.bob_is_removed_or_returns()


def moved_out_of_sight_while_it_was_offered(state: Machine) -> None:
    """The same as further up, once the device had begun to offer what the server forgot."""
    state.begin(seed=1911)
    state.server_is_backed_up()
    for pick in range(4):
        state.edit(name="bobs", pick=pick, field="name")
    state.sync(name="bobs", what="sync")
    state.server_is_restored()
    state.sync(name="bobs", what="pull_once")
    state.sync(name="bobs", what="pull_once")
    state.a_vehicle_moves(pick=0, there=True)
    state.sync(name="bobs", what="pull_once")


def removed_while_it_was_offered(state: Machine) -> None:
    """The same, once their device had begun to."""
    state.begin(seed=8498)
    state.server_is_backed_up()
    state.an_ordinary_day(first="bobs", picks=[21283, 35536, 194, 708], second="bobs")
    state.server_is_restored()
    state.sync(name="bobs", what="pull_once")
    state.sync(name="bobs", what="pull_once")
    state.bob_is_removed_or_returns()


def edited_where_it_had_been_before_it_was_offered(state: Machine) -> None:
    """The server was restored, and an edit of a record that had moved was answered before that."""
    state.begin(seed=163)
    state.server_is_backed_up()
    state.something_is_erased(pick=1030)
    state.an_ordinary_day(first="laptop", picks=[44388, 563, 595, 760], second="desk")
    state.a_vehicle_moves(pick=661, there=True)
    state.server_is_restored()
    state.an_ordinary_day(first="cids", picks=[5, 921, 364], second="laptop")


def undone_beneath_a_vehicle_that_was_deleted(state: Machine) -> None:
    """A note was edited, and the edit undone after somebody else had deleted the note's vehicle."""
    state.begin(seed=6488)
    state.delete_or_restore(name="bobs", pick=170)
    state.add(name="laptop", pick=4458, space="family")
    state.an_ordinary_day(first="bobs", picks=[397], second="laptop")
    state.undo(name="laptop")


def edited_again_after_it_had_lost_unsent(state: Machine) -> None:
    """A value that waited lost to one that came, and its device edited the field again."""
    state.begin(seed=19)
    state.sync_badly(fault="server busy", name="laptop", skip=0, what="pull_once")
    state.sync_badly(fault="answer halved", name="desk", skip=0, what="push_once")
    state.sync(name="laptop", what="pull_once")
    state.sync_badly(fault="late", name="laptop", skip=0, what="sync")


def out_of_the_sight_of_a_device_that_had_another_id(state: Machine) -> None:
    """The server was restored, the record moved away, and the profile was copied between."""
    state.begin(seed=162)
    state.delete_or_restore(name="laptop", pick=4051)
    state.server_is_restored()
    state.server_dies(after=True, at=3, name="bobs")
    state.a_vehicle_moves(pick=43975, there=True)
    state.profile_is_copied(name="bobs")
    state.backup_is_made(name="cids")
    state.server_is_restored()
    state.add(name="bobs", pick=8000, space="club")
    state.a_member_is_hostile(pick=6512)
    state.add(name="desk", pick=8314, space="family")
    state.clock_goes_wrong(days=-1, name="desk")
    state.sync_badly(fault="server busy", name="bobs", skip=2, what="pull_once")


def moved_along_and_restored_twice(state: Machine) -> None:
    """A record with an overtaken value moved along, and the server was restored twice."""
    state.begin(seed=980)
    state.an_ordinary_day(first="bobs", picks=[23, 182], second="laptop")
    state.a_vehicle_moves(pick=916, there=True)
    state.server_is_restored()
    state.server_is_restored()


def replaced_before_it_was_offered_and_kept(state: Machine) -> None:
    """The server forgot a value that its device had replaced when its person was removed."""
    state.begin(seed=79)
    state.server_is_restored()
    state.client_dies(after=False, at=12, name="bobs")
    state.server_is_restored()
    state.client_dies(after=True, at=4, name="bobs")
    state.bob_is_removed_or_returns(dies="after")


SCHEDULES = [
    moved_before_it_was_offered,
    moved_out_of_sight_before_it_was_offered,
    removed_before_it_was_offered,
    moved_out_of_sight_while_it_was_offered,
    removed_while_it_was_offered,
    edited_where_it_had_been_before_it_was_offered,
    undone_beneath_a_vehicle_that_was_deleted,
    edited_again_after_it_had_lost_unsent,
    out_of_the_sight_of_a_device_that_had_another_id,
    moved_along_and_restored_twice,
    replaced_before_it_was_offered_and_kept,
]


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_nothing_is_lost_any_more(schedule, tmp_path: Path) -> None:
    with in_one_thread():
        state = over_sqlite(tmp_path)()
        schedule(state)
        state.teardown()
