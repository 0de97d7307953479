"""Who is in a garage: its people with their roles, and the invitations that are open."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import UTC, date, datetime

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from client.operations.sharing import People, people
from client.remote.spaces import Invitation
from client.store import Changes, Store
from client.ui.commands import Command
from client.ui.desk import Desk
from client.ui.routes import PEOPLE, Route
from client.ui.shell.page import Page
from client.ui.spaces.people_deeds import PeopleDeeds
from client.ui.spaces.space_words import kind_word, people_words, role_title
from client.ui.text import _
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.shown import Shown
from client.ui.widgets.card import Card
from client.ui.widgets.empty_state import EmptyState
from client.ui.widgets.labels import label
from client.ui.widgets.list_row import Leading, ListRow, rule_between
from client.ui.widgets.page_scroll import PageScroll
from garage.permissions import Deed, why_not
from garage.regions import Preferences
from garage.sync.wire import Member

_WIDEST = 720


class PeoplePage(Page):
    """Asks the server each time one comes here; without it, it says why there is nothing to see."""

    back = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._space = ""
        self.people: People | None = None
        self._read: tuple[People, Preferences, date] | None = None
        """What is shown, and how it is written."""
        self.rows: list[ListRow] = []
        self.deeds = PeopleDeeds(desk, self)
        self.deeds.done.connect(self.refresh)
        self.nothing: EmptyState | None = None
        self._scroll = PageScroll()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        desk.changed.connect(self._on_changed)

    # ------------------------------------------------------------------ reading

    def show_route(self, route: Route) -> None:
        if route.vehicle != self._space:
            self._space, self.people = route.vehicle, None
            self._scroll.set_content(_content_of([]))
            self.set_title(_("People"))
            self.set_actions(None)
        self.refresh()

    def refresh(self) -> None:
        """Ask again."""
        space = self._space

        def work(store: Store) -> People:
            return people(store, space)

        if space:
            self._desk.aside(self, work, self.show_people, self._on_failed)

    def _on_changed(self, changes: Changes) -> None:
        # Roles and members come with a sync; what a record says changes nothing here.
        here = self._desk.trail.here
        came = changes.operation in ("", "sync")
        if came and self.isVisible() and here is not None and here.page == PEOPLE:
            self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self.people = None
        self.set_actions(None)
        self.nothing = EmptyState(
            "users", _("Who is in a garage only its server knows"), sentence(error),
            (_("Try again"), "refresh-cw"),
        )  # fmt: skip
        self.nothing.primary.connect(self.refresh)
        self._scroll.exchange_content(_content_of([self.nothing]))

    def show_people(self, found: People) -> None:
        """Show who is in the garage that one came for."""
        if found.garage.id != self._space:
            return
        read = found, self._desk.preferences, self._desk.today()
        if self.people is not None and read == self._read:
            return
        self.people, self.nothing, self._read = found, None, read
        name = found.garage.name or _("My garage")
        self.set_title(_("People in {garage}").format(garage=name))
        self.rows = []
        head = label(
            _("{kind} · {people}").format(
                kind=kind_word(found.garage.kind, home=found.garage.home),
                people=people_words(len(found.members)),
            ),
            role="text_muted",
        )
        parts: list[QWidget] = [head, self._members(found)]
        if found.invitations:
            parts.append(self._invitations(found))
        self._scroll.exchange_content(_content_of(parts))
        self._show_actions(found)

    # ------------------------------------------------------------------ what it shows

    def _members(self, found: People) -> Card:
        card = Card(flush=True)
        card.body.setSpacing(0)
        for member in found.members:
            title = member.name
            if member.person == found.me:
                title = _("{name} (you)").format(name=member.name)
            since = _("since {day}").format(day=self._day(member.since)) if member.since else ""
            row = self._row(member.name, title, since, role_title(member.role))
            row.clicked.connect(functools.partial(self._on_member, row, member))
            card.body.addWidget(row)
        rule_between(self.rows)
        return card

    def _invitations(self, found: People) -> Card:
        card = Card(_("Open invitations"), flush=True, rule=True)
        card.body.setSpacing(0)
        for invitation in found.invitations:
            title = invitation.email or _("By link and code")
            until = _("until {day}").format(day=self._day(invitation.expires))
            row = self._row("", title, until, role_title(invitation.role), icon="link")
            row.clicked.connect(functools.partial(self._on_invitation, row, invitation))
            card.body.addWidget(row)
        rule_between(self.rows[len(found.members) :])
        return card

    def _row(self, person: str, title: str, below: str, role: str, icon: str = "") -> ListRow:
        row = ListRow()
        row.set_row(Leading(icon=icon, person=person), title, below, role)
        self.rows.append(row)
        return row

    def _day(self, milliseconds: int) -> str:
        desk = self._desk
        day = datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone(desk.zone).date()
        return Shown(desk.preferences, desk.today(), desk.months).day(day)

    def _show_actions(self, found: People) -> None:
        garage, deeds = found.garage, self.deeds

        def guarded(deed: Deed) -> Callable[[], str]:
            why = "" if garage.may(deed) else _(why_not(deed))
            return lambda: why

        invite = Command("people.invite", _("Invite…"), functools.partial(deeds.invite, garage),
                         "Ctrl+N", "user-plus", forbidden=guarded(Deed.INVITE))  # fmt: skip
        if garage.home:
            self.set_actions(invite)
            return
        leave = functools.partial(deeds.leave, garage)
        delete = functools.partial(deeds.delete, garage)
        rename = functools.partial(deeds.rename, garage)
        self.set_actions(
            invite,
            more=(
                Command("people.rename", _("Rename the garage…"), rename, "", "pencil",
                        forbidden=guarded(Deed.RENAME)),
                Command("people.leave", _("Leave the garage…"), leave, "", "log-out",
                        forbidden=guarded(Deed.LEAVE)),
                Command("people.delete", _("Delete the garage…"), delete, "", "trash-2",
                        forbidden=guarded(Deed.DELETE_SPACE)),
            ),
        )  # fmt: skip

    # ------------------------------------------------------------------ menus

    def _on_member(self, row: ListRow, member: Member, *_clicked: bool) -> None:
        if self.people is not None:
            self._pop_up(row, self.deeds.menu_of(self.people, member))

    def _on_invitation(self, row: ListRow, invitation: Invitation, *_clicked: bool) -> None:
        if self.people is not None:
            self._pop_up(row, self.deeds.menu_of_invitation(self.people.garage, invitation))

    def _pop_up(self, row: ListRow, menu: QMenu) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(row.mapToGlobal(QPoint(row.width() - menu.sizeHint().width(), row.height())))
        first = next((action for action in menu.actions() if action.isEnabled()), None)
        if first is not None:
            menu.setActiveAction(first)


def _content_of(parts: list[QWidget]) -> QWidget:
    content = QWidget()
    row = QHBoxLayout(content)
    row.setContentsMargins(24, 20, 24, 24)
    column = QVBoxLayout()
    column.setSpacing(16)
    for part in parts:
        part.setMaximumWidth(_WIDEST)
        column.addWidget(part)
    column.addStretch(1)
    row.addLayout(column, 4)
    row.addStretch(1)
    return content
