"""The people of a garage, through the real server: seen, invited, changed, removed; and without."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from client.operations import sharing
from client.operations.agenda import calendars
from client.operations.calendars import add_calendar
from client.operations.events import add_event
from client.operations.feeds import list_feeds
from client.operations.records import add
from client.store import Store
from client.ui.calendar.calendar_menu import CalendarMenu
from client.ui.calendar.feed_form import FeedForm
from client.ui.routes import PEOPLE, VEHICLE, Route
from client.ui.spaces.asking_form import AskingForm, Confirm
from client.ui.spaces.garage_forms import JoinForm, NewGarageForm
from client.ui.spaces.invite_form import InviteForm
from client.ui.spaces.vehicle_forms import MoveForm, RestrictForm
from garage.calendar.times import EventTimes
from garage.permissions import Role
from garage.records import Event, Vehicle, kind_named
from tests.client.served import real_server, sync


@pytest.fixture
def server(tmp_path):
    with real_server(tmp_path / "server") as made:
        yield made


@pytest.fixture
def family(store, server):
    """Jonas owns the family, and Herbie is his own; in place of what has no server."""
    add(store, kind_named("vehicle"), {"name": "Herbie"})
    server.sign_in(store, "Jonas")
    return sharing.new_garage(store, "Lindner", "family")[0]


@pytest.fixture
def anna(tmp_path, server, family, store):
    """Anna's machine; she is a member of the family."""
    with Store(tmp_path / "anna") as hers:
        server.sign_in(hers, "Anna")
        sharing.join_garage(hers, sharing.invite(store, family, "member").code)
        sync(store)
        yield hers


@pytest.fixture
def page(shell, family, settled):
    shell.desk.look_for_changes()
    settled()

    def show():
        shell.desk.go(Route(PEOPLE, family))
        shell.page.refresh()
        settled()
        return shell.page

    return show


def dialog(shell, kind):
    (found,) = [each for each in shell.findChildren(kind) if each.isVisible()]
    return found


def told(page):
    return [row.accessibleName() for row in page.rows]


def actions(menu):
    return {action.text(): action for action in menu.actions()}


def test_the_people_are_told_with_role_and_since_when(anna, page):
    shown = page()
    assert shown.title == "People in Lindner"
    assert [words.split(",")[0] for words in told(shown)] == [
        "Jonas (you)", "Anna", "By link and code",
    ]  # fmt: skip
    assert told(shown)[1].endswith("Member")
    assert "since " in told(shown)[1]


def test_whoever_is_invited_by_e_mail_can_have_the_link_too_should_the_letter_not_come(
    shell, page, settled
):
    page().primary.run()
    form = dialog(shell, InviteForm)
    form.fields["email"].set_text("ben@example.org")
    form.save()
    settled()
    assert dialog(shell, InviteForm) is form
    assert form.fields["code"].text() == form.invited.code
    form.save_button.click()
    assert not form.isVisible()


def test_somebody_is_invited_by_a_link_that_can_be_copied(shell, page, settled):
    page().primary.run()
    form = dialog(shell, InviteForm)
    form.role.set_current("viewer")
    form.save()
    settled()
    assert form.fields["link"].text().endswith(f"/join/{form.invited.code}")
    form.copy_button.click()
    assert QGuiApplication.clipboard().text() == form.invited.link
    form.save()
    settled()
    assert [words for words in told(shell.page) if "By link and code" in words]


def test_a_role_is_changed_and_a_member_removed(shell, anna, page, settled):
    shown = page()
    member = shown.people.members[1]
    menu = shown.deeds.menu_of(shown.people, member)
    assert actions(menu)["Member"].isChecked()
    actions(menu)["Viewer"].trigger()
    settled()
    settled()
    assert told(shown)[1].endswith("Viewer")
    shown.deeds.remove(shown.people.garage, shown.people.members[1])
    dialog(shell, Confirm).agree()
    settled()
    settled()
    assert [m.name for m in shown.people.members] == ["Jonas"]
    menu.close()


