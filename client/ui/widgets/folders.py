"""The folders in which a person keeps things, where a question for a file begins."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents_folder() -> Path:
    """The person's folder for documents, else their home."""
    return _folder(QStandardPaths.StandardLocation.DocumentsLocation)


def pictures_folder() -> Path:
    """The person's folder for pictures, else their home."""
    return _folder(QStandardPaths.StandardLocation.PicturesLocation)


def _folder(location: QStandardPaths.StandardLocation) -> Path:
    folder = Path(QStandardPaths.writableLocation(location))
    return folder if folder.is_dir() else Path.home()
