"""What a role does not allow is greyed out, and says who may."""

from client.operations.records import add
from client.ui.routes import VEHICLE, Route
from client.ui.shell.finding import found_commands
from client.ui.spaces.access import access_of
from client.ui.vehicles.record_form import open_form
from client.ui.vehicles.records_menu import open_menu
from client.ui.widgets.buttons import Button
from garage.moments import Moment
from garage.permissions import Verb
from garage.records import Note, Vehicle, kind_named
from tests.client.store.making import TODAY
from tests.client.store.sharing import FAMILY, hold, put

WHY = "Members and above can add here"


def octavia(store):
    return next(v for v in store.read(lambda r: r.all(Vehicle)) if v.name == "Octavia")


def look_at(shell, settled, store, tab="", role="viewer"):
    hold(store, name="Lindner", role=role)
    access_of(shell.desk).read()
    shell.desk.go(Route(VEHICLE, octavia(store).id, tab))
    settled()
    settled()
    return shell.page


def primary(shell):
    return [b for b in shell.header.findChildren(Button) if b.icon_name == "plus"][-1]


def test_adding_is_greyed_out_for_a_viewer_and_says_who_may(shell, settled, store):
    look_at(shell, settled, store)
    button = primary(shell)
    assert not button.isEnabled()
    assert button.toolTip() == WHY
    assert button.accessibleDescription() == WHY


def test_a_member_may_add_and_a_change_of_role_shows_at_once(shell, settled, store):
    look_at(shell, settled, store, role="member")
    assert primary(shell).isEnabled()
    hold(store, name="Lindner", role="viewer")
    access_of(shell.desk).read()
    settled()
    assert not primary(shell).isEnabled()


def test_menus_and_palette_tell_who_may(shell, settled, store):
    look_at(shell, settled, store)
    (row,) = found_commands(shell.shown_commands(), ["edit", "vehicle"])[:1]
    assert (row.title, row.detail, row.open) == (
        "Edit vehicle…", "Members and above can change this", None,
    )  # fmt: skip
    actions = {a.text(): a for a in shell.make_menu().actions()}
    assert not actions["Edit vehicle…"].isEnabled()
    assert actions["Edit vehicle…"].toolTip() == "Members and above can change this"


def test_who_may_see_this_is_not_for_members_and_says_so_in_its_own_words(shell, settled, store):
    look_at(shell, settled, store, role="member")
    actions = {a.text(): a for a in shell.make_menu().actions()}
    assert not actions["Who may see this…"].isEnabled()
    assert actions["Who may see this…"].toolTip() == (
        "Managers and the owner can choose who sees this"
    )
    look_at(shell, settled, store, role="manager")
    actions = {a.text(): a for a in shell.make_menu().actions()}
    assert actions["Who may see this…"].isEnabled()


def test_the_line_of_quick_add_takes_nothing_from_a_viewer(shell, settled, store):
    page = look_at(shell, settled, store, "fuel")
    assert not page.fuel.quick.edit.isEnabled()
    assert page.fuel.quick.locked.text() == WHY


def test_a_table_is_looked_at_only(shell, settled, store):
    put(store, FAMILY, "expense", vehicle=octavia(store).id, title="Toll", date=TODAY)
    page = look_at(shell, settled, store, "expenses")
    tab = page.stack.front
    tab.table.selectRow(0)
    (row,) = tab.selected()
    column = next(c for c in tab.table.rows.columns if c.field == "title")
    assert tab.edits.text_of(row, column) is None
    open_menu(tab, tab.table, tab.mapToGlobal(tab.rect().center()), about_columns=False)
    menu = tab.table.findChildren(type(shell.make_menu()))[-1]
    actions = {a.text(): a for a in menu.actions()}
    assert not actions["Delete"].isEnabled()
    assert "Who made it can delete this" in actions["Delete"].toolTip()
    assert actions["Copy"].isEnabled()
    assert not actions["Change a field…"].isEnabled()
    menu.close()
    (command,) = [each for each in shell.shown_commands() if each.id == "rows.change"]
    assert (command.enabled(), command.forbidden()) == (True, "Members and above can change this")


