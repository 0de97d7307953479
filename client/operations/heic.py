"""HEIC pictures, which telephones take: read by a package that is not of the usual installation.

Its wheels carry x265, which is under the GPL: whoever wants it installs the extra `heic`.
"""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from client.errors import BadFile
from garage.words import N_, told

if TYPE_CHECKING:
    from PIL import Image

ENDINGS = ("heic", "heif")
_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")
"""What such a file says it is, after its length and `ftyp` (ISO/IEC 23008-12)."""


def is_heic(data: bytes) -> bool:
    """Whether a file begins as one, whatever its name is."""
    return data[4:8] == b"ftyp" and data[8:12] in _BRANDS


def open_heic(data: bytes, name: str) -> Image.Image:
    """The picture, not yet decoded; raises BadFile without the package, and as Pillow does."""
    try:
        from pillow_heif import HeifImageFile
    except ImportError as error:
        raise BadFile(
            told("{name} is a HEIC picture, which cannot be read here", name=name), _remedy()
        ) from error
    opened: Image.Image = HeifImageFile(io.BytesIO(data))
    return opened


def _remedy() -> str:
    if getattr(sys, "frozen", False):
        # Into the program that is one folder nothing can be installed.
        return N_("save it as a JPEG first, or have the phone take JPEGs")
    return N_("install pillow-heif (pip install pillow-heif), or save it as a JPEG first")
