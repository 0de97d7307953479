"""A new family, club or workshop; joining one by the code or link one was sent; another name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from http import HTTPStatus

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from client.errors import Refused
from client.operations.sharing import (
    join_garage,
    leave_garage,
    look_at_invitation,
    new_garage,
    rename_garage,
    take_back_garage,
)
from client.operations.spaces import Garage
from client.remote.spaces import Look
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.routes import GARAGE, PEOPLE, Route
from client.ui.spaces.asking_form import AskingForm
from client.ui.spaces.space_words import kind_word, role_says, role_word
from client.ui.spaces.taking_back import tell_done
from client.ui.text import _
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from client.ui.widgets.segmented import Segment, SegmentedControl

KINDS = ("family", "club", "workshop")


class NewGarageForm(AskingForm):
    """Its name and what it is; then it is shown, with the people in it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, _("New family, club or workshop"), _("Make it"))
        segments = [Segment(kind, kind_word(kind, home=False)) for kind in KINDS]
        self.kind = SegmentedControl(segments, _("What it is"))
        self.put_widget(self.kind, 12)
        self.put("name", FormField(_("Name")), 12)
        words = _("You are its owner. Invite others afterwards; each sees what their role allows.")
        self.put_below(label(words, "small", "text_muted", wrap=True))
        self.fields["name"].setFocus()

    def is_changed(self) -> bool:
        return bool(self.fields["name"].text().strip())

    def save(self) -> None:
        name, kind = self.fields["name"].text().strip(), self.kind.current
        if not name:
            self.fields["name"].set_error(_("Write what everybody will call it."))
            return

        def work(store: Store) -> tuple[str, Changes]:
            return new_garage(store, name, kind)

        self.ask(work, self._on_made)

    def _on_made(self, made: tuple[str, Changes]) -> None:
        space, name = made[0], self.fields["name"].text().strip()
        show_new(self._desk, space)
        self.accept()
        tell_done(
            self._desk, _("Made: {garage}").format(garage=name),
            lambda store: take_back_garage(store, space),
            partial(self._desk.go, Route(GARAGE)),
        )  # fmt: skip


class JoinForm(AskingForm):
    """First it is told what the code joins; then it is joined."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, _("Join a garage"), _("Look"))
        self.put("code", FormField(_("Code or link")), 12)
        self.fields["code"].edited.connect(self._on_edited)
        self.told = label("", wrap=True)
        self.told.hide()
        self.put_below(self.told)
        self._look: Look | None = None
        self.fields["code"].setFocus()

    def is_changed(self) -> bool:
        return bool(self.fields["code"].text().strip())

    def _on_edited(self, _text: str) -> None:
        self._look = None
        self.told.hide()
        self.save_button.set_words(_("Look"))

    def save(self) -> None:
        code = self.fields["code"].text().strip()
        if not code:
            self.fields["code"].set_error(_("Paste the code or the link you were sent."))
        elif self._look is None:

            def look(store: Store) -> Look:
                return look_at_invitation(store, code)

            self.ask(look, self._on_look)
        else:

            def join(store: Store) -> tuple[str, Changes]:
                return join_garage(store, code)

            self.ask(join, self._on_joined)

    def show_wrong(self, error: Exception, names: Mapping[str, str] | None = None) -> None:
        if isinstance(error, Refused) and error.status == HTTPStatus.NOT_FOUND and isValid(self):
            # The server tells nobody which of these it is.
            self.fields["code"].set_error(
                _("This code is not known, used up or has run out; ask for another.")
            )
            self.fields["code"].setFocus()
            return
        super().show_wrong(error, names)

    def _on_look(self, look: Look) -> None:
        self._look = look
        words = _("{by} invites you to {name} as {role}. {says}").format(
            by=look.by, name=look.name, role=role_word(look.role), says=role_says(look.role)
        )
        self.told.setText(words)
        self.told.show()
        self.save_button.set_words(_("Join"))
        self.save_button.setFocus()

    def _on_joined(self, joined: tuple[str, Changes]) -> None:
        space, look = joined[0], self._look
        self._desk.change_settings(self._desk, {"space": space})
        self.accept()
        words = _("You are in {garage} now").format(garage=look.name if look is not None else "")
        tell_done(self._desk, words, lambda store: leave_garage(store, space))


class RenameForm(AskingForm):
    """Another name, for everybody in it."""

    def __init__(self, desk: Desk, parent: QWidget, garage: Garage) -> None:
        super().__init__(desk, parent, _("Rename the garage"), _("Save"))
        self._garage = garage
        self.put("name", FormField(_("Name")), 12).set_text(garage.name)
        self.fields["name"].setFocus()

    def is_changed(self) -> bool:
        return self.fields["name"].text().strip() != self._garage.name

    def save(self) -> None:
        space, name = self._garage.id, self.fields["name"].text().strip()
        if not name:
            self.fields["name"].set_error(_("Write what everybody will call it."))
            return

        def work(store: Store) -> Changes:
            return rename_garage(store, space, name)

        self.ask(work, self._on_renamed)

    def _on_renamed(self, _changes: Changes) -> None:
        space, before = self._garage.id, self._garage.name
        self.accept()
        words = _("{garage} is called {name} now").format(
            garage=before, name=self.fields["name"].text().strip()
        )
        tell_done(self._desk, words, lambda store: rename_garage(store, space, before))


def show_new(desk: Desk, space: str) -> None:
    """Show a garage that is new here, and who is in it."""
    desk.change_settings(desk, {"space": space})
    desk.go(Route(PEOPLE, space))
