"""The garage in all its shapes: table, order, filters, groups, selection, comparison, photos."""

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from client.operations.covers import cover_path
from client.operations.groups import add_group
from client.operations.records import add, edit
from client.store import Query
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles.garage_page import GaragePage
from client.ui.vehicles.garage_view import CARDS, TABLE, View
from client.ui.vehicles.group_dialogs import GroupForm, GroupList
from client.ui.vehicles.many_dialog import ManyDialog
from client.ui.vehicles.sale_form import SaleForm
from client.ui.widgets.columns_popover import ColumnsPopover
from garage.records import Vehicle, VehicleGroup, kind_named
from garage.units import Quantity
from tests.client.ui.waiting import settle


@pytest.fixture
def fleet(store, octavia) -> dict[str, str]:
    """Three vehicles beside each other: the diesel, a classic in a group, one that was sold."""
    vehicle = kind_named("vehicle")
    herbie = {"name": "Herbie", "make": "VW", "model": "1303", "year": 1973, "plate": "M HB 53H",
              "energies": ("petrol",), "tags": frozenset({"rally"})}  # fmt: skip
    ids = {"Octavia": octavia, "Herbie": add(store, vehicle, herbie).ids[0]}
    ids["Ape"] = add(store, vehicle, {"name": "Ape", "make": "Piaggio"}).ids[0]
    ids["Golf"] = add(store, vehicle, {"name": "Golf", "status": "sold"}).ids[0]
    add_group(store, "Classics", [ids["Herbie"]])
    for name, power in (("Octavia", "110"), ("Herbie", "32")):
        fact = {"vehicle": ids[name], "name": "Power", "value": Quantity(power, "kW")}
        add(store, kind_named("specification"), fact)
    return ids


@pytest.fixture
def page(desk, fleet, qtbot, settled):
    shown = GaragePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    shown.show_route(Route("garage"))
    settled()
    return shown


def names_of(page) -> list[str]:
    """The names that stand on the cards, or in the table."""
    if page.head.view.layout == TABLE:
        rows = page.content.table.rows
        return [rows.row(place).cells["name"] for place in range(rows.rowCount())]
    return [card.accessibleName().split(",")[0] for card in page.grid.cards]


def card_of(page, name):
    """The card of a vehicle."""
    return next(c for c in page.grid.cards if c.accessibleName().startswith(name))


def vehicle_of(store, id_) -> Vehicle:
    """The vehicle as it is kept."""
    return store.read(lambda reader: reader.get(Vehicle, id_))


def choose(menu: QMenu, words: str) -> None:
    """Choose an entry of a menu by its words."""
    next(action for action in menu.actions() if action.text() == words).trigger()


# ---------------------------------------------------------------------- shape and order


def test_the_tables_sections_have_headings_and_stay_when_a_column_is_sorted(page):
    page.content.set_view(View(TABLE, "name", grouped=True))
    rows = page.content.table.rows

    def headed():
        return [(row, rows.heading_at(place)) for place, row in enumerate(names_of(page))]

    assert headed() == [("Herbie", "Classics"), ("Ape", "In no group"), ("Octavia", "")]
    page.content.table.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert headed() == [("Herbie", "Classics"), ("Octavia", "In no group"), ("Ape", "")]
    page.content.set_view(View(TABLE, "name"))
    assert {words for _name, words in headed()} == {""}


def test_the_table_says_what_the_cards_say_and_more(page, qtbot):
    page.switch_layout()
    assert names_of(page) == ["Octavia", "Ape", "Herbie"]
    assert not page.grid.isVisible()
    rows = page.content.table.rows
    octavia = {column.key: column.text(rows.row(0)) for column in rows.columns}
    assert octavia["plate"] == "M JL 2016"
    assert octavia["odometer"] == "15,600 km"
    assert octavia["cost"] == "€282.88"
    assert octavia["due"] == "Inspection, 9 days late"
    assert octavia["per"].startswith("€0.")
    assert rows.row(2).cells["group"] == "Classics"


