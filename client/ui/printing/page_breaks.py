"""Where a printed table goes on to the next page, so that no row of it is cut in two."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtGui import QFontMetricsF, QTextDocument, QTextTable


def rows_of_pages(document: QTextDocument, height: float) -> list[int]:
    """The rows of the last table that begin a page of this height.

    The first is among them only where the table's heading is to go along with it. The document is
    laid out on one endless page; the table's head is to stand on each.
    """
    table = next(
        frame for frame in reversed(document.rootFrame().childFrames())
        if isinstance(frame, QTextTable)
    )  # fmt: skip
    layout = document.documentLayout()
    tops = [
        layout.blockBoundingRect(table.cellAt(row, 0).firstCursorPosition().block()).top()
        for row in range(table.rows())
    ]
    bottom = layout.frameBoundingRect(table).bottom()
    heading = document.findBlock(table.firstPosition() - 1)
    above = layout.blockBoundingRect(heading).top()
    lead = tops[1] - above
    # Between two tables Qt keeps an empty line, for which there is to be room on the page before.
    room = height - QFontMetricsF(document.defaultFont()).lineSpacing()
    begins, used = [], above % height + lead
    for index, (top, below) in enumerate(pairwise([*tops[1:], bottom])):
        row = below - top
        if used + row > room and used > lead:
            begins.append(index)
            used = tops[1] - tops[0] if index else lead
        used += row
    return begins
