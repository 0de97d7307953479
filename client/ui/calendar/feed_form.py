"""Sharing by an address: how much it tells, until when; and the addresses that there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from client.store import Store
from client.ui.calendar.entry_words import span_words
from client.ui.desk import Desk
from client.ui.spaces.asking_form import AskingForm, Confirm
from client.ui.spaces.taking_back import tell_done
from client.ui.text import _, system_language
from client.ui.widgets.buttons import LinkButton, SecondaryButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from client.ui.widgets.segmented import Segment, SegmentedControl
from garage.words import N_

if TYPE_CHECKING:
    from client.operations.feeds import Wanted
    from client.remote.feeds import Feed, FeedMade

_SAYS = {
    "busy": N_("Only when one is busy: no titles, no places, nobody’s name."),
    "titles": N_("Titles and times; private events only as busy."),
    "full": N_("Everything: notes, places, who attends, and private events too."),
}
_ENDS: tuple[tuple[str, str], ...] = (
    ("never", N_("when I revoke it")),
    ("once", N_("after its first use")),
    ("7", N_("after a week")),
    ("30", N_("after a month")),
    ("365", N_("after a year")),
)


class Sharing(Protocol):
    """What the server is asked."""

    def create(self, store: Store, wanted: Wanted) -> FeedMade: ...

    def live(self, store: Store, shared: Shared) -> Sequence[Feed]: ...

    def revoke(self, store: Store, feed: str) -> None: ...


class ByServer:
    """The server of the profile's account."""

    # The network is not needed before: importing it would hold up the first look.

    def create(self, store: Store, wanted: Wanted) -> FeedMade:
        """Make a feed."""
        from client.operations.feeds import create_feed

        return create_feed(store, wanted)

    def live(self, store: Store, shared: Shared) -> Sequence[Feed]:
        """The addresses of something that can still be read."""
        from client.operations.feeds import list_feeds

        return [each for each in list_feeds(store) if each.state == "live" and shared.is_of(each)]

    def revoke(self, store: Store, feed: str) -> None:
        """Revoke one."""
        from client.operations.feeds import revoke_feed

        revoke_feed(store, feed)


@dataclass(frozen=True, slots=True)
class Shared:
    """What is shared, by its id and name: a "calendar", a "vehicle" with what is due of it, a
    "garage", or all that the person sees ("person", without an id).
    """

    id: str
    name: str
    of: str = "calendar"

    @property
    def asked(self) -> dict[str, str]:
        """What names it in `Wanted`."""
        return {self.of: self.id} if self.id else {}

    def is_of(self, feed: Feed) -> bool:
        """Whether a feed is of this."""
        there = {"space": feed.space, "person": ""}.get(feed.of, feed.target)
        return (feed.of, there) == ("space" if self.of == "garage" else self.of, self.id)


