"""The calendar in its window, each job by the mouse and by the keyboard."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QPoint, QPointF

from client.ui.routes import CALENDAR, Route
from tests.client.hands.person import RIGHT

HOUR = timedelta(hours=1)


def canvas(person):
    return person.shell.page.view.canvas


def spot(person, title):
    """The middle of the last entry of a title, where it is painted."""
    found = [each for each in person.shell.page.read.entries if each.title == title]
    return canvas(person).places.rect_of(found[-1]).center().toPoint()


def hour(person, day, at):
    """Where a time of a day of the week is seen."""
    geometry = canvas(person).places.scene.geometry
    return QPointF(geometry.day_rect(day).center().x(), geometry.y_of(at * 60)).toPoint()


def times(person, title):
    found = person.only("event", title=title).times
    return found.start, found.end


def titles(person):
    return sorted(each.title for each in person.records("event"))


def shown(person):
    return [each.title for each in person.shell.page.read.entries if each.kind == "event"]


def test_an_event_is_made_moved_made_longer_and_deleted_by_the_mouse(person):
    person.click("Calendar")
    seen = canvas(person).viewport()
    # Over empty hours, and a name.
    person.drag(seen, hour(person, 3, 14), seen, hour(person, 3, 16))
    person.type("Club evening")
    person.click("Add")
    start, end = times(person, "Club evening")
    assert (start.day, start.hour, end.hour) == (19, 14, 16)
    person.click("Undo")
    assert titles(person) == ["Dentist"]
    # To another hour, and to a later end.
    start, end = times(person, "Dentist")
    middle = spot(person, "Dentist")
    person.drag(seen, middle, seen, middle + QPoint(0, 104))
    assert times(person, "Dentist") == (start + 2 * HOUR, end + 2 * HOUR)
    person.click("Undo")
    rect = canvas(person).places.rect_of(person.shell.page.read.entries[0]).toRect()
    foot = QPoint(rect.center().x(), rect.bottom() - 1)
    person.drag(seen, foot, seen, foot + QPoint(0, 52))
    assert times(person, "Dentist") == (start, end + HOUR)
    person.click("Undo")
    # What a click shows has the rest; the right button shows it too.
    person.click(seen, spot(person, "Dentist"), button=RIGHT)
    person.click("More")
    person.choose("Duplicate")
    person.click("Add")
    assert titles(person) == ["Dentist", "Dentist"]
    person.click("Undo")
    person.click(seen, spot(person, "Dentist"))
    person.click("Delete")
    assert titles(person) == []
    person.click("Undo")
    assert titles(person) == ["Dentist"]
    assert person.at.startswith("Dentist")


def test_an_event_is_made_moved_made_longer_and_deleted_by_keys(person):
    person.press("Ctrl+2", "Right", "Return")
    person.type("Club evening")
    person.press("Return")
    assert times(person, "Club evening")[0].day == 19
    person.undo()
    person.press("Left")
    assert person.at.startswith("Dentist")
    start, end = times(person, "Dentist")
    person.press("Ctrl+Down")
    moved = times(person, "Dentist")
    assert moved > (start, end)
    assert moved[1] - moved[0] == end - start
    person.undo()
    person.press("Shift+Down")
    assert times(person, "Dentist")[0] == start
    assert times(person, "Dentist")[1] > end
    person.undo()
    person.press("Menu")
    person.press("E")
    person.press("Ctrl+A")
    person.type("Doctor")
    person.press("Return")
    assert titles(person) == ["Doctor"]
    person.undo()
    person.press("Delete")
    assert titles(person) == []
    person.press("Right")
    person.undo()
    assert person.at.startswith("Dentist, Wed 18 November")
    # In a line of words, repeated, one time of it taken out, then all.
    person.press("Alt+N")
    person.type("Washing every Thursday 9:00")
    person.press("Return")
    assert person.at.startswith("Washing, Thu 19 November")
    person.press("PgDown")
    assert "Washing" in shown(person)
    person.press("Alt+Home", "Right", "Delete", "1")
    assert "Washing" not in shown(person)
    assert titles(person) == ["Dentist", "Washing"]
    person.undo()
    assert "Washing" in shown(person)
    person.press("Down", "Delete", "Down", "Down", "Return")
    assert titles(person) == ["Dentist"]
    person.undo()


def test_views_days_filters_and_calendars_are_gone_about_by_either_hand(person):
    person.press("Ctrl+2")
    for key, name in enumerate(("day", "work_week", "week", "month", "list", "timeline"), start=1):
        person.press(f"Alt+{key}")
        assert person.shell.page.state.view == name
        assert canvas(person).hasFocus()
    person.press("Alt+3", "PgDown")
    assert person.sees("23 – 29 November 2026")
    person.press("Alt+Home")
    assert person.sees("16 – 22 November 2026")
    person.press("Ctrl+F")
    person.type("washing")
    person.until(lambda: shown(person) == [])
    person.press("Escape")
    assert shown(person) == ["Dentist"]
    person.press("Escape")
    assert canvas(person).hasFocus()
    person.go_to("Family")
    person.press("Space")
    assert shown(person) == []
    person.press("Space", "Menu")
    person.pick("Edit…")
    person.press("Ctrl+A")
    person.type("Kin")
    person.press("Return")
    assert sorted(each.name for each in person.records("calendar")) == ["Club", "Kin"]
    person.undo()
    # By the mouse.
    for words, name in (("Month", "month"), ("List", "list"), ("Timeline", "timeline"),
                        ("Work week", "work_week"), ("Day", "day"), ("Week", "week")):  # fmt: skip
        person.click(words)
        assert person.shell.page.state.view == name
    person.click("Later (Page down)")
    assert person.sees("23 – 29 November 2026")
    person.click("Today")
    person.click("Filter events")
    person.type("washing")
    person.until(lambda: shown(person) == [])
    person.press("Ctrl+A", "Delete")
    person.until(lambda: shown(person) == ["Dentist"])
    person.click("Family")
    assert shown(person) == []
    person.menu_of("Family")
    person.choose("Delete…")
    person.click("Delete")
    assert [each.name for each in person.records("calendar")] == ["Club"]
    person.click("Undo")
    assert titles(person) == ["Dentist"]


def test_what_is_due_is_done_and_put_off_from_the_calendar(person):
    due = person.only("reminder", title="Road tax").due
    person.shell.desk.go(Route(CALENDAR))
    # Before it is read, nobody knows that there is nothing.
    assert not person.sees("Nothing in the calendar yet")
    person.settle()
    person.click("Month")
    seen = canvas(person).viewport()
    person.click(seen, spot(person, "Road tax"))
    person.click("Put off")
    person.click("+1 week")
    person.click("Put off")
    assert (person.only("reminder", title="Road tax").due - due).days == 7
    person.click("Undo")
    person.click(seen, spot(person, "Road tax"))
    person.click("Done")
    person.click("Done")
    assert person.only("reminder", title="Road tax").finished
    person.click("Undo")
    # By keys: to its day, along to it, what Enter shows.
    person.press("Right")
    person.press("Menu", "Return", "Return")
    assert person.only("reminder", title="Inspection").finished
    person.undo()