def test_shape_and_order_are_kept_over_a_restart(page, settled, qtbot, next_desk):
    qtbot.mouseClick(page.head.layout_switch.button(TABLE), Qt.MouseButton.LeftButton)
    choose(page.head.make_sort_menu(), "Make")
    settled()
    again = next_desk()
    second = GaragePage(again)
    qtbot.addWidget(second)
    assert (second.head.view.layout, second.head.view.sort) == (TABLE, "make")


def test_the_columns_of_the_table_their_order_and_the_rows_selected_outlive_a_restart(
    page, desk, settled, qtbot, next_desk
):
    page.switch_layout()
    settled()
    table = page.content.table
    page.content.choose_columns()
    popover = page.window().findChild(ColumnsPopover)
    gone = popover.list.item(popover.list.count() - 1).text()
    popover.list.setCurrentRow(popover.list.count() - 1)
    qtbot.keyClick(popover.list, Qt.Key.Key_Space)
    qtbot.keyClick(popover.list, Qt.Key.Key_Escape)
    table.selectRow(1)
    name = table.selected_rows()[0].cells["name"]
    page.hide()
    desk.stop()
    settled()
    again = next_desk()
    second = GaragePage(again)
    qtbot.addWidget(second)
    second.show()
    second.show_route(Route("garage"))
    settle(qtbot, again)
    kept = second.content.table
    titles = [kept.rows.columns[s].title for s in kept.arrangement.shown_sections()]
    assert gone
    assert gone not in titles
    assert [row.cells["name"] for row in kept.selected_rows()] == [name]


def test_the_garage_is_scrolled_to_where_it_was_before_a_restart(
    page, desk, settled, qtbot, next_desk
):
    page.resize(700, 400)
    bar = page.content.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(180)
    desk.stop()
    settled()
    again = next_desk()
    second = GaragePage(again)
    qtbot.addWidget(second)
    second.resize(700, 400)
    second.show()
    second.show_route(Route("garage"))
    settle(qtbot, again)
    qtbot.waitUntil(lambda: second.content.verticalScrollBar().value() == 180)


def test_odd_kept_settings_are_as_if_there_were_none(desk, qtbot):
    desk.settings["garage"] = {"layout": "spiral", "sort": 7}
    shown = GaragePage(desk)
    qtbot.addWidget(shown)
    assert (shown.head.view.layout, shown.head.view.sort) == (CARDS, "due")


def test_enter_opens_a_row_and_delete_puts_it_in_the_trash(
    page, desk, store, fleet, qtbot, settled
):
    page.switch_layout()
    table = page.content.table
    assert table.select_id(fleet["Ape"])
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert desk.trail.here == Route(VEHICLE, fleet["Ape"])
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settled()
    assert vehicle_of(store, fleet["Ape"]).deleted
    assert names_of(page) == ["Octavia", "Herbie"]
    desk.undo()
    settled()
    assert names_of(page) == ["Octavia", "Ape", "Herbie"]


# ---------------------------------------------------------------------- filters


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("herbie", ["Herbie"]),
        ("skoda", ["Octavia"]),
        ("mjl2016", ["Octavia"]),
        ("rally", ["Herbie"]),
        ("classics vw", ["Herbie"]),
        ("nothing such", []),
    ],
)
def test_words_narrow_the_garage_down_letter_by_letter(page, qtbot, words, names):
    page.start_filter()
    qtbot.keyClicks(page.filters.field, words)
    assert names_of(page) == names
    assert page.content.nothing.isVisible() == (not names)
    qtbot.keyClick(page.filters.field, Qt.Key.Key_Escape)
    assert len(names_of(page)) == 3
    assert not page.filters.isVisible()


