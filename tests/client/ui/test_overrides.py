"""An error in what Qt calls of ours is told, and the window lives on."""

from typing import Generic, TypeVar

import pytest
from PySide6.QtCore import QAbstractListModel, QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QDialog, QLabel, QListView, QPushButton, QWidget

import client.ui  # noqa: F401 (it sees to classes made after it)

T = TypeVar("T")


class Pressed(QWidget):
    def __init__(self, work):
        super().__init__()
        self.work = work

    def mousePressEvent(self, event):
        self.work()


def gone():
    """A widget that Qt has deleted."""
    widget = QLabel()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return widget


@pytest.mark.parametrize(
    ("work", "error"),
    [
        (lambda: int("x"), ValueError),
        (lambda: gone().setText(""), RuntimeError),
        (lambda: QLabel(1, 2, 3), TypeError),
    ],
    ids=["of Python's C", "a widget that is gone", "a wrong call"],
)
def test_an_error_from_c_is_told(qtbot, work, error):
    widget = Pressed(work)
    qtbot.addWidget(widget)
    with pytest.raises(error):
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_a_model_of_some_type_is_seen_to_as_well(qtbot, qapp):
    class Model(QAbstractListModel, Generic[T]):
        def rowCount(self, parent=None):
            return 1

        def data(self, index, role=Qt.ItemDataRole.DisplayRole):
            return str(int("x")) if role == Qt.ItemDataRole.DisplayRole else None

    view, model = QListView(), Model[int]()
    qtbot.addWidget(view)
    view.setModel(model)
    with pytest.raises(ValueError, match="invalid literal"):
        view.sizeHintForRow(0)


def test_a_slot_that_overrides_one_of_qts_takes_what_it_took(qtbot):
    class Asked(QDialog):
        def reject(self):
            super().reject()

    dialog, button = Asked(), QPushButton("Cancel")
    for widget in (dialog, button):
        qtbot.addWidget(widget)
    button.clicked.connect(dialog.reject)
    dialog.open()
    button.click()
    assert not dialog.isVisible()
