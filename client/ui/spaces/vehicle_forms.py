"""A vehicle moved to another garage; a vehicle or a calendar shown to some of its people only."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QWidget

from client.operations.covers import is_photo
from client.operations.moving import Moving, what_moves
from client.operations.sharing import People, move_records, people, restrict, show_to
from client.operations.spaces import Garage
from client.store import Changes, Reader, Store
from client.ui.desk import Desk
from client.ui.spaces.asking_form import AskingForm
from client.ui.spaces.space_words import kind_word, people_words, role_title
from client.ui.spaces.taking_back import Back, tell_done
from client.ui.text import _, ngettext
from client.ui.widgets.check_box import CheckBox
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.permissions import Deed, Role, Verb, may
from garage.records import Vehicle, find_kind
from garage.sync.wire import Member

_NAMED = 4
"""Kinds that are told by name; the others are counted together."""


class MoveForm(AskingForm):
    """Tells what goes along, in numbers, before it asks where to."""

    def __init__(self, desk: Desk, parent: QWidget, vehicle: Vehicle) -> None:
        title = _("Move {vehicle} to another garage").format(vehicle=vehicle.name)
        super().__init__(desk, parent, title, _("Move"))
        self._vehicle = vehicle
        self.target = ChoiceBox(_("To"))
        self.target.currentIndexChanged.connect(self._on_target)
        self.put("to", FormField(_("To"), self.target), 12)
        self.told = label("", wrap=True)
        self.seen = label("", "small", "text_muted", wrap=True)
        self.put_below(self.told)
        if is_photo(vehicle.picture):
            words = _("Its photo stays on the computer where it was chosen.")
            self.put_below(label(words, "small", "text_muted", wrap=True))
        self.put_below(self.seen)
        self.save_button.setEnabled(False)
        self._moving: Moving | None = None
        id_ = vehicle.id

        def read(reader: Reader) -> Moving:
            return what_moves(reader, id_)

        desk.read(self, read, self._on_read, self.show_wrong)

    def _on_read(self, moving: Moving) -> None:
        self._moving = moving
        self.told.setText(what_goes(moving))
        for garage in moving.targets:
            self.target.addItem(garage.name or _("My garage"), garage.id)
        if not moving.targets:
            self.say_wrong(
                _("There is no other garage that you may add to. Make one, or join one, first.")
            )
        self.save_button.setEnabled(bool(moving.targets))
        self.target.setFocus()

    def _on_target(self, place: int) -> None:
        if self._moving is None and place < 0:
            return
        for garage in self._targets:
            if garage.id == self.target.currentData():
                words = _("{kind} · {people} will see all of it.").format(
                    kind=kind_word(garage.kind, home=garage.home),
                    people=people_words(garage.members),
                )
                if not may(garage.role, Verb.MOVE, "vehicle"):
                    words = " ".join((words, _("You cannot move it back yourself.")))
                self.seen.setText(words)

    def save(self) -> None:
        if self._moving is None or not self.target.currentData():
            return
        space, to, ids = self._vehicle.space, str(self.target.currentData()), [self._vehicle.id]

        def work(store: Store) -> tuple[int, Changes]:
            return move_records(store, space, to, ids)

        self.ask(work, self._on_moved)

    def _on_moved(self, moved: tuple[int, Changes]) -> None:
        words = _("{vehicle} is in {garage} now").format(
            vehicle=self._vehicle.name, garage=self.target.currentText()
        )
        self.accept()
        space, to, ids = self._vehicle.space, str(self.target.currentData()), [self._vehicle.id]
        role = next(each.role for each in self._targets if each.id == to)

        def back(store: Store) -> tuple[int, Changes]:
            return move_records(store, to, space, ids)

        tell_done(self._desk, words, back if may(role, Verb.MOVE, "vehicle") else None)

    @property
    def _targets(self) -> tuple[Garage, ...]:
        return self._moving.targets if self._moving is not None else ()


def what_goes(moving: Moving) -> str:
    """What moves along with a vehicle, in numbers."""
    if not moving.total:
        return _("Nothing hangs on it: it moves alone.")
    parts = []
    for name, count in list(moving.counts.items())[:_NAMED]:
        kind = find_kind(name)
        if kind is not None:
            words = _("{kind}: {count}").format(kind=_(kind.plural), count=count)
            parts.append(words)
    total = ngettext(
        "{count} record goes along.", "{count} records go along.", moving.total
    ).format(count=moving.total)  # fmt: skip
    return f"{total} {', '.join(parts)}"


class Restricted(Protocol):
    """What can be shown to some alone: a vehicle, or a calendar."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def space(self) -> str: ...