def test_a_filter_in_the_language_is_answered_and_a_broken_one_says_why(page, qtbot, settled):
    page.start_filter()
    qtbot.keyClicks(page.filters.field, "odometer > 10000 km")
    qtbot.keyClick(page.filters.field, Qt.Key.Key_Return)
    settled()
    assert names_of(page) == ["Octavia"]
    page.filters.field.clear()
    qtbot.keyClicks(page.filters.field, "odometer >")
    qtbot.keyClick(page.filters.field, Qt.Key.Key_Return)
    settled()
    assert "a value is missing" in page.filters.wrong.text()
    assert page.filters.wrong.isVisible()
    qtbot.keyClicks(page.filters.field, " 90000 km")
    qtbot.keyClick(page.filters.field, Qt.Key.Key_Return)
    settled()
    assert names_of(page) == []
    assert not page.filters.wrong.isVisible()


def test_what_was_sold_shows_when_it_is_asked_for(page, settled, qtbot):
    page.start_filter()
    page.filters.status.setCurrentIndex(page.filters.status.findData("gone"))
    page.filters.status.activated.emit(0)
    settled()
    assert names_of(page) == ["Golf"]
    assert "Sold" in page.grid.cards[0].accessibleName()
    assert page.figures[0][0].text() == "3"
    page.filters.reset()
    settled()
    assert names_of(page) == ["Octavia", "Ape", "Herbie"]


def test_a_garage_of_sold_vehicles_is_not_empty(desk, store, octavia, qtbot, settled):
    edit(store, octavia, {"status": "sold"})
    shown = GaragePage(desk)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_route(Route("garage"))
    settled()
    assert not shown.empty.isVisible()
    assert shown.content.nothing.isVisible()
    shown.content.nothing.primary_button.click()
    settled()
    assert names_of(shown) == ["Octavia"]


# ---------------------------------------------------------------------- groups and selection


def test_groups_stand_in_sections_when_chosen(page):
    choose(page.head.make_sort_menu(), "Sections by group")
    assert page.grid.sections == ["Classics", "In no group"]
    assert names_of(page) == ["Herbie", "Octavia", "Ape"]


def test_the_vehicles_selected_go_into_a_new_group(page, store, fleet, qtbot, settled):
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(card_of(page, "Octavia"), Qt.MouseButton.LeftButton, control)
    ape = card_of(page, "Ape")
    ape.setFocus()
    qtbot.keyClick(ape, Qt.Key.Key_Space)
    assert page.head.selection.count.text() == "2 selected"
    assert ape.accessibleName().endswith("selected")
    choose(page.deeds.group_menu(page, page._vehicles(page.content.picks), ()), "New group…")
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, GroupForm))
    qtbot.keyClicks(form.fields["name"].line, "Work")
    qtbot.keyClick(form.fields["name"].line, Qt.Key.Key_Return)
    settled()
    groups = store.read(lambda reader: {g.id: g.name for g in reader.all(VehicleGroup)})
    inside = {name for name in fleet if groups.get(vehicle_of(store, fleet[name]).group) == "Work"}
    assert inside == {"Octavia", "Ape"}


def test_a_field_of_the_vehicles_selected_is_changed_from_their_bar(page, fleet, qtbot, settled):
    page.grid.pick([fleet["Octavia"], fleet["Ape"]])
    bar = page.head.selection
    qtbot.mouseClick(bar.change_button, Qt.MouseButton.LeftButton)
    settled()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ManyDialog))
    assert dialog.windowTitle() == "Change a field: 2 vehicles"
    dialog.done(0)


def test_what_is_selected_in_the_table_stays_so_in_a_narrower_window(page, fleet, settled):
    page.switch_layout()
    page.content.fit(1200)
    settled()
    page.content.table.select_ids([fleet["Octavia"], fleet["Ape"]])
    before = page.content.table
    page.content.fit(560)
    assert page.content.table is not before
    assert set(page.content.picks) == {fleet["Octavia"], fleet["Ape"]}
    assert page.head.selection.count.text() == "2 selected"


