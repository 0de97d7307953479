"""A value that was overtaken is reached from where its record is shown: every kind is walked."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtWidgets import QApplication, QMenu

from client.operations.agenda import Entry, calendars
from client.operations.overtaken_here import fine_as_it_is
from client.ui.calendar.calendar_form import CalendarForm
from client.ui.calendar.calendar_menu import CalendarMenu
from client.ui.calendar.entry_words import marks_of, spoken
from client.ui.calendar.event_deeds import EventDeeds
from client.ui.calendar.event_form import EventForm
from client.ui.routes import CALENDAR, GARAGE, SETTINGS, VEHICLE, Route
from client.ui.settings.field_form import RenameForm
from client.ui.vehicles.group_dialogs import GroupList
from client.ui.vehicles.history_tab import HistoryTab
from client.ui.vehicles.record_history import RecordHistory
from client.ui.widgets.buttons import Button
from client.ui.widgets.rows_delegate import mark_rect, row_rect
from garage.records import kinds
from tests.client.ui.account.overtaken_world import LOST, TODAY, World


@pytest.fixture
def world(store, herbie):
    return World(store, herbie)


@pytest.fixture
def walk(shell, world, settled, qtbot):
    return Walk(shell, world, settled, qtbot)


class Walk:
    """A person who comes upon the mark; each way ends at what uses the value instead."""

    def __init__(self, shell, world, settled, qtbot):
        self.shell, self.world, self.settled, self.qtbot = shell, world, settled, qtbot
        self.desk = shell.desk

    def tab(self, name):
        self.desk.go(Route(VEHICLE, self.world.herbie, name))
        for _again in range(3):
            self.settled()
        page = self.shell.page
        return page.fuel if name == "fuel" else page.stack.front

    def open(self, type_):
        """The dialog of a type that is open."""
        self.settled()
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, type_)]
        (dialog,) = [w for w in found if w.isVisible()]
        return dialog

    def press(self, widget, key):
        self.qtbot.keyClick(widget, key)

    def in_history(self):
        """What uses the value, in the history that is open."""
        sheet = self.open(RecordHistory)
        (row,) = [row for row in sheet.list.rows() if row.earlier and row.deed < 0]
        assert row.before == LOST
        return lambda: sheet.list.use_wanted.emit(row.earlier)

    def by_link(self, form):
        self.settled()
        (link,) = [b for b in form.findChildren(Button) if b.icon_name == "git-branch"]
        assert link.text() == "1 value was overtaken"
        link.click()
        return self.in_history()

    # ------------------------------------------------------------------ the ways

    def row(self, tab, of):
        """The mark in a table's row, which a click opens."""
        table = self.tab(tab).table
        marked = [at for at in range(table.rows.rowCount()) if table.rows.is_marked(at)]
        assert [table.rows.id_at(at) for at in marked] == [self.world.ids[of]]
        section = table.arrangement.shown_sections()[0]
        place = table.rows.place_of(self.world.ids[of])
        table.scrollTo(table.rows.index(place, section))
        cell = row_rect(QRectF(table.visualRect(table.rows.index(place, section))))
        where = mark_rect(cell).center().toPoint()
        self.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=where)
        return self.in_history()

    def note(self):
        """The mark in the list, and in the note itself."""
        tab = self.tab("notes")
        assert tab.table.rows.is_marked(0)
        assert tab.editor.mark.isVisible()
        tab.editor.mark.click()
        return self.in_history()

    def reminder(self):
        (row,) = self.tab("reminders").rows
        assert row.words.mark
        assert row.accessibleName().endswith("H opens the history")
        self.press(row, Qt.Key.Key_H)
        return self.in_history()

    def plan(self):
        card = self.tab("plan").board.card(self.world.ids["plan_item"])
        assert card.words.mark
        self.press(card, Qt.Key.Key_H)
        return self.in_history()

    def tyres(self):
        (card,) = self.tab("tyres").cards
        assert card.mark.isVisible()
        card.mark.click()
        return self.in_history()

    def history(self):
        """The card above the vehicle's history."""
        tab = self.tab("history")
        assert isinstance(tab, HistoryTab)
        assert tab.card.shown.kept.value == LOST
        return tab.card.use.click

    def look(self):
        """The line in the quick look of an event."""
        deeds = EventDeeds(self.desk, self.shell.page)
        deeds.look(self.shell.page, self._entry(), QRect(100, 100, 80, 40))
        self.settled()
        look = deeds.look_shown
        assert look.mark.text() == "1 value was overtaken"
        look.mark.click()
        return self.in_history()

    def event(self):
        EventDeeds(self.desk, self.shell.page).edit(self._entry())
        self.settled()
        return self.by_link(self.open(EventForm))

    def _entry(self):
        start = datetime(2026, 11, 18, 9, tzinfo=UTC)
        return Entry(
            self.world.ids["event"], "event", self.world.ids["calendar"], "Dentist", start, start,
            all_day=False,
        )  # fmt: skip

    def calendar(self):
        every = self.world.store.read(calendars)
        family = next(one for one in every if one.id == self.world.ids["calendar"])
        CalendarMenu(self.desk, self.shell.page).edit(family)
        return self.by_link(self.open(CalendarForm))

    def group(self):
        self.desk.go(Route(GARAGE))
        self.settled()
        dialog = GroupList(self.desk, self.shell)
        dialog.show()
        self.settled()
        (row,) = dialog.rows
        assert row.mark.isVisible()
        row.mark.click()
        return self.in_history()

    def field(self):
        self.desk.go(Route(SETTINGS, tab="fields"))
        self.settled()
        self.settled()
        names = [b for b in self.shell.page.findChildren(Button)
                 if b.accessibleName() == "Rename Key number"]  # fmt: skip
        names[0].click()
        return self.by_link(self.open(RenameForm))