def test_one_cannot_change_oneself_and_a_viewer_is_told_who_may(anna, page):
    shown = page()
    mine = actions(shown.deeds.menu_of(shown.people, shown.people.members[0]))
    assert not any(action.isEnabled() for text, action in mine.items() if text)
    looking = replace(shown.people, garage=replace(shown.people.garage, role=Role.VIEWER))
    menu = actions(shown.deeds.menu_of(looking, shown.people.members[1]))
    assert not menu["Manager"].isEnabled()
    assert menu["Manager"].toolTip() == "Managers and the owner can change roles"


def test_a_garage_is_deleted_only_once_its_name_is_written(shell, family, page, settled, store):
    shown = page()
    shown.deeds.delete(shown.people.garage)
    confirm = dialog(shell, Confirm)
    assert confirm.focusWidget() is confirm.typed.line
    confirm.agree()
    assert confirm.typed.error.startswith("That is not the name")
    confirm.typed.set_text("Lindner")
    confirm.agree()
    settled()
    settled()
    assert shell.sidebar.contents.garage == "Own garage"


def test_a_new_club_is_made_and_shown(shell, settled, family):
    shell.desk.command("space.new").run()
    form = dialog(shell, NewGarageForm)
    form.save()
    assert form.fields["name"].error == "Write what everybody will call it."
    form.kind.set_current("club")
    form.fields["name"].set_text("Oldtimers")
    form.save()
    settled()
    settled()
    assert shell.sidebar.space.name == "Oldtimers"
    assert shell.page.title == "People in Oldtimers"


def test_a_code_says_what_it_joins_before_it_is_joined(shell, settled, server, tmp_path, family):
    with Store(tmp_path / "ben") as bens:
        server.sign_in(bens, "Ben")
        club, _ = sharing.new_garage(bens, "Oldtimers", "club")
        code = sharing.invite(bens, club, "viewer").code
    shell.desk.command("space.join").run()
    form = dialog(shell, JoinForm)
    form.fields["code"].set_text("nonsense")
    form.save()
    settled()
    assert form.fields["code"].error == (
        "This code is not known, used up or has run out; ask for another."
    )
    form.fields["code"].set_text(code)
    form.save()
    settled()
    assert form.told.text().startswith("Ben invites you to Oldtimers as viewer.")
    form.save()
    settled()
    settled()
    assert shell.sidebar.space.name == "Oldtimers"


def test_without_a_network_it_says_so_and_can_be_tried_again(shell, server, page):
    server.stop()
    shown = page()
    assert shown.nothing is not None
    words = [each.text() for each in shown.nothing.findChildren(QLabel)]
    assert any("cannot be reached" in each for each in words)
    assert shown.primary is None


def test_a_vehicle_is_moved_once_its_numbers_were_told(shell, store, settled, anna):
    (herbie,) = store.read(lambda r: r.all(Vehicle))
    note = {"vehicle": herbie.id, "title": "Key under the mat"}
    add(store, kind_named("note"), note)
    shell.desk.go(Route(VEHICLE, herbie.id))
    settled()
    shell.page._own.move()
    form = dialog(shell, MoveForm)
    settled()
    assert form.told.text() == "1 record goes along. Notes: 1"
    assert form.seen.text() == "Family · 2 people will see all of it."
    form.save()
    settled()
    sync(anna)
    assert [v.name for v in anna.read(lambda r: r.all(Vehicle))] == ["Herbie"]