def test_the_bar_of_a_selection_shows_its_icons_alone_where_words_have_no_room(page, fleet):
    page.grid.pick([fleet["Octavia"], fleet["Ape"]])
    bar = page.head.selection
    buttons = (bar.compare_button, bar.group_button, bar.change_button)
    bar.resize(600, 32)
    assert [button.text() for button in buttons] == ["Compare", "Put in group", "Change a field…"]
    bar.resize(300, 32)
    assert [button.text() for button in buttons] == ["", "", ""]
    assert [button.accessibleName() for button in buttons] == [
        "Compare", "Put in group", "Change a field (Shift+E)",
    ]  # fmt: skip
    assert sum(part.sizeHint().width() + 8 for part in (bar.count, *buttons)) < 300


def test_shift_selects_all_between_and_escape_none(page, qtbot):
    first, *_, last = page.grid.cards
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(last, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.content.picks) == 3
    qtbot.keyClick(last, Qt.Key.Key_Escape)
    assert page.content.picks == ()
    assert page.figures[0][0].isVisible()


def test_arrows_go_among_the_cards_and_delete_deletes(page, store, fleet, qtbot, settled):
    first, second, third = page.grid.cards
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    assert second.hasFocus()
    qtbot.keyClick(second, Qt.Key.Key_End)
    assert third.hasFocus()
    qtbot.keyClick(third, Qt.Key.Key_Delete)
    settled()
    assert vehicle_of(store, fleet["Herbie"]).deleted


def test_groups_are_renamed_and_dissolved_in_their_list(page, store, qtbot, settled):
    page.deeds.manage_groups()
    settled()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, GroupList))
    (row,) = dialog.rows
    row.name.line.selectAll()
    qtbot.keyClicks(row.name.line, "Oldies")
    row.name.line.editingFinished.emit()
    settled()
    assert [g.name for g in store.read(lambda r: r.all(VehicleGroup))] == ["Oldies"]
    qtbot.mouseClick(dialog.rows[0].dissolve_button, Qt.MouseButton.LeftButton)
    settled()
    assert store.read(lambda r: r.all(VehicleGroup)) == []
    assert dialog.rows == []
    dialog.accept()


# ---------------------------------------------------------------------- the menu


def test_the_menu_lays_a_vehicle_up_and_takes_it_back(page, store, fleet, settled):
    choose(page.menu_for(fleet["Herbie"]), "Lay up")
    settled()
    assert vehicle_of(store, fleet["Herbie"]).status == "laid_up"
    assert "laid up" in card_of(page, "Herbie").accessibleName()
    choose(page.menu_for(fleet["Herbie"]), "Back in use")
    settled()
    assert vehicle_of(store, fleet["Herbie"]).status == "active"


def test_a_sale_is_kept_with_day_and_price(page, store, fleet, qtbot, settled):
    choose(page.menu_for(fleet["Herbie"]), "Sell…")
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, SaleForm))
    form.fields["sale_odometer"].set_text("many")
    qtbot.keyClicks(form.fields["sale_price"].line, "9500")
    form.save()
    assert form.fields["sale_odometer"].editor.accessibleDescription()
    form.fields["sale_odometer"].set_text("")
    qtbot.keyClick(form.fields["sale_price"].line, Qt.Key.Key_Return)
    settled()
    sold = vehicle_of(store, fleet["Herbie"])
    assert (sold.status, sold.sale_price.amount, sold.sale_price.currency) == (
        "sold",
        "9500",
        "EUR",
    )
    assert sold.sold.isoformat() == "2026-11-18"
    assert "Herbie" not in names_of(page)


# ---------------------------------------------------------------------- comparing


