"""What can be done with the people of a garage, and with the garage itself; all by the server."""

from __future__ import annotations

import functools
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from client.operations import sharing
from client.operations.sharing import People
from client.operations.spaces import Garage
from client.remote.spaces import Invitation
from client.store import Changes, Store
from client.ui.desk import Desk
from client.ui.routes import GARAGE, Route
from client.ui.spaces.asking_form import Confirm
from client.ui.spaces.garage_forms import RenameForm
from client.ui.spaces.invite_form import GIVEN, InviteForm
from client.ui.spaces.space_words import role_title
from client.ui.spaces.taking_back import tell_done
from client.ui.text import _
from client.ui.theme import icon
from client.ui.widgets.tips import plain_tip
from garage.permissions import Deed, Role, may_act_on, may_give, why_not
from garage.sync.wire import Member


class PeopleDeeds(QObject):
    """``done`` says that the people are others now."""

    done = Signal()

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page

    # ------------------------------------------------------------------ menus

    def menu_of(self, people: People, member: Member) -> QMenu:
        """What can be done with a member; what cannot is grey and says who can."""
        garage, menu = people.garage, QMenu(self._page)
        menu.setToolTipsVisible(True)
        menu.setAccessibleName(member.name)
        mine = member.person == people.me
        acted = may_act_on(garage.role, Role(member.role))
        for role in GIVEN:
            action = menu.addAction(role_title(role))
            action.setCheckable(True)
            action.setChecked(role == member.role)
            action.setEnabled(not mine and acted and may_give(garage.role, role))
            action.setToolTip(plain_tip("" if action.isEnabled() else _(why_not(Deed.CHANGE_ROLE))))
            action.triggered.connect(functools.partial(self._role, garage.id, member, role))
        menu.addSeparator()
        over = menu.addAction(_("Hand the garage over…"))
        over.setEnabled(not mine and garage.may(Deed.HAND_OVER))
        over.setToolTip(plain_tip("" if over.isEnabled() else _(why_not(Deed.HAND_OVER))))
        over.triggered.connect(functools.partial(self.hand_over, garage, member))
        if not mine:
            remove = menu.addAction(icon("x", "late"), _("Remove from the garage…"))
            remove.setEnabled(acted)
            remove.setToolTip(plain_tip("" if acted else _(why_not(Deed.REMOVE))))
            remove.triggered.connect(functools.partial(self.remove, garage, member))
        return menu

    def menu_of_invitation(self, garage: Garage, invitation: Invitation) -> QMenu:
        """An invitation can be taken back."""
        menu = QMenu(self._page)
        back = menu.addAction(icon("x", "late"), _("Take the invitation back…"))
        back.triggered.connect(functools.partial(self.revoke, garage, invitation))
        return menu

    # ------------------------------------------------------------------ deeds

    def invite(self, garage: Garage) -> None:
        """Open the form of an invitation."""
        form = InviteForm(self._desk, self._page, garage, self._tell_done)
        form.finished.connect(self.done)
        form.open()

    def rename(self, garage: Garage) -> None:
        """Open the form of another name."""
        form = RenameForm(self._desk, self._page, garage)
        form.accepted.connect(self.done)
        form.open()

    def _role(self, space: str, member: Member, role: str, *_checked: bool) -> None:
        if role != member.role:

            def work(store: Store) -> Changes:
                return sharing.change_role(store, space, member.person, role)

            self._desk.aside(self, work, functools.partial(self._on_role, space, member, role))

    def _on_role(self, space: str, member: Member, role: str, _changes: Changes) -> None:
        self._desk.look_for_changes()
        self.done.emit()
        words = _("{name} is {role} now").format(name=member.name, role=role_title(role))
        tell_done(
            self._desk, words,
            lambda store: sharing.change_role(store, space, member.person, member.role),
            self._tell_done,
        )  # fmt: skip

    def _tell_done(self) -> None:
        self.done.emit()

    def revoke(self, garage: Garage, invitation: Invitation, *_checked: bool) -> None:
        """Ask, then take an invitation back."""
        space, id_ = garage.id, invitation.id
        self._confirm(
            _("Take the invitation back?"),
            _("Its link and its code let nobody in any more. They cannot be made good again."),
            _("Take back"),
            lambda store: sharing.revoke(store, space, id_),
            self.done.emit,
        )

    def remove(self, garage: Garage, member: Member, *_checked: bool) -> None:
        """Ask, then remove a member."""
        space, person = garage.id, member.person
        self._confirm(
            _("Remove {name}?").format(name=member.name),
            _("{garage} goes from their devices. What they wrote in it stays.").format(
                garage=garage.name
            ),
            _("Remove"),
            lambda store: sharing.remove_member(store, space, person),
            self.done.emit,
        )

    def hand_over(self, garage: Garage, member: Member, *_checked: bool) -> None:
        """Ask, then make somebody else the owner."""
        space, person = garage.id, member.person
        self._confirm(
            _("Hand {garage} over to {name}?").format(garage=garage.name, name=member.name),
            _("{name} will own it. You stay in it, and cannot take it back yourself.").format(
                name=member.name
            ),
            _("Hand over"),
            lambda store: sharing.hand_over(store, space, person),
            self.done.emit,
        )

    def leave(self, garage: Garage) -> None:
        """Ask, then leave a garage."""
        space = garage.id
        self._confirm(
            _("Leave {garage}?").format(garage=garage.name),
            _("It goes from this computer with all that is in it. The others keep it."),
            _("Leave"),
            lambda store: sharing.leave_garage(store, space),
            self._away,
        )

    def delete(self, garage: Garage) -> None:
        """Ask for its name to be typed, then delete a garage for everybody."""
        space = garage.id
        self._confirm(
            _("Delete {garage}?").format(garage=garage.name),
            _("Every vehicle in it and all that was written about them goes, for everybody. "
              "This cannot be undone."),
            _("Delete for everybody"),
            lambda store: sharing.delete_garage(store, space),
            self._away,
            garage.name,
        )  # fmt: skip

    def _confirm(
        self,
        title: str,
        words: str,
        done: str,
        work: Callable[[Store], object],
        then: Callable[[], None],
        typed: str = "",
    ) -> None:
        Confirm(self._desk, self._page, title, words, done, work, then, typed).open()

    def _away(self) -> None:
        self._desk.go(Route(GARAGE))