class RestrictForm(AskingForm):
    """The people of the garage that something is in, to tick those who may go on seeing it."""

    def __init__(self, desk: Desk, parent: QWidget, thing: Restricted) -> None:
        title = _("Who may see {vehicle}").format(vehicle=thing.name)
        super().__init__(desk, parent, title, _("Restrict"))
        self._thing = thing
        self._people: People | None = None
        self.boxes: dict[str, CheckBox] = {}
        self._fixed: set[str] = set()
        self.everybody: CheckBox | None = None
        """For what is restricted: to lift it."""
        self.told = label(_("Asking who is in the garage…"), role="text_muted", wrap=True)
        self.put_below(self.told)
        self.save_button.setEnabled(False)
        space = thing.space

        def work(store: Store) -> People:
            return people(store, space)

        desk.aside(self, work, self._on_people, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self.told.hide()
        self.show_wrong(error)
        self.save_button.setEnabled(False)

    def _on_people(self, found: People) -> None:
        self._people = found
        inside = {member.person for member in found.members} if self._restricted else set()
        others = self._others()
        if self._restricted and not found.garage.may(Deed.INVITE):
            self.told.setText(_("It is restricted already; these people see it:"))
            for member in found.members:
                self.say(f"{member.name} · {role_title(member.role)}")
            return
        if not others:
            self.told.setText(_("Nobody but you is in this garage: nobody else sees it."))
            return
        self.told.setText(
            _("You, and those you tick, will see it and all that hangs on it. It goes from the "
              "devices of the others.")
        )  # fmt: skip
        if found.parent is not None and may(found.parent.role, Verb.ADD, "vehicle"):
            self._offer_everybody(found.parent)
        for member in others:
            words = _("{name} · {role}").format(name=member.name, role=role_title(member.role))
            box = self.boxes[member.person] = CheckBox(words)
            box.setChecked(member.person in inside)
            # Who made it so sees it; that is changed by handing it over.
            if member.person in inside and member.role == Role.OWNER:
                self._fixed.add(member.person)
            self.put_below(box)
        self._on_everybody(False)
        self.save_button.setEnabled(True)
        self.buttons_last()
        (self.everybody or next(iter(self.boxes.values()))).setFocus()

    def _offer_everybody(self, garage: Garage) -> None:
        words = _("Everybody in {garage}, whoever joins later too").format(garage=garage.name)
        self.everybody = CheckBox(words)
        self.everybody.toggled.connect(self._on_everybody)
        self.put_below(self.everybody)
        self.save_button.set_words(_("Save"))

    def _on_everybody(self, all_of_them: bool) -> None:
        for person, box in self.boxes.items():
            box.setEnabled(not all_of_them and person not in self._fixed)

    @property
    def _restricted(self) -> bool:
        return self._people is not None and self._people.garage.kind == "enclosed"

    def _others(self) -> list[Member]:
        """Everybody but oneself who sees it, or could: of the garage around it those too."""
        if self._people is None:
            return []
        known = {member.person: member for member in self._people.around}
        known |= {member.person: member for member in self._people.members}
        return [member for person, member in known.items() if person != self._people.me]

    def save(self) -> None:
        found, thing = self._people, self._thing
        if found is None or not self.boxes:
            return
        if self.everybody is not None and self.everybody.isChecked():
            self._lift(found)
            return
        chosen = [
            (member.person, Role.MANAGER if member.role == Role.OWNER else member.role)
            for member in self._others()
            if self.boxes[member.person].isChecked()
        ]
        space, id_, name = thing.space, thing.id, thing.name
        if self._restricted:
            self.ask(lambda store: show_to(store, space, chosen), self._on_shown)
        else:
            self.ask(lambda store: restrict(store, space, id_, name, chosen), self._on_restricted)

    def _lift(self, found: People) -> None:
        """Put it back into the garage around it."""
        space, to, ids = self._thing.space, found.garage.parent, [self._thing.id]
        self.ask(lambda store: move_records(store, space, to, ids), self._on_lifted)

    def _on_lifted(self, _moved: tuple[int, Changes]) -> None:
        found, thing = self._people, self._thing
        assert found is not None
        assert found.parent is not None
        space, to, ids = thing.space, found.garage.parent, [thing.id]
        words = _("{vehicle} is seen by everybody in {garage}").format(
            vehicle=thing.name, garage=found.parent.name
        )
        may_again = may(found.parent.role, Verb.MOVE, "vehicle")
        self.accept()
        tell_done(
            self._desk, words,
            (lambda store: move_records(store, to, space, ids)) if may_again else None,
        )  # fmt: skip

    def _on_restricted(self, made: tuple[str, Changes]) -> None:
        within, to, ids = made[0], self._thing.space, [self._thing.id]
        self._tell(lambda store: move_records(store, within, to, ids))

    def _on_shown(self, shown: tuple[list[tuple[str, str]], Changes]) -> None:
        before, space = shown[0], self._thing.space
        self._tell(lambda store: show_to(store, space, before))

    def _tell(self, back: Back) -> None:
        self.accept()
        words = _("{vehicle} is seen by those you chose").format(vehicle=self._thing.name)
        tell_done(self._desk, words, back)