def test_a_vehicle_is_shown_to_those_who_are_ticked(shell, store, settled, anna, family):
    store.set_settings({"space": family})
    add(store, kind_named("vehicle"), {"name": "Octavia"})
    sync(store)
    sync(anna)
    octavia = next(v for v in store.read(lambda r: r.all(Vehicle)) if v.name == "Octavia")
    shell.desk.go(Route(VEHICLE, octavia.id))
    shell.desk.look_for_changes()
    settled()
    shell.page._own.restrict()
    form = dialog(shell, RestrictForm)
    settled()
    assert [box.accessibleName() for box in form.boxes.values()] == ["Anna · Member"]
    form.save()
    settled()
    settled()
    sync(anna)
    assert anna.read(lambda r: r.all(Vehicle)) == []
    assert {v.name for v in store.read(lambda r: r.all(Vehicle))} == {"Herbie", "Octavia"}
    # Once more, and she is let in; then again, and it goes from her.
    for ticked, seen in ((True, ["Octavia"]), (False, [])):
        shell.page._own.restrict()
        form = dialog(shell, RestrictForm)
        settled()
        (box,) = form.boxes.values()
        assert box.isChecked() is not ticked
        box.setChecked(ticked)
        form.save()
        settled()
        settled()
        sync(anna)
        assert [v.name for v in anna.read(lambda r: r.all(Vehicle))] == seen


def test_a_calendar_is_private_or_for_those_who_are_ticked(shell, store, settled, anna, family):
    store.set_settings({"space": family})
    calendar = add_calendar(store, {"name": "Presents"}).ids[0]
    times = EventTimes(start=date(2026, 11, 19))
    add_event(store, {"calendar": calendar, "title": "Buy a watch", "times": times})
    sync(store)

    def titles(of):
        return [each.title for each in of.read(lambda r: r.all(Event))]

    sync(anna)
    assert titles(anna) == ["Buy a watch"]
    menu = CalendarMenu(shell.desk, shell)
    for ticked in (False, True, False):
        shell.desk.look_for_changes()
        settled()
        shown = next(each for each in store.read(calendars) if each.id == calendar)
        who = actions(menu.menu_of(shown))["Who may see this…"]
        assert who.isEnabled()
        who.trigger()
        form = dialog(shell, RestrictForm)
        settled()
        (box,) = form.boxes.values()
        box.setChecked(ticked)
        form.save()
        settled()
        settled()
        sync(anna)
        assert titles(anna) == (["Buy a watch"] if ticked else [])
        assert titles(store) == ["Buy a watch"]
        # It is shown among the garage's calendars as ever, and what is added stays private too.
        assert "Presents" in [each.name for each in store.read(calendars)]
    add_event(store, {"calendar": calendar, "title": "Wrap it", "times": times})
    sync(store)
    sync(anna)
    assert titles(anna) == []
    # What is due goes with the vehicles.
    theirs = next(each for each in anna.read(calendars) if each.of != "events")
    assert "Who may see this…" not in actions(menu.menu_of(theirs))


def test_a_vehicle_a_garage_and_all_that_one_sees_have_addresses(shell, store, settled, family):
    store.set_settings({"space": family})
    add(store, kind_named("vehicle"), {"name": "Octavia"})
    octavia = next(v for v in store.read(lambda r: r.all(Vehicle)) if v.name == "Octavia")
    shell.desk.look_for_changes()
    shell.desk.go(Route(VEHICLE, octavia.id))
    settled()
    vehicle, calendar = shell.page._own, CalendarMenu(shell.desk, shell)
    ways = {
        "Octavia": vehicle.share,
        "Lindner": calendar.share_garage,
        "All my calendars": calendar.share_all,
    }
    for before in (0, 1):
        for name, way in ways.items():
            way()
            settled()
            form = dialog(shell, FeedForm)
            settled()
            assert len(form.rows) == before
            assert form.fields["name"].text() == name
            form.save()
            settled()
            assert form.fields["url"].text().endswith(".ics"), form.wrong.text()
            form.save()
            settled()
    made = [(each.of, each.space, each.target) for each in list_feeds(store)]
    wanted = {("vehicle", family, octavia.id), ("space", family, ""), ("person", "", "")}
    assert set(made) == wanted
    assert len(made) == 6


def test_what_is_typed_stays_when_the_server_is_away(shell, server, settled, family):
    shell.desk.command("space.new").run()
    form = dialog(shell, AskingForm)
    server.stop()
    form.fields["name"].set_text("Oldtimers")
    form.save()
    settled()
    assert "cannot be reached" in form.wrong.text()
    assert form.fields["name"].text() == "Oldtimers"
    assert form.save_button.isEnabled()
    form._throw_away()
