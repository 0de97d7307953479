"""Fields side by side in twelve columns, and the frame that scrolls them where room ends."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QVBoxLayout, QWidget

from client.ui.forms.twelfths import Twelfths
from client.ui.widgets.form_field import FormField
from client.ui.widgets.page_scroll import PageScroll


class FieldGrid(QWidget):
    """A row that is full begins another."""

    def __init__(self) -> None:
        super().__init__()
        self._places = Twelfths(self)

    def put(self, field: FormField, span: int = 6) -> None:
        """Add a field, `span` twelfths wide."""
        # In a box of its own the field stays at the top where others in its row are higher.
        box = QWidget()
        box.setFocusProxy(field)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(field)
        column.addStretch(1)
        self.put_widget(box, span, field.lift_said())

    def put_widget(self, widget: QWidget, span: int = 6, said: QWidget | None = None) -> None:
        """Add anything, `span` twelfths wide; what is `said` of it may be wider."""
        self._places.place(widget, span, said)
        # The layout would show it later: Tab may come to it before.
        if self.isVisible():
            widget.show()


def settle_layouts(widget: QWidget) -> None:
    """Let all that changed inside be counted, from the innermost outwards.

    Qt passes a change on one level at each turn of its loop, but lays out at once where something
    is shown: till then an outer layout counts both what was just hidden and what was shown.
    """
    for child in widget.children():
        if isinstance(child, QWidget) and not child.isHidden():
            settle_layouts(child)
    layout = widget.layout()
    if layout is not None:
        layout.activate()


class FormScroll(PageScroll):
    """Shows its content whole as long as `most` pixels are enough, else lets it be scrolled.

    It goes where the keyboard goes: Qt does so for Tab alone, not for what is told to be wrong.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._most = 0
        desktop = QApplication.instance()
        assert isinstance(desktop, QApplication)
        desktop.focusChanged.connect(self._on_focus)
        self.set_content(content)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        told = super().eventFilter(watched, event)
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget() and self._most:
            self.fit(self._most)
        return told

    def _on_focus(self, _before: QWidget | None, here: QWidget | None) -> None:
        content = self.widget()
        # Nothing moves away from below the pointer that presses it.
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if here is not None and content is not None and content.isAncestorOf(here) and not pressed:
            # A complaint that came with it is given its room first.
            QTimer.singleShot(0, here, partial(self._go_to, here))

    def _go_to(self, widget: QWidget) -> None:
        content = self.widget()
        if content is not None and widget.hasFocus():
            settle_layouts(content)
            field = widget.parentWidget()
            if isinstance(field, FormField) and field.said.isVisible():
                self.ensureWidgetVisible(field.said)
            self.ensureWidgetVisible(widget)

    def fit(self, most: int) -> None:
        """Be as high as the content needs at this width, and no higher than `most`."""
        self._most = most
        content = self.widget()
        layout = content.layout() if content is not None else None
        if content is None or layout is None:
            return
        settle_layouts(content)
        width = self.viewport().width()
        tall = layout.hasHeightForWidth()
        wanted = layout.totalHeightForWidth(width) if tall else layout.totalSizeHint().height()
        # What a style sheet makes small is not pressed together where it can be scrolled.
        content.setMinimumHeight(wanted)
        self.setFixedHeight(min(wanted, most))
