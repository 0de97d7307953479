"""A photo on a vehicle's card: dropped there, missing, or none at all."""

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from client.operations.covers import cover_path
from client.ui.vehicles.garage_page import GaragePage

from .seen import card_of, choose, vehicle_of


@pytest.fixture
def photo(tmp_path):
    """A green photo."""
    path = tmp_path / "green.png"
    Image.new("RGB", (640, 480), (0, 160, 0)).save(path)
    return path


def drop(page, path, place: QPoint) -> None:
    """Drop a file onto a place of a page."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    both = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(page, QDragEnterEvent(place, *both))
    QApplication.sendEvent(page, QDropEvent(QPointF(place), *both))


def is_green(card) -> bool:
    """Whether the middle of a card's picture is the photo's green."""
    colour = card.grab().toImage().pixelColor(card.width() // 2, 62)
    return colour.green() > 120 and colour.red() < 40


def test_a_photo_dropped_onto_a_card_shows_there(page, store, fleet, photo, qtbot, settled):
    card = card_of(page, "Herbie")
    drop(page, photo, card.mapTo(page, QPoint(50, 50)))
    settled()
    qtbot.waitUntil(lambda: is_green(card_of(page, "Herbie")))
    assert not is_green(card_of(page, "Octavia"))
    choose(page.menu_for(fleet["Herbie"]), "Remove picture")
    settled()
    assert not is_green(card_of(page, "Herbie"))


def test_a_photo_whose_file_is_missing_leaves_the_drawing(page, desk, store, fleet, photo, settled):
    page.deeds.take_picture(fleet["Herbie"], photo)
    settled()
    kept = cover_path(store.folder, vehicle_of(store, fleet["Herbie"]).picture)
    kept.unlink()
    told = []
    desk.failed.connect(told.append)
    shown = GaragePage(desk)
    shown._photos._photos.clear()
    page.refresh()
    settled()
    assert not is_green(card_of(page, "Herbie"))
    assert told == []
    shown.deleteLater()


def test_what_is_no_picture_is_told_and_changes_nothing(
    page, desk, store, fleet, tmp_path, settled
):
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"nothing")
    told = []
    desk.failed.connect(told.append)
    page.deeds.take_picture(fleet["Herbie"], path)
    settled()
    assert "no picture" in str(told[0])
    assert vehicle_of(store, fleet["Herbie"]).picture == ""
