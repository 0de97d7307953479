"""Days are typed, or picked in the calendar behind the line."""

from datetime import UTC, date, time

import pytest
from PySide6.QtCore import Qt

from client.ui.forms.day_editor import DayEditor
from client.ui.forms.written import Habits
from client.ui.vehicles.shown import Shown
from client.ui.widgets.painting import text_width
from garage.moments import Moment
from garage.reading import Reading
from garage.records import kind_named
from garage.regions import Preferences

TODAY = date(2026, 11, 18)


@pytest.fixture
def editor(qtbot) -> DayEditor:
    prefs = Preferences.for_region("IE")
    habits = Habits(Reading.of(prefs, zone=UTC, today=TODAY), Shown(prefs, TODAY))
    made = DayEditor(kind_named("fill_up").field("date"), habits)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("typed", ["16 Nov 2026 9:30", "16 Nov 2026", "", "no day"])
def test_a_day_is_picked_by_keys_and_the_time_stays(editor, qtbot, typed):
    editor.setText(typed)
    qtbot.keyClick(editor, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(editor.calendar, Qt.Key.Key_Right)
    with qtbot.waitSignal(editor.touched):
        qtbot.keyClick(editor.calendar, Qt.Key.Key_Return)
    picked = editor.value()
    day = date(2026, 11, 17 if typed.startswith("16") else 19)
    assert isinstance(picked, Moment)
    assert (picked.day, picked.time) == (day, time(9, 30) if "9:30" in typed else None)


def test_how_a_day_is_understood_takes_no_room_from_what_is_typed(editor):
    editor.resize(400, 36)
    editor.setText("06.11.2026")
    whole = editor.unit
    assert whole.startswith("Fri ")
    seen = []
    for width in range(400, 100, -10):
        editor.resize(width, 36)
        seen.append(editor.unit)
        typed = text_width(editor.text()) + text_width(editor.unit, "small")
        assert not editor.unit or typed + editor.inset < width
    assert list(dict.fromkeys(seen)) == [whole, whole.removeprefix("Fri "), "Fri", ""]
    editor.resize(400, 36)
    assert editor.unit == whole
