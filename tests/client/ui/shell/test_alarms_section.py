"""The alarms in the settings: each is kept as it was chosen, however fast."""

import pytest
from PySide6.QtCore import Qt

from client.operations.alarms import QUIET
from client.operations.due_alarms import DUE_ALARMS
from client.ui.settings.alarms_section import AlarmsSection


@pytest.fixture
def section(desk, other_page, qtbot, settled):
    made = AlarmsSection(desk)
    qtbot.addWidget(made)
    desk.settings_changed.connect(made.refresh)
    made.refresh()
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    settled()


@pytest.fixture
def rows(section):
    return {row.of: row for row in section.due.rows}


def choose(row, days):
    row.days.setCurrentIndex(row.days.findData(days))


def days(rows):
    return [rows[of].days.currentData() for of in ("reminders", "plan")]


def kept(store):
    return store.read(lambda reader: reader.settings()).get(DUE_ALARMS)


def test_two_alarms_changed_while_another_is_written_are_both_kept_and_none_jumps_back(
    rows, desk, store, settled
):
    desk.workers.hold()
    choose(rows["reminders"], 3)
    choose(rows["plan"], -1)
    seen = []
    desk.settings_changed.connect(lambda: seen.append(days(rows)))
    desk.workers.release()
    settled()
    assert kept(store) == {"reminders": {"days": 3, "at": "09:00"}, "plan": None}
    assert seen
    assert all(each == [3, -1] for each in seen)


def test_a_third_one_changed_once_the_first_is_kept_loses_none(rows, desk, store, settled):
    """As the first is kept and shown, the second is still on its way."""
    desk.workers.hold()
    choose(rows["reminders"], 3)
    choose(rows["plan"], -1)
    third = iter(["insurance"])
    desk.settings_changed.connect(lambda: [choose(rows[of], 7) for of in third])
    desk.workers.release()
    settled()
    assert set(kept(store)) == {"reminders", "plan", "insurance"}
    assert kept(store)["plan"] is None


def test_one_that_is_set_and_set_back_at_once_stays_set_back(rows, desk, store, settled):
    desk.workers.hold()
    choose(rows["plan"], -1)
    choose(rows["plan"], 0)
    desk.workers.release()
    settled()
    assert kept(store) == {"plan": {"days": 0, "at": "09:00"}}
    assert rows["plan"].days.currentData() == 0


def test_what_is_set_elsewhere_afterwards_is_shown(rows, desk, settled):
    choose(rows["reminders"], 3)
    settled()
    desk.change_settings(desk, {DUE_ALARMS: {"reminders": {"days": 14, "at": "08:00"}}})
    settled()
    assert days(rows) == [14, 0]


def test_what_another_window_set_is_shown_and_not_written_over(
    section, rows, second_window, store, settled
):
    choose(rows["reminders"], 3)
    section.quiet.setChecked(True)
    settled()
    second_window({DUE_ALARMS: {"reminders": {"days": 7, "at": "09:00"}}, QUIET: None})
    assert days(rows) == [7, 0]
    assert not section.quiet.isChecked()
    choose(rows["plan"], -1)
    settled()
    assert kept(store) == {"reminders": {"days": 7, "at": "09:00"}, "plan": None}


def test_what_could_not_be_kept_is_not_shown_as_kept(section, rows, desk, locked, settled):
    failed = []
    desk.failed.connect(failed.append)
    locked.begin()
    choose(rows["reminders"], 3)
    section.quiet.setChecked(True)
    settled()
    locked.end()
    assert len(failed) == 2
    assert days(rows) == [0, 0]
    assert not section.quiet.isChecked()


def test_a_time_that_is_none_stays_with_what_is_said_of_it(rows, desk, qtbot, settled):
    line = rows["plan"].at
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "noon-ish")
    rows["reminders"].days.setFocus()
    assert rows["plan"].fields[1].error
    choose(rows["reminders"], 3)
    settled()
    assert (line.text(), bool(rows["plan"].fields[1].error)) == ("noon-ish", True)
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "8")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    settled()
    assert rows["plan"].fields[1].error == ""


def test_quiet_hours_do_not_jump_back_as_an_alarm_is_kept(section, rows, desk, settled):
    desk.workers.hold()
    choose(rows["reminders"], 3)
    section.quiet.setChecked(not section.quiet.isChecked())
    wanted, seen = section.quiet.isChecked(), []
    desk.settings_changed.connect(lambda: seen.append(section.quiet.isChecked()))
    desk.workers.release()
    settled()
    assert seen
    assert set(seen) == {wanted}
