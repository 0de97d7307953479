"""The leaf of a day is read out as the region writes days."""

from datetime import date

import pytest

from client.ui.vehicles.due_shown import due_leaf
from client.ui.vehicles.shown import Shown
from client.ui.widgets.list_row import ListRow
from garage.records import Reminder, Vehicle
from garage.regions import Preferences
from garage.rules.due import Usage, due_status


@pytest.mark.parametrize(("region", "said"), [("US", "Dec 3"), ("IE", "3 Dec")])
def test_the_day_of_what_is_due_is_read_out_in_the_regions_order(qtbot, region, said):
    today = date(2026, 11, 18)
    shown = Shown(Preferences.for_region(region), today)
    reminder = Reminder(title="Inspection", due=date(2026, 12, 3))
    due = due_status(reminder, today, Vehicle(), Usage())
    row = ListRow()
    qtbot.addWidget(row)
    row.set_row(due_leaf(due, shown), "Inspection")
    assert row.accessibleName() == f"Inspection, {said}"
