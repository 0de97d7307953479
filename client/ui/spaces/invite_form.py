"""Inviting somebody: as what, by e-mail or by a link and code, and until when."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from client.operations.sharing import invite, revoke
from client.operations.spaces import Garage
from client.remote.spaces import Invitation
from client.store import Store
from client.ui.desk import Desk
from client.ui.spaces.asking_form import AskingForm
from client.ui.spaces.space_words import role_says, role_title
from client.ui.spaces.taking_back import tell_done
from client.ui.text import _, ngettext
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from client.ui.widgets.segmented import Segment, SegmentedControl
from garage.permissions import Role, may_give

GIVEN = (Role.MEMBER, Role.VIEWER, Role.MANAGER)
_DAYS = (1, 7, 30, 90)


class InviteForm(AskingForm):
    """By e-mail it is sent; the link and the code are shown in any case, this once.

    ``undone`` is called once the invitation was taken back by the toast.
    """

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        garage: Garage,
        undone: Callable[[], None] | None = None,
    ) -> None:
        title = _("Invite to {garage}").format(garage=garage.name or _("My garage"))
        super().__init__(desk, parent, title, _("Invite"))
        self._garage, self._undone = garage, undone
        self.invited: Invitation | None = None
        roles = [role for role in GIVEN if may_give(garage.role, role)]
        segments = [Segment(role, role_title(role)) for role in roles]
        self.role = SegmentedControl(segments, _("As what"))
        self.role.chosen.connect(self._on_role)
        self.says = label(role_says(self.role.current), "small", "text_muted", wrap=True)
        self.put_widget(self.role, 12)
        self.put_widget(self.says, 12)
        self.put("email", FormField(_("E-mail (without one, a link and a code are made)")), 8)
        self.days = ChoiceBox(_("Good for"))
        for days in _DAYS:
            words = ngettext("{count} day", "{count} days", days).format(count=days)
            self.days.addItem(words, days)
        self.days.setCurrentIndex(1)
        self.put("days", FormField(_("Good for"), self.days), 4)
        self.fields["email"].setFocus()

    def is_changed(self) -> bool:
        return self.invited is None and bool(self.fields["email"].text().strip())

    def _on_role(self, role: str) -> None:
        self.says.setText(role_says(role))

    def save(self) -> None:
        if self.invited is not None:
            self.accept()
            return
        space, role = self._garage.id, self.role.current
        email, days = self.fields["email"].text().strip(), int(self.days.currentData())

        def work(store: Store) -> Invitation:
            return invite(store, space, role, email, days)

        self.ask(work, self._on_invited)

    def done(self, result: int) -> None:
        super().done(result)
        if self.invited is not None:
            space, id_ = self._garage.id, self.invited.id
            words = _("Invited by link and code")
            if self.invited.email:
                words = _("The invitation is on its way to {email}.").format(
                    email=self.invited.email
                )
            tell_done(self._desk, words, lambda store: revoke(store, space, id_), self._undone)

    def _on_invited(self, invited: Invitation) -> None:
        self.invited = invited
        if invited.email:
            # Not every server has a way for its letters.
            note = _(
                "Should the letter to {email} not come, send the link or tell the code yourself. "
                "They are shown only now."
            ).format(email=invited.email)
        else:
            note = _("Send the link, or tell the code. They are shown only now.")
        self.grid.setEnabled(False)
        self.begin_fields()
        for name, words, text in (
            ("link", _("Link"), invited.link), ("code", _("Code"), invited.code),
        ):  # fmt: skip
            field = self.put(name, FormField(words), 12)
            field.set_text(text)
            field.line.setReadOnly(True)
        self.put_below(label(note, "small", "text_muted", wrap=True))
        self.copy_button = SecondaryButton(_("Copy the link"), "copy")
        self.copy_button.clicked.connect(self.copy_link)
        self.put_links(self.copy_button)
        self.save_button.set_words(_("Done"))
        self.cancel_button.hide()
        self.copy_button.setFocus()

    def copy_link(self) -> None:
        """Put the link on the clipboard."""
        if self.invited is not None:
            QGuiApplication.clipboard().setText(self.invited.link)
            self.copy_button.set_words(_("Copied"))
