"""Photos of vehicles: read and scaled off the GUI thread, handed out once they are here."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPixmap

from client.operations.covers import (
    LONGEST_SIDE,
    MOST_PIXELS,
    OFFERED,
    choose_cover,
    cover_path,
)
from client.store import Changes, Store
from client.ui.desk import Desk

SIDE = 720
_MOST_KEPT = 300
_QUALITY = 95


class PhotoShelf(QObject):
    """One for a desk. ``arrived`` carries the picture that can be had now, or is found missing."""

    arrived = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._photos: dict[str, QPixmap | None] = {}
        self._lost: set[str] = set()

    @classmethod
    def of(cls, desk: Desk) -> PhotoShelf:
        """The desk's own shelf."""
        found = desk.findChild(PhotoShelf)
        return found if isinstance(found, PhotoShelf) else cls(desk)

    def photo(self, picture: str) -> QPixmap | None:
        """The photo that a vehicle's `picture` names; None for a drawing, and until it is read.

        A file that is missing or damaged is as if there were none.
        """
        if picture in self._photos and picture not in self._lost:
            return self._photos[picture]
        path = cover_path(self._desk.folder, picture)
        if path is None or (picture in self._lost and not path.is_file()):
            return None
        self._lost.discard(picture)
        if len(self._photos) >= _MOST_KEPT:
            self._photos.pop(next(iter(self._photos)))
        self._photos[picture] = None
        done = partial(self._on_read, picture)
        self._desk.workers.read(self, picture, partial(_read, path), done, None)
        return None

    def _on_read(self, picture: str, image: QImage) -> None:
        if image.isNull():
            self._lost.add(picture)
        else:
            self._photos[picture] = QPixmap.fromImage(image)
        self.arrived.emit(picture)

    def is_lost(self, picture: str) -> bool:
        """Whether the file of a photo is missing or damaged, as far as it was looked for."""
        return picture in self._lost


def _read(path: Path) -> QImage:
    """In a worker's thread: the photo, no larger than it is ever shown."""
    reader = QImageReader(str(path))
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > SIDE:
        reader.setScaledSize(size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read().convertToFormat(QImage.Format.Format_RGB32)


def as_jpeg(data: bytes) -> bytes | None:
    """A picture that Qt has a reader for on this system, as macOS has one for HEIC; else None."""
    source, target = QBuffer(), QBuffer()
    source.setData(data)
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source)
    reader.setAutoTransform(True)
    size = reader.size()
    if not reader.canRead() or not 0 < size.width() * size.height() <= MOST_PIXELS:
        return None
    if max(size.width(), size.height()) > LONGEST_SIDE:
        longest = QSize(LONGEST_SIDE, LONGEST_SIDE)
        reader.setScaledSize(size.scaled(longest, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(target, QByteArray(b"JPEG"))
    writer.setQuality(_QUALITY)
    return bytes(target.data().data()) if writer.write(image) else None


def dropped_picture(data: QMimeData) -> Path | None:
    """The one picture file that is dragged; None if it is something else."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if len(paths) == 1 and paths[0].suffix.lstrip(".").casefold() in OFFERED:
        return paths[0]
    return None


def take_picture(desk: Desk, owner: QObject, vehicle: str, path: Path) -> None:
    """Show a picture for a vehicle, made ready off the GUI thread."""

    def choose(store: Store) -> Changes:
        return choose_cover(store, vehicle, path, as_jpeg)

    desk.operate(owner, choose)
