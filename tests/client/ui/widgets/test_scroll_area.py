"""What scrolls comes and goes all day: nothing of it stays behind."""

from __future__ import annotations

import ctypes
import gc
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from client.ui.widgets.row_list import RowList
from client.ui.widgets.rows_model import Column, RowsModel
from client.ui.widgets.rows_table import RowsTable
from client.ui.widgets.scroll_area import ScrollArea

_MANY = 80
_MOST_BYTES = 300
"""Of each; Qt keeps 1,000 of one that a style sheet's rule meets, 2,000 of a table."""


class _Info(ctypes.Structure):
    """The GNU C library's `struct mallinfo2`."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            "arena", "ordblks", "smblks", "hblks", "hblkhd",
            "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost",
        )
    ]  # fmt: skip


def bytes_in_use() -> int:
    """What the C library has given out and not got back."""
    try:
        ask = ctypes.CDLL(None).mallinfo2
    except (AttributeError, OSError):
        pytest.skip("the C library does not tell what is in use")
    ask.restype = _Info
    gc.collect()
    info = ask()
    return int(info.uordblks + info.hblkhd)


def show_and_throw_away(qapp, make: Callable[[], QWidget]) -> None:
    """Have many of a kind in one window, all of them painted, and let them go."""
    window = QWidget()
    column = QVBoxLayout(window)
    for _ in range(_MANY):
        column.addWidget(make())
    window.resize(200, 400)
    window.show()
    window.grab()
    window.close()
    window.deleteLater()
    del window, column
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.processEvents()


def a_table() -> QWidget:
    return RowsTable(RowsModel([Column("word", "Word", str)], hash), "Words")


@pytest.mark.skipif(sys.platform != "linux", reason="the GNU C library alone tells what is in use")
@pytest.mark.parametrize(
    "make",
    [QScrollArea, lambda: RowList("Words"), a_table],
    ids=["area", "list", "table"],
)
def test_nothing_stays_of_what_scrolled(qapp, make):
    # The first time fills what Qt keeps for all of a kind.
    show_and_throw_away(qapp, make)
    before = bytes_in_use()
    show_and_throw_away(qapp, make)
    assert (bytes_in_use() - before) / _MANY < _MOST_BYTES


def test_what_lies_behind_a_scroll_area_shows_through(qapp):
    behind = QWidget()
    behind.setStyleSheet("QWidget#behind { background: #123456; }")
    behind.setObjectName("behind")
    area = ScrollArea(QWidget())
    column = QVBoxLayout(behind)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(area)
    behind.resize(60, 40)
    behind.show()
    seen = behind.grab().toImage()
    assert {seen.pixelColor(x, y).name() for x, y in ((0, 0), (30, 20), (59, 39))} == {"#123456"}
    behind.close()