class FeedForm(AskingForm):
    """The address is shown this once; those made before can be revoked below."""

    def __init__(
        self, desk: Desk, parent: QWidget, shared: Shared, sharing: Sharing | None = None
    ) -> None:
        title = _("Share {calendar} by an address").format(calendar=shared.name)
        super().__init__(desk, parent, title, _("Make an address"), 560)
        self._shared, self._sharing = shared, sharing or ByServer()
        self.made: FeedMade | None = None
        segments = [
            Segment("busy", _("Busy")), Segment("titles", _("Titles")), Segment("full", _("All")),
        ]  # fmt: skip
        self.detail = SegmentedControl(segments, _("How much it tells"))
        self.detail.chosen.connect(self._on_detail)
        self.says = label(_(_SAYS[self.detail.current]), "small", "text_muted", wrap=True)
        self.put_widget(self.detail, 12)
        self.put_widget(self.says, 12)
        self.put("name", FormField(_("What its readers call it")), 7)
        self.fields["name"].set_text(shared.name)
        self.ends = ChoiceBox(_("It ends"))
        for value, words in _ENDS:
            self.ends.addItem(_(words), value)
        self.put("ends", FormField(_("It ends"), self.ends), 5)
        self.heads: list[QWidget] = []
        self.rows: list[FeedRow] = []
        self.ask_for_others()
        self.fields["name"].setFocus()

    def is_changed(self) -> bool:
        return False

    def _on_detail(self, detail: str) -> None:
        self.says.setText(_(_SAYS[detail]))

    def save(self) -> None:
        if self.made is not None:
            self.accept()
            return
        self.ask(partial(_create, sharing=self._sharing, asked=self._asked()), self._on_made)

    def _asked(self) -> dict[str, object]:
        ends = str(self.ends.currentData())
        until: date | None = None
        if ends.isdecimal():
            until = self._desk.today() + timedelta(days=int(ends))
        return {
            **self._shared.asked, "name": self.fields["name"].text(),
            "detail": self.detail.current, "once": ends == "once", "until": until,
            "language": self._desk.preferences.language or system_language(),
        }  # fmt: skip

    def done(self, result: int) -> None:
        super().done(result)
        if self.made is not None:
            words = _("{name} has an address now").format(name=self._shared.name)
            feed = self.made.feed.id
            tell_done(self._desk, words, partial(_revoke, sharing=self._sharing, feed=feed))

    def _on_made(self, made: FeedMade) -> None:
        self.made = made
        self.grid.setEnabled(False)
        for other in (*self.heads, *self.rows):
            other.hide()
        self.begin_fields()
        for name, words, text in (
            ("url", _("Address"), made.url),
            ("webcal", _("For calendar programs"), made.webcal),
        ):
            field = self.put(name, FormField(words), 12)
            field.set_text(text)
            field.line.setReadOnly(True)
            field.line.setCursorPosition(0)
        note = _(
            "It is shown only now. Whoever has it reads the calendar without a password. "
            "Google looks for news only every 8 to 24 hours."
        )
        self.put_below(label(note, "small", "text_muted", wrap=True))
        self.copy_button = SecondaryButton(_("Copy the address"), "copy")
        self.copy_button.clicked.connect(self.copy_address)
        self.put_links(self.copy_button)
        self.save_button.set_words(_("Done"))
        self.cancel_button.hide()
        self.copy_button.setFocus()

    def copy_address(self) -> None:
        """Put the address on the clipboard."""
        if self.made is not None:
            QGuiApplication.clipboard().setText(self.made.url)
            self.copy_button.set_words(_("Copied"))

    # ------------------------------------------------------------------ those there are

    def ask_for_others(self) -> None:
        """Ask which addresses there are; where that fails, making one will say why."""
        work = partial(_live, sharing=self._sharing, shared=self._shared)
        self._desk.aside(self, work, self._show_others, self._on_no_others)

    def _on_no_others(self, _error: Exception) -> None:
        """Nobody asked for the list."""

    def _show_others(self, feeds: Sequence[Feed]) -> None:
        if not isValid(self) or not feeds or self.made is not None:
            return
        self.heads.append(label(_("Addresses made before"), "small", "text_muted"))
        self.put_below(self.heads[0])
        for feed in feeds:
            row = FeedRow(self._desk, feed, self._sharing)
            self.rows.append(row)
            self.put_below(row)


class FeedRow(QWidget):
    """An address made before: what it tells, when it was last read, and the way to end it."""

    def __init__(self, desk: Desk, feed: Feed, sharing: Sharing) -> None:
        super().__init__()
        self._desk, self._feed, self._sharing = desk, feed, sharing
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.words = label(_row_words(desk, feed), wrap=True)
        line.addWidget(self.words, 1)
        self.revoke_button = LinkButton(_("Revoke…"))
        self.revoke_button.setAccessibleName(_("Revoke {name}").format(name=feed.name))
        self.revoke_button.clicked.connect(self.revoke)
        line.addWidget(self.revoke_button)

    def revoke(self) -> None:
        """Ask, then end it."""
        name = self._feed.name
        Confirm(
            self._desk, self, _("Revoke the address “{name}”?").format(name=name),
            _("Whoever reads by it gets nothing any more. The address cannot be made good again."),
            _("Revoke"), partial(_revoke, sharing=self._sharing, feed=self._feed.id),
            self._on_revoked,
        ).open()  # fmt: skip

    def _on_revoked(self) -> None:
        if isValid(self):
            self.revoke_button.hide()
            self.words.setText(_("{name}: revoked").format(name=self._feed.name))


def _row_words(desk: Desk, feed: Feed) -> str:
    detail = {"busy": _("Busy"), "titles": _("Titles"), "full": _("All")}.get(feed.detail, "")
    if feed.used is None:
        return _("{name}: {detail}, never read").format(name=feed.name, detail=detail)
    at = datetime.fromtimestamp(feed.used / 1000, UTC).astimezone(desk.zone)
    when = span_words(at, at, desk.preferences)
    return _("{name}: {detail}, last read {when}").format(name=feed.name, detail=detail, when=when)


def _create(store: Store, *, sharing: Sharing, asked: dict[str, object]) -> FeedMade:
    from client.operations.feeds import Wanted

    return sharing.create(store, Wanted(**asked))  # type: ignore[arg-type]  # as _asked makes them


def _live(store: Store, *, sharing: Sharing, shared: Shared) -> Sequence[Feed]:
    return sharing.live(store, shared)


def _revoke(store: Store, *, sharing: Sharing, feed: str) -> None:
    sharing.revoke(store, feed)
