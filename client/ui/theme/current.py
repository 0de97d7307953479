"""The theme in force: which scheme is shown, and the signal that it changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QStyleFactory

from client.ui.theme.fonts import font, load_fonts
from client.ui.theme.palette import palette
from client.ui.theme.sheet import style_sheet
from client.ui.theme.tokens import Scheme, Tokens, tokens

_PAPER_FINENESS = 4.0


class Theme(QObject):
    """Holds the scheme in force; painted widgets repaint on ``changed``."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tokens = tokens(Scheme.LIGHT)
        self._colours: dict[str, QColor] = {}
        self._following = False
        self.fineness = 1.0
        """How many times finer than the device says pictures are to be: paper has more dots."""

    @property
    def tokens(self) -> Tokens:
        """The values in force."""
        return self._tokens

    @property
    def scheme(self) -> Scheme:
        """The scheme in force."""
        return self._tokens.scheme

    def colour(self, role: str) -> QColor:
        """The colour of a role now; KeyError for an unknown role. Not to be changed in place."""
        found = self._colours.get(role)
        if found is None:
            found = self._colours[role] = QColor(self._tokens.colour(role))
        return found

    def use(self, scheme: Scheme) -> None:
        """Take over a scheme's values and tell everyone who paints."""
        self._tokens = tokens(scheme)
        self._colours = {}
        self.changed.emit()

    @contextmanager
    def on_paper(self) -> Iterator[None]:
        """The light values on white, while something is painted for paper; no widget is told."""
        before = self._tokens, self._colours, self.fineness
        light = tokens(Scheme.LIGHT)
        self._tokens = light
        self._colours = {"surface": QColor(light.colour("surface_raised"))}
        self.fineness = _PAPER_FINENESS
        try:
            yield
        finally:
            self._tokens, self._colours, self.fineness = before

    def follow_system(self, app: QApplication) -> None:
        """Apply the system's scheme now and whenever it changes."""
        hints = app.styleHints()
        if not self._following:
            hints.colorSchemeChanged.connect(self._on_system_scheme)
            self._following = True
        apply(app, scheme_of(hints.colorScheme()))

    def stop_following(self, app: QApplication) -> None:
        """Keep the present scheme whatever the system does."""
        if self._following:
            app.styleHints().colorSchemeChanged.disconnect(self._on_system_scheme)
            self._following = False

    def _on_system_scheme(self, qt_scheme: Qt.ColorScheme) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply(app, scheme_of(qt_scheme))


@cache
def theme() -> Theme:
    """The one theme of the process."""
    return Theme()


def colour(role: str) -> QColor:
    """The colour of a role in the theme in force."""
    return theme().colour(role)


def scheme_of(qt_scheme: Qt.ColorScheme) -> Scheme:
    """Our scheme for Qt's; an unknown one is light."""
    return Scheme.DARK if qt_scheme is Qt.ColorScheme.Dark else Scheme.LIGHT


def apply(app: QApplication, scheme: Scheme) -> None:
    """Dress the whole application in a scheme: style, fonts, palette, sheet, painted widgets."""
    load_fonts()
    values = tokens(scheme)
    # Under a style sheet the application's style no longer tells its name.
    if not app.styleSheet():
        app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(font("body"))
    app.setPalette(palette(values))
    _put_on(app, style_sheet(values))
    theme().use(scheme)


def _put_on(app: QApplication, sheet: str) -> None:
    """Dress the application in a style sheet, unless it wears it.

    Where one sheet follows another, Qt dresses a widget anew for itself and once more for each
    widget around it, eight times in all; where none is worn, once. So the old one goes first.
    """
    if app.styleSheet() != sheet:
        app.setStyleSheet("")
        app.setStyleSheet(sheet)