def test_two_vehicles_stand_side_by_side_with_the_best_in_words(page, fleet, qtbot, settled):
    page.grid.pick([fleet["Octavia"], fleet["Herbie"]])
    qtbot.mouseClick(page.head.selection.compare_button, Qt.MouseButton.LeftButton)
    settled()
    assert page.comparison.isVisible()
    assert page.title == "Compare"
    rows = {row.title: row for row in page.comparison.rows}
    assert rows["Model year"].values == ("2016", "1973")
    assert rows["Power"].values == ("148 bhp", "43 bhp")
    assert rows["Power"].best == {0}
    assert rows["Odometer"].values == ("15,600 km", "")
    assert rows["Odometer"].best == frozenset()
    qtbot.mouseClick(page.comparison.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == "\tOctavia\tHerbie"
    assert "Power\t148 bhp (best)\t43 bhp" in copied
    qtbot.keyClick(page.comparison, Qt.Key.Key_Escape)
    assert page.content.isVisible()
    assert page.title == "Garage"


def test_one_vehicle_alone_is_not_compared(page, fleet):
    page.grid.pick([fleet["Octavia"]])
    assert not page.head.selection.compare_button.isEnabled()
    page.compare_selected()
    assert not page.comparison.isVisible()


# ---------------------------------------------------------------------- photos


@pytest.fixture
def photo(tmp_path):
    """A green photo."""
    path = tmp_path / "green.png"
    Image.new("RGB", (640, 480), (0, 160, 0)).save(path)
    return path


def drop(page, path, place: QPoint) -> None:
    """Drop a file onto a place of a page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    both = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(page, QDragEnterEvent(place, *both))
    QApplication.sendEvent(page, QDropEvent(QPointF(place), *both))


def is_green(card) -> bool:
    """Whether the middle of a card's picture is the photo's green."""
    colour = card.grab().toImage().pixelColor(card.width() // 2, 62)
    return colour.green() > 120 and colour.red() < 40


def test_a_photo_dropped_onto_a_card_shows_there(page, store, fleet, photo, qtbot, settled):
    card = card_of(page, "Herbie")
    drop(page, photo, card.mapTo(page, QPoint(50, 50)))
    settled()
    qtbot.waitUntil(lambda: is_green(card_of(page, "Herbie")))
    assert not is_green(card_of(page, "Octavia"))
    choose(page.menu_for(fleet["Herbie"]), "Remove picture")
    settled()
    assert not is_green(card_of(page, "Herbie"))


def test_a_photo_whose_file_is_missing_leaves_the_drawing(page, desk, store, fleet, photo, settled):
    page.deeds.take_picture(fleet["Herbie"], photo)
    settled()
    kept = cover_path(store.folder, vehicle_of(store, fleet["Herbie"]).picture)
    kept.unlink()
    told = []
    desk.failed.connect(told.append)
    shown = GaragePage(desk)
    shown._photos._photos.clear()
    page.refresh()
    settled()
    assert not is_green(card_of(page, "Herbie"))
    assert told == []
    shown.deleteLater()


def test_what_is_no_picture_is_told_and_changes_nothing(
    page, desk, store, fleet, tmp_path, settled
):
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"nothing")
    told = []
    desk.failed.connect(told.append)
    page.deeds.take_picture(fleet["Herbie"], path)
    settled()
    assert "no picture" in str(told[0])
    assert vehicle_of(store, fleet["Herbie"]).picture == ""


def test_many_vehicles_are_shown_without_holding_up_the_window(desk, store, qtbot, settled):
    kind = kind_named("vehicle")
    names = [f"Car {n:03}" for n in range(120)]
    store.operate(lambda t: [t.add(kind, kind.complete({"name": n})) for n in names], "add", "")
    shown = GaragePage(desk)
    qtbot.addWidget(shown)
    shown.show()
    with qtbot.waitSignal(shown.grid.all_made):
        shown.show_route(Route("garage"))
    assert names_of(shown) == names
    assert len(store.read(lambda reader: reader.all(Vehicle, Query()))) == 120


def test_a_comparison_follows_changes_and_ends_when_one_vehicle_is_left(
    page, desk, store, fleet, settled
):
    page.compare((fleet["Octavia"], fleet["Herbie"]))
    settled()
    desk.operate(page, lambda s: edit(s, fleet["Herbie"], {"year": 1974}))
    settled()
    assert page.comparison.rows[0].values == ("2016", "1974")
    page.deeds.delete([fleet["Herbie"]])
    settled()
    assert page.content.isVisible()
    assert page.title == "Garage"
