"""What holds in every tab of records: names for what takes the keyboard, commands that add."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from client.ui.vehicles.form_dialog import FormDialog
from garage.moments import Moment


@pytest.mark.parametrize(
    "tab", ["service", "expenses", "trips", "parts", "specs", "documents", "notes"]
)
def test_what_takes_the_keyboard_has_a_name_in_an_empty_and_a_full_tab(
    at, put, tab, desk, octavia, settled
):
    page = at(tab) and at.page
    for _ in range(2):
        nameless = [
            widget
            for widget in page.findChildren(QWidget)
            if widget.isVisible()
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not widget.accessibleName()
        ]
        assert nameless == []
        today = Moment(date(2026, 11, 1))
        put("repair", title="Horn", date=today)
        put("expense", title="Parking", date=today)
        put("trip", start="Munich", destination="Ulm", date=today)
        put("part", name="Bulb")
        put("specification", name="Paint", text="LF5X")
        put("document", title="Invoice", date=today)
        put("note", title="Radio code", date=today)
        page.stack.tab(tab).refresh()
        settled()


def test_one_way_or_another_ctrl_n_adds_what_the_tab_is_for(at, qtbot):
    tab = at("trips")
    assert tab.primary.shortcut == "Ctrl+N"
    tab.primary.run()
    forms = [w for w in QApplication.topLevelWidgets() if isinstance(w, FormDialog)]
    assert [form.windowTitle() for form in forms if form.isVisible()] == ["Add trip"]
    qtbot.keyClick(forms[0], Qt.Key.Key_Escape)


def test_where_several_kinds_can_be_added_each_has_its_own_command(at):
    tab = at("service")
    titles = [command.title for command in (tab.primary, *tab.more)]
    assert titles[:5] == [
        "Add…", "Add service", "Add repair", "Add upgrade", "Add inspection",
    ]  # fmt: skip
