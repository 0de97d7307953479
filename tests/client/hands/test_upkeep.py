"""Plan board, reminders, tyres and history, each job by the mouse and by the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from client.ui.vehicles.plan_card import PlanCardWidget
from client.ui.vehicles.reminder_row import ReminderRow


def state(person, title):
    return person.only("plan_item", title=title).state


def test_a_card_goes_over_the_board_and_is_done(person):
    # By the mouse: dragged, taken back at the toast, its menu, its points, its end.
    person.click("Octavia M JL 2016")
    person.tab("Plan")
    card, other = person.find("Roof box", PlanCardWidget), person.find("Dash cam", PlanCardWidget)
    person.drag(card, None, other, QPoint(20, 10))
    assert state(person, "Roof box") == "planned"
    person.click("Undo")
    assert state(person, "Roof box") == "backlog"
    person.menu_of(person.find("Roof box", PlanCardWidget))
    person.choose("Move to Planned")
    assert state(person, "Roof box") == "planned"
    person.click("Undo")
    person.click(person.find("Roof box", PlanCardWidget))
    person.click("Add a point")
    person.type("Measure the garage")
    person.press("Return")
    assert person.only("checklist_item", title="Measure the garage")
    person.press("Escape")
    person.double_click(person.find("Roof box", PlanCardWidget))
    person.click("Cancel")
    person.menu_of(person.find("Roof box", PlanCardWidget))
    person.choose("Move to Done")
    person.click("Write it down")
    assert person.only("service", title="Roof box")
    assert state(person, "Roof box") == "done"
    person.click("Undo")
    assert state(person, "Roof box") == "backlog"
    for shape in ("List", "Timeline", "Board"):
        person.click(shape)
        assert person.find(shape).isChecked()
    # By the keyboard.
    person.go_to("Roof box", PlanCardWidget)
    person.press("Ctrl+Right")
    assert state(person, "Roof box") == "planned"
    person.undo()
    person.press("Menu")
    person.pick("Move to Done")
    person.press("Return")
    assert person.only("service", title="Roof box")
    person.undo()
    assert state(person, "Roof box") == "backlog"


def test_reminders_are_done_put_off_and_deleted(person):
    def road_tax():
        return [each for each in person.records("reminder") if each.title == "Road tax"]

    before = road_tax()
    wipers = person.only("reminder", title="Wipers")
    # By the mouse.
    person.click("Octavia M JL 2016")
    person.tab("Reminders")
    person.click("Done: Road tax")
    person.click("Done")
    assert road_tax() != before
    person.click("Undo")
    assert road_tax()[0].due == before[0].due
    person.click("More for Wipers")
    person.choose("Put off")
    person.click("+1 week")
    person.click("Put off")
    assert (person.only("reminder", title="Wipers").due - wipers.due).days == 7
    person.click("Undo")
    person.menu_of(person.find("Wipers", ReminderRow))
    person.choose("Delete")
    assert [each for each in person.records("reminder") if each.title == "Wipers"] == []
    person.click("Undo")
    # By the keyboard.
    person.go_to("Road tax", ReminderRow)
    person.press("D", "Return")
    assert person.toast.startswith("Done: Road tax")
    person.undo()
    person.go_to("Wipers", ReminderRow)
    person.press("Menu")
    person.pick("Put off")
    person.go_to("+1 week")
    person.press("Space")
    person.go_to("Put off")
    person.press("Return")
    assert (person.only("reminder", title="Wipers").due - wipers.due).days == 7
    person.undo()
    assert person.at.startswith("Wipers")


def test_tyres_are_measured_taken_off_and_mounted(person):
    def events():
        return sorted(each.type for each in person.records("tyre_event"))

    # By the mouse.
    person.click("Herbie")
    person.tab("Tyres")
    person.click("Measure tread of Summer")
    person.click("By axle")
    person.click("Front")
    person.type("5.5")
    person.click("Write it down")
    assert events() == ["measure", "mount"]
    person.click("Undo")
    person.click("Take off: Summer")
    person.click("Take off")
    assert events() == ["dismount", "mount"]
    person.click("Undo")
    assert events() == ["mount"]
    # By the keyboard.
    person.go_to("Take off")
    person.press("Return", "Return")
    assert events() == ["dismount", "mount"]
    person.undo()
    person.go_to("Mount: Winter")
    person.press("Return", "Return")
    assert events() == ["dismount", "mount", "mount"]
    person.undo()
    assert events() == ["mount"]
    person.go_to("Measure tread of Summer")
    person.press("Return")
    person.go_to("Front left")
    person.type("5.5")
    person.press("Return")
    assert events() == ["measure", "mount"]
    person.undo()


def test_a_point_of_a_card_is_renamed_and_deleted_by_its_menu_by_either_hand(person):
    def points():
        return [each.title for each in person.records("checklist_item")]

    before = points()
    person.click("Octavia M JL 2016")
    person.tab("Plan")
    person.click(person.find("Roof box", PlanCardWidget))
    person.click("Add a point")
    person.type("Measure it")
    person.press("Return")
    # By the mouse.
    person.menu_of("Measure it")
    assert {entry.text().partition("\t")[2] for entry in person.front.actions()} == {"F2", "Del"}
    person.choose("Rename")
    person.press("Ctrl+A")
    person.type("Measure twice")
    person.press("Return")
    assert sorted(points()) == sorted([*before, "Measure twice"])
    person.menu_of("Measure twice")
    person.choose("Delete")
    assert points() == before
    # By the keyboard.
    person.go_to("Add a point")
    person.type("Measure it")
    person.press("Return")
    person.go_to("Measure it", key="Shift+Tab")
    person.press("Menu")
    person.pick("Rename")
    person.type("Measure thrice")
    person.press("Return")
    assert sorted(points()) == sorted([*before, "Measure thrice"])
    assert person.at == "Measure thrice"
    person.press("Menu")
    person.pick("Delete")
    assert points() == before
