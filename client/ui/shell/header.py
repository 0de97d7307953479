"""The page header: the way back, the title, search, and what can be done here."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from client.ui.commands import Command
from client.ui.text import _
from client.ui.theme import theme
from client.ui.widgets.buttons import Button, ButtonKind, PrimaryButton, SecondaryButton
from client.ui.widgets.key_caps import caps_of
from client.ui.widgets.page_title import PageTitle
from client.ui.widgets.painting import draw_rule, repaint_on_theme
from client.ui.widgets.search_button import SearchButton
from client.ui.widgets.speaking import announce
from client.ui.widgets.tips import plain_tip


class Header(QWidget):
    """64 high; the one primary action stands at the right edge.

    Where there is little room the other actions are left with their icons.
    """

    back = Signal()
    search = Signal()
    menu = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme().tokens.heights["header"])
        self.back_button = Button("", "arrow-left", ButtonKind.QUIET, name=_("Back (Alt+Left)"))
        self.back_button.clicked.connect(self.back)
        self.title = PageTitle()
        self.search_button = SearchButton(_("Search or press"))
        self.search_button.clicked.connect(self.search)
        self.menu_button = SecondaryButton("", "ellipsis", name=_("All commands (F10)"))
        self.menu_button.clicked.connect(self.menu)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(24, 0, 24, 1)
        self._row.setSpacing(8)
        self._row.addWidget(self.back_button)
        self._row.addWidget(self.title, 1)
        self._row.addWidget(self.search_button)
        self._row.addSpacing(8)
        self._row.addWidget(self.menu_button)
        self._actions: list[Button] = []
        self._others: list[tuple[Button, Command]] = []
        repaint_on_theme(self)

    def show_title(self, title: str, *, back: bool) -> None:
        """Say where one is."""
        before = self.title.text()
        self.title.setText(title)
        if before and title not in ("", before):
            # The keyboard goes into the page, past its title.
            announce(self, title)
        self.back_button.setVisible(back)
        # The arrow stands under the content's edge, its button eight pixels further out.
        self._row.setContentsMargins(16 if back else 24, 0, 24, 1)
        self._fit()

    def show_actions(self, primary: Command | None, secondary: tuple[Command, ...]) -> None:
        """Put the page's actions in their places; the keyboard stays on one that comes again."""
        held = next((at for at, button in enumerate(self._actions) if button.hasFocus()), None)
        from_end = held is not None and held == len(self._others)
        for button in self._actions:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._actions, self._others = [], []
        for command in secondary:
            button = SecondaryButton(command.title, command.icon)
            self._add(button, command, before_menu=True)
            self._others.append((button, command))
        if primary is not None:
            self._add(PrimaryButton(primary.title, primary.icon), primary, before_menu=False)
        self._fit()
        if held is not None:
            self._hold(len(self._others) if from_end else held)

    def _hold(self, place: int) -> None:
        """Give the keyboard to what took the place of the action that had it."""
        button = self._actions[place] if place < len(self._actions) else self.menu_button
        # The layout shows it only later, and until then it takes no keyboard.
        button.show()
        (button if button.isEnabled() else self.menu_button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words on the other actions where there is room for them."""
        self._say_others(words=True)
        if self._needed() > self.width():
            self._say_others(words=False)

    def _needed(self) -> int:
        # Buttons just put in their places are not shown yet: the layout does not count them.
        buttons = [self.menu_button, *self._actions]
        if not self.back_button.isHidden():
            buttons.append(self.back_button)
        parts = [button.sizeHint().width() for button in buttons]
        parts += [self.title.minimumSizeHint().width(), self.search_button.minimumWidth()]
        margins = self._row.contentsMargins()
        return (
            sum(parts) + self._row.spacing() * (len(parts) + 1) + margins.left() + margins.right()
        )

    def _say_others(self, *, words: bool) -> None:
        for button, command in self._others:
            tip = button.toolTip()
            button.set_words(command.title if words else "", command.title)
            button.setToolTip(plain_tip(tip))

    def _add(self, button: Button, command: Command, *, before_menu: bool) -> None:
        if command.shortcut:
            keys = "+".join(caps_of(command.shortcut))
            button.setToolTip(plain_tip(f"{command.title} ({keys})"))
            # Else the tip would be read, which says the name once more.
            button.setAccessibleDescription(keys)
        why = command.forbidden()
        if why:
            button.setToolTip(plain_tip(why))
            button.setAccessibleDescription(why)
        button.setEnabled(command.enabled() and not why)
        button.clicked.connect(command.run)
        place = self._row.indexOf(self.menu_button) if before_menu else self._row.count()
        self._row.insertWidget(place, button)
        self._actions.append(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        draw_rule(painter, 0, rect.height() - 1, rect.width())
