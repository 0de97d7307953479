"""A photo on a vehicle's own page: dropped there, shown in its head, removed and undone."""

import io

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from client.operations.covers import cover_path
from client.operations.records import edit
from client.ui.routes import VEHICLE, Route
from client.ui.vehicles import photos
from client.ui.vehicles.vehicle_page import VehiclePage
from garage.records import Vehicle


@pytest.fixture
def page(desk, octavia, qtbot, settled):
    shown = VehiclePage(desk)
    qtbot.addWidget(shown)
    shown.resize(1224, 836)
    shown.show()
    shown.show_route(Route(VEHICLE, octavia))
    settled()
    return shown


def drop(page, path) -> QDragEnterEvent:
    """Drop a file onto the page; gives how its entering was answered."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    both = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier)  # fmt: skip
    entering = QDragEnterEvent(QPoint(300, 300), *both)
    QApplication.sendEvent(page, entering)
    if entering.isAccepted():
        QApplication.sendEvent(page, QDropEvent(QPointF(300, 300), *both))
    return entering


def test_a_dropped_photo_shows_in_the_head_until_it_is_removed(
    page, desk, store, octavia, tmp_path, qtbot, settled
):
    path = tmp_path / "octavia.jpg"
    Image.new("RGB", (800, 600), "blue").save(path)
    drop(page, path)
    settled()
    qtbot.waitUntil(lambda: page.head.picture.shows_photo)
    kept = store.read(lambda reader: reader.get(Vehicle, octavia).picture)
    assert cover_path(store.folder, kept).is_file()
    remove = next(one for one in page.more if one.id == "vehicle.no-picture")
    assert remove.enabled()
    remove.run()
    settled()
    assert not page.head.picture.shows_photo
    assert not remove.enabled()
    desk.undo()
    settled()
    qtbot.waitUntil(lambda: page.head.picture.shows_photo)


def test_a_log_dropped_there_is_left_to_the_window(page, tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("Date,Odometer\n")
    assert not drop(page, log).isAccepted()


def test_a_photo_whose_file_is_gone_is_said_and_comes_back_with_its_file(
    page, desk, store, octavia, tmp_path, qtbot, settled
):
    name = "a" * 64
    edit(store, octavia, {"picture": f"photo:{name}"})
    desk.look_for_changes()
    page.refresh()
    settled()
    settled()
    head = page.head.picture
    assert not head.shows_photo
    assert "The photo is missing on this computer" in head.accessibleDescription()
    assert "choose another" in head.toolTip()
    file = cover_path(store.folder, f"photo:{name}")
    file.parent.mkdir(exist_ok=True)
    Image.new("RGB", (80, 60), "blue").save(file)
    page.refresh()
    settled()
    qtbot.waitUntil(lambda: head.shows_photo)
    assert head.accessibleDescription() == ""


def test_what_qt_reads_becomes_a_jpeg_upright_and_within_bounds(qapp, monkeypatch):
    exif = Image.Exif()
    exif[0x0112] = 6
    source = io.BytesIO()
    Image.new("RGB", (2400, 1200), "red").save(source, "JPEG", exif=exif)
    with Image.open(io.BytesIO(photos.as_jpeg(source.getvalue()))) as image:
        assert (image.format, image.size) == ("JPEG", (800, 1600))
    monkeypatch.setattr(photos, "MOST_PIXELS", 2_000_000)
    assert photos.as_jpeg(source.getvalue()) is None


def test_what_qt_cannot_read_is_left_to_others(qapp):
    assert photos.as_jpeg(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic") is None