def test_a_member_deletes_what_they_made_and_not_what_others_did(shell, settled, store):
    vehicle = octavia(store).id
    put(store, FAMILY, "expense", vehicle=vehicle, title="Theirs", date=TODAY)
    hold(store, name="Lindner", role="member")
    mine = {"vehicle": vehicle, "title": "Mine", "category": "toll", "date": Moment(TODAY.day)}
    add(store, kind_named("expense"), mine)
    page = look_at(shell, settled, store, "expenses", role="member")
    tab = page.stack.front
    may = {}
    for row in [tab.table.rows.row(at) for at in range(2)]:
        tab.table.select_id(row.id)
        open_menu(tab, tab.table, tab.mapToGlobal(tab.rect().center()), about_columns=False)
        menu = tab.table.findChildren(type(shell.make_menu()))[-1]
        settled()
        (delete,) = [action for action in menu.actions() if action.text() == "Delete"]
        may[row.record.title] = delete.isEnabled(), "Who made it" in delete.toolTip()
        menu.close()
    assert may == {"Theirs": (False, True), "Mine": (True, False)}


def test_an_empty_tab_tells_a_viewer_who_may_add_and_offers_nothing(shell, settled, store):
    for tab, kept in (("expenses", "front"), ("fuel", "fuel"), ("tyres", "front")):
        page = look_at(shell, settled, store, tab)
        empty = getattr(page.stack, kept).empty
        assert empty.isVisible()
        assert empty.text.text() == f"{WHY}."
        assert not empty.primary_button.isVisible()
    hold(store, name="Lindner", role="member")
    access_of(shell.desk).read()
    settled()
    assert empty.primary_button.isVisible()
    assert "tread" in empty.text.text()


def test_a_form_shows_all_takes_nothing_and_says_who_may(shell, settled, store):
    page = look_at(shell, settled, store)
    vehicle = octavia(store)
    form = open_form(shell.desk, page, "vehicle", vehicle, vehicle)
    settled()
    assert not form.save_button.isEnabled()
    assert not form.fields["name"].isEnabled()
    assert form.locked.text() == "You can look at this. Members and above can change this."
    assert form.cancel_button.hasFocus()
    form.reject()


def test_the_note_of_another_is_read_and_ones_own_is_written(shell, settled, store):
    vehicle = octavia(store).id
    put(store, FAMILY, "note", vehicle=vehicle, title="Theirs", date=TODAY)
    hold(store, name="Lindner", role="member")
    add(store, kind_named("note"), {"vehicle": vehicle, "title": "Mine", "date": Moment(TODAY.day)})
    page = look_at(shell, settled, store, "notes", role="member")
    tab = page.stack.front
    ids = {note.title: note.id for note in store.read(lambda r: r.all(Note))}
    tab.table.select_id(ids["Theirs"])
    assert tab.editor.text.isReadOnly()
    assert tab.editor.locked.text() == "Only who wrote a note can change it"
    tab.table.select_id(ids["Mine"])
    assert not tab.editor.text.isReadOnly()


def test_cards_of_a_plan_stay_where_they_are(shell, settled, store):
    put(store, FAMILY, "plan_item", vehicle=octavia(store).id, title="Brakes", state="planned")
    page = look_at(shell, settled, store, "plan")
    tab = page.stack.front
    moved = []
    tab.board.moved.connect(lambda *all_: moved.append(all_))
    tab.board.move_to(tab._read.board.cards[0].id, "done")
    assert moved == []
    assert tab.board.toolTip() == "Members and above can change this"


def test_ones_own_garage_is_never_greyed_out(shell, settled, store):
    hold(store, name="Lindner", role="viewer")
    access = access_of(shell.desk)
    access.read()
    settled()
    home = store.read(lambda r: r.home()[0])
    assert access.why_not(Verb.EDIT, "vehicle", home) == ""
    assert access.why_not(Verb.ADD, "vehicle") == ""
    assert access.why_not(Verb.ADD, "vehicle", FAMILY) == WHY
