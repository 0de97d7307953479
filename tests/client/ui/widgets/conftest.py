"""A page to put the widgets into that are tried."""

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget


@pytest.fixture
def page(qtbot):
    """A shown page with a column to put widgets into."""
    widget = QWidget()
    widget.column = QVBoxLayout(widget)
    widget.resize(600, 500)
    qtbot.addWidget(widget)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def put(page, widget):
    """Put a widget into the page and show it."""
    page.column.addWidget(widget)
    widget.show()
    page.layout().activate()
