"""What one can do with vehicles from the garage: the menu of a card or row, and each deed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from client.operations.covers import OFFERED, is_photo, remove_cover
from client.operations.groups import put_in_group, set_status
from client.operations.records import delete
from client.store import Changes, Reader, Store
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.routes import VEHICLE, Route
from client.ui.spaces.access import access_of
from client.ui.text import _, pgettext
from client.ui.theme import icon
from client.ui.vehicles.group_dialogs import GroupForm, GroupList
from client.ui.vehicles.many_change import KEY, change_command
from client.ui.vehicles.photos import take_picture
from client.ui.vehicles.record_form import open_form
from client.ui.vehicles.sale_form import SaleForm
from client.ui.widgets.file_dialog import FileDialog
from client.ui.widgets.folders import pictures_folder
from client.ui.widgets.tips import plain_tip
from garage.permissions import Verb
from garage.records import Vehicle, VehicleGroup

PICTURES_FROM = "pictures_from"
"""The setting that keeps the folder of the picture that was chosen last."""


class VehicleDeeds(QWidget):
    """Never shown itself: it stands for its page as parent of dialogs. ``compare`` carries ids."""

    compare = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.hide()
        self._desk, self._page = desk, page
        self._at_hand: Callable[[], Sequence[str]] = tuple

    # ------------------------------------------------------------------ menus

    def menu_of(self, vehicles: Sequence[Vehicle], groups: Sequence[VehicleGroup]) -> QMenu:
        """What can be done with one vehicle, or with several at once."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ids = [vehicle.id for vehicle in vehicles]
        if len(vehicles) == 1:
            self._add_single(menu, vehicles[0])
        compare = menu.addAction(icon("chart-column"), _("Compare"))
        compare.setEnabled(2 <= len(ids) <= 4)
        compare.triggered.connect(partial(self.compare.emit, tuple(ids)))
        menu.addMenu(self.group_menu(menu, vehicles, groups))
        many = menu.addAction(icon("list-checks"), _("Change a field…"))
        many.setShortcut(KEY)
        many.triggered.connect(partial(self.change_field, ids))
        menu.addSeparator()
        self._add_states(menu, vehicles)
        menu.addSeparator()
        trash = menu.addAction(icon("trash-2"), _("Delete"))
        trash.triggered.connect(partial(self.delete, ids))
        self._grey_out(menu, vehicles)
        return menu

    def _grey_out(self, menu: QMenu, vehicles: Sequence[Vehicle]) -> None:
        """Leave looking and comparing, where one of the vehicles may not be changed."""
        access = access_of(self._desk)
        found = (access.why_not(Verb.EDIT, "vehicle", each.space) for each in vehicles)
        why = next(filter(None, found), "")
        menu.setToolTipsVisible(True)
        for action in menu.actions() if why else ():
            if action.text() not in (pgettext("deed", "Open"), _("Edit"), _("Compare")):
                action.setEnabled(False)
                action.setToolTip(plain_tip(why))

    def _add_single(self, menu: QMenu, vehicle: Vehicle) -> None:
        menu.addAction(icon("car"), pgettext("deed", "Open")).triggered.connect(
            partial(self.open, vehicle.id)
        )
        if vehicle.energies:
            fill = menu.addAction(icon("fuel"), _("Add fill-up"))
            fill.triggered.connect(partial(self.add_fill_up, vehicle.id))
        change = menu.addAction(icon("pencil"), _("Edit"))
        change.triggered.connect(partial(self.edit, vehicle.id))
        menu.addSeparator()
        self._add_picture(menu, vehicle)
        menu.addSeparator()

    def picture_menu(self, vehicle: Vehicle) -> QMenu:
        """What can be done with the picture alone."""
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_picture(menu, vehicle)
        self._grey_out(menu, (vehicle,))
        return menu

    def _add_picture(self, menu: QMenu, vehicle: Vehicle) -> None:
        photo = menu.addAction(icon("camera"), _("Choose picture…"))
        photo.triggered.connect(partial(self.ask_for_picture, vehicle.id))
        if is_photo(vehicle.picture):
            away = menu.addAction(icon("x"), _("Remove picture"))
            away.triggered.connect(partial(self.remove_picture, vehicle.id))

    def _add_states(self, menu: QMenu, vehicles: Sequence[Vehicle]) -> None:
        ids, states = [each.id for each in vehicles], {each.status for each in vehicles}
        if states != {"active"}:
            back = menu.addAction(icon("circle-check"), _("Back in use"))
            back.triggered.connect(partial(self.set_status, ids, "active"))
        if states != {"laid_up"}:
            lay = menu.addAction(icon("snowflake"), _("Lay up"))
            lay.triggered.connect(partial(self.set_status, ids, "laid_up"))
        if len(ids) == 1 and states != {"sold"}:
            sell = menu.addAction(icon("coins"), _("Sell…"))
            sell.triggered.connect(partial(self.sell, vehicles[0]))

    def group_menu(
        self, parent: QWidget, vehicles: Sequence[Vehicle], groups: Sequence[VehicleGroup]
    ) -> QMenu:
        """The groups that vehicles can be put into."""
        menu = QMenu(_("Put in group"), parent)
        menu.setIcon(icon("folder-open"))
        ids, inside = [each.id for each in vehicles], {each.group for each in vehicles}
        for group in groups:
            action = menu.addAction(group.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(inside == {group.id})
            action.triggered.connect(partial(self.put_in_group, ids, group.id))
        if groups:
            none = menu.addAction(_("No group"))
            none.setEnabled(inside != {""})
            none.triggered.connect(partial(self.put_in_group, ids, ""))
            menu.addSeparator()
        menu.addAction(_("New group…")).triggered.connect(partial(self.new_group, ids))
        menu.addAction(_("Manage groups…")).triggered.connect(self.manage_groups)
        return menu

    def open_groups(
        self, button: QWidget, vehicles: Sequence[Vehicle], groups: Sequence[VehicleGroup]
    ) -> None:
        """Offer the groups below a button."""
        menu = self.group_menu(button, vehicles, groups)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    # ------------------------------------------------------------------ deeds

    def open(self, vehicle: str, *_checked: bool) -> None:
        """Go to the vehicle."""
        self._desk.go(Route(VEHICLE, vehicle))

    def add_fill_up(self, vehicle: str, *_checked: bool) -> None:
        """Open the form of a new fill-up."""
        self._with(vehicle, self._fill)

    def _fill(self, vehicle: Vehicle) -> None:
        from client.ui.vehicles.fill_form import FillForm

        usual = "energy" if vehicle.energies == ("electric",) else "volume"
        FillForm(self._desk, self._page, vehicle, usual, None).open()

    def edit(self, vehicle: str, *_checked: bool) -> None:
        """Open the vehicle's form."""
        self._with(vehicle, self._edit)

    def _edit(self, vehicle: Vehicle) -> None:
        open_form(self._desk, self._page, "vehicle", vehicle, vehicle)

    def _with(self, vehicle: str, done: Callable[[Vehicle], None]) -> None:
        def whole(reader: Reader) -> Vehicle:
            return reader.get(Vehicle, vehicle)

        self._desk.read(self, whole, done)

    def put_in_group(self, vehicles: Sequence[str], group: str, *_checked: bool) -> None:
        """Put vehicles into a group, in one operation."""

        def put(store: Store) -> Changes:
            return put_in_group(store, vehicles, group)

        self._desk.operate(self, put)

    def new_group(self, vehicles: Sequence[str], *_checked: bool) -> None:
        """Ask for a group's name and put vehicles into it."""
        GroupForm(self._desk, self._page, vehicles).open()

    def change_field(self, vehicles: Sequence[str], *_checked: bool) -> None:
        """Ask which field of vehicles is to have which value."""
        if vehicles:
            # It is not needed before: importing it would hold up the page.
            from client.ui.vehicles.many_dialog import ManyDialog
            from client.ui.vehicles.many_fields import chosen_of

            chosen = chosen_of(None, "vehicle", vehicles)
            ManyDialog(self._desk, self._page, chosen).open()

    def many_command(self, at_hand: Callable[[], Sequence[str]]) -> Command:
        """What changes a field of the vehicles that `at_hand` gives, when it is asked."""
        self._at_hand = at_hand
        return change_command("garage.change", self.change_at_hand, self._has_at_hand)

    def _has_at_hand(self) -> bool:
        return bool(self._at_hand())

    def change_at_hand(self) -> None:
        """Ask which field of the vehicles at hand is to have which value."""
        self.change_field(self._at_hand())

    def groups_command(self) -> Command:
        """What makes, renames and deletes groups."""
        words = _("Groups of vehicles…")
        return Command("garage.groups", words, self.manage_groups, "", "folder-open")

    def manage_groups(self) -> None:
        """Show all groups."""
        GroupList(self._desk, self._page).open()

    def set_status(self, vehicles: Sequence[str], status: str, *_checked: bool) -> None:
        """Lay vehicles up, or take them back into use."""

        def change(store: Store) -> Changes:
            return set_status(store, vehicles, status)

        self._desk.operate(self, change)

    def sell(self, vehicle: Vehicle, *_checked: bool) -> None:
        """Ask when and for how much."""
        SaleForm(self._desk, self._page, vehicle).open()

    def delete(self, vehicles: Sequence[str], *_checked: bool) -> None:
        """Put vehicles in the trash."""

        def trash(store: Store) -> Changes:
            return delete(store, vehicles)

        self._desk.operate(self, trash)

    def ask_for_picture(self, vehicle: str, *_checked: bool) -> None:
        """Ask which photo is to be shown for a vehicle."""
        dialog = FileDialog(self._page, _("Choose picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        endings = " ".join(f"*.{ending}" for ending in OFFERED)
        dialog.setNameFilters([f"{_('Pictures')} ({endings})", _("All files (*)")])
        dialog.setDirectory(str(self._pictures_folder()))
        dialog.fileSelected.connect(partial(self._on_picture, vehicle))
        dialog.open()

    def _pictures_folder(self) -> Path:
        """Where the last one was chosen, else where the person's pictures are."""
        last = self._desk.settings.get(PICTURES_FROM)
        kept = Path(last) if isinstance(last, str) and last else None
        return kept if kept is not None and kept.is_dir() else pictures_folder()

    def _on_picture(self, vehicle: str, file: str) -> None:
        self._desk.keep({PICTURES_FROM: str(Path(file).parent)})
        self.take_picture(vehicle, file)

    def take_picture(self, vehicle: str, path: str | Path) -> None:
        """Show a photo for a vehicle."""
        take_picture(self._desk, self, vehicle, Path(path))

    def remove_picture(self, vehicle: str, *_checked: bool) -> None:
        """Show the drawing again."""

        def remove(store: Store) -> Changes:
            return remove_cover(store, vehicle)

        self._desk.operate(self, remove)