def row(tab, of):
    return lambda walk: walk.row(tab, of)


WAYS = {
    "vehicle": [Walk.history],
    "odometer_reading": [Walk.history],
    "note": [Walk.note, row("notes", "note"), Walk.history],
    "document": [row("documents", "document")],
    "specification": [row("specs", "specification")],
    "fill_up": [row("fuel", "fill_up")],
    "expense": [row("expenses", "expense")],
    "insurance_policy": [row("expenses", "insurance_policy")],
    "valuation": [row("expenses", "valuation")],
    "trip": [row("trips", "trip")],
    "part": [row("parts", "part")],
    "stock_movement": [row("parts", "part")],
    "service": [row("service", "service"), Walk.history],
    "repair": [row("service", "repair")],
    "upgrade": [row("service", "upgrade")],
    "inspection": [row("service", "inspection")],
    "work_line": [row("service", "service")],
    "tyre_set": [Walk.tyres],
    "tyre_event": [Walk.tyres, row("tyres", "tyre_event")],
    "plan_item": [Walk.plan],
    "checklist_item": [Walk.plan],
    "reminder": [Walk.reminder],
    "event": [Walk.look, Walk.event],
    "attendee": [Walk.look, Walk.event],
    "alarm": [Walk.look, Walk.event],
    "calendar": [Walk.calendar],
    "subscription": [Walk.calendar],
    "vehicle_group": [Walk.group],
    "custom_field": [Walk.field],
}
"""Kind → the ways by which one comes upon a value of such a record that was overtaken."""
UNSEEN = {"shared_feed": "the window asks the server for its addresses"}
"""Kinds of which the window shows no record, and why."""


def test_every_kind_has_a_way():
    assert WAYS.keys() | UNSEEN.keys() == {kind.name for kind in kinds()}
    assert not WAYS.keys() & UNSEEN.keys()


@pytest.mark.parametrize(
    ("kind", "way"), [(kind, n) for kind, ways in WAYS.items() for n in range(len(ways))]
)
def test_the_value_that_lost_is_found_and_used_instead(kind, way, world, walk, settled):
    world.lose(kind)
    use = WAYS[kind][way](walk)
    use()
    settled()
    settled()
    assert world.notes(kind) == LOST
    for sheet in QApplication.topLevelWidgets():
        if sheet.isVisible() and sheet is not walk.shell:
            sheet.close()


def test_in_the_plan_it_is_marked_as_a_list_and_over_the_months_too(world, walk, settled):
    world.lose("plan_item")
    tab = walk.tab("plan")
    tab.show_view("list")
    assert tab.table.rows.is_marked(0)
    tab.show_view("timeline")
    assert tab.timeline.canvas.accessibleName().endswith("H opens the history")
    walk.press(tab.timeline.canvas, Qt.Key.Key_H)
    walk.in_history()()
    settled()
    walk.open(RecordHistory).accept()
    settled()
    assert not tab.timeline.canvas.accessibleName().endswith("H opens the history")


def test_fine_as_it_is_takes_the_mark_of_what_no_vehicle_has(world, walk, settled, qtbot):
    world.lose("alarm")
    EventDeeds(walk.desk, walk.shell.page).edit(walk._entry())
    settled()
    form = walk.open(EventForm)
    walk.by_link(form)
    sheet = walk.open(RecordHistory)
    assert sheet.fine.isVisible()
    sheet.fine.click()
    settled()
    (link,) = [b for b in form.findChildren(Button) if b.icon_name == "git-branch"]
    qtbot.waitUntil(lambda: not link.isVisible(), timeout=60_000)
    assert not sheet.fine.isVisible()
    # Its history goes on to have the value.
    assert [row.before for row in sheet.list.rows() if row.earlier] == [LOST]
    sheet.accept()
    form.reject()


def test_the_menus_lead_to_the_history_where_nothing_was_overtaken_too(world, walk, settled):
    tab = walk.tab("service")
    tab.table.select_id(world.ids["repair"])
    tab._on_menu(tab.mapToGlobal(QPoint(10, 10)), False)
    menu = tab.table.findChildren(QMenu)[-1]
    next(action for action in menu.actions() if action.text() == "History").trigger()
    assert walk.open(RecordHistory).title.text() == "History of Exhaust"
    walk.open(RecordHistory).accept()
    settled()
    every = world.store.read(calendars)
    family = next(one for one in every if one.id == world.ids["calendar"])
    menu = CalendarMenu(walk.desk, walk.shell.page).menu_of(family)
    next(action for action in menu.actions() if action.text() == "History").trigger()
    assert walk.open(RecordHistory).title.text() == "History of Family"
    walk.open(RecordHistory).accept()


@pytest.mark.parametrize("kind", ["event", "attendee", "alarm", "reminder"])
def test_in_the_calendar_its_entry_bears_the_mark_in_every_view(kind, world, walk, settled):
    world.lose(kind)
    entry = world.ids["reminder" if kind == "reminder" else "event"]
    walk.desk.go(Route(CALENDAR))
    page = walk.shell.page
    page.go(TODAY)
    for view in ("day", "work_week", "week", "month", "list", "timeline"):
        page.choose_view(view)
        settled()
        around = page.view.surroundings
        (shown,) = [each for each in page.read.entries if each.id == entry]
        assert marks_of(shown, around)[0] == "git-branch"
        assert "a value was overtaken" in spoken(shown, around, walk.desk.preferences)
        assert around.overtaken == {entry}
    walk.desk.run(page, lambda store: fine_as_it_is(store, "lost"), lambda _none: page.refresh())
    settled()
    settled()
    assert not page.view.surroundings.overtaken
