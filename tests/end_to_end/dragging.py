"""Another program from which a file is dragged: `python -m tests.end_to_end.dragging FILE`.

A small window at the top left; whoever presses its middle and moves drags the file. It says
"dropped" or "refused" once the button is let go, and stays: what was dropped is fetched from it.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QRect, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

TITLE = "Files elsewhere"
PLACE = QRect(0, 0, 160, 60)


class Source(QLabel):
    """The file, ready to be dragged."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._path = path
        self.setWindowTitle(TITLE)
        self.setGeometry(PLACE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(self._path)])
        drag = QDrag(self)
        drag.setMimeData(carried)
        done = drag.exec(Qt.DropAction.CopyAction)
        print("refused" if done is Qt.DropAction.IgnoreAction else "dropped", flush=True)


def main(path: str) -> int:
    """Show the file until it is ended."""
    app = QApplication([])
    source = Source(path)
    source.show()
    source.raise_()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
