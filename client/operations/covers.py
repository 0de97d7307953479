"""A person's photo of a vehicle: taken in within bounds, kept beside the database by its hash.

A vehicle's `picture` is the name of a drawing, or `photo:` with the SHA-256 of a file in
`pictures/`. Files are never changed or overwritten, so that undo finds the earlier one.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from client.errors import BadFile, ReadOnly
from client.operations import heic
from client.operations.records import edit
from client.store import Changes, Store, is_open_here
from garage.words import N_, told

if TYPE_CHECKING:
    from PIL import Image

FOLDER = "pictures"
MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 100_000_000
LONGEST_SIDE = 1_600
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
ENDINGS = ("jpg", "jpeg", "png", "webp", "gif", "bmp", "tif", "tiff")
OFFERED = (*ENDINGS, *heic.ENDINGS)
"""What is chosen or dropped as a picture."""
Rereader = Callable[[bytes], bytes | None]
"""Gives a HEIC picture as a JPEG, where the system can read it; else None."""
_QUALITY = 86
_JPEG = b"\xff\xd8\xff"
_PHOTO = re.compile(r"photo:([0-9a-f]{64})")


def choose_cover(store: Store, vehicle: str, path: Path, reread: Rereader | None = None) -> Changes:
    """Show a photo for a vehicle; raises BadFile for what is no picture, or too large a one."""
    image = cover_bytes(path, reread)
    name = hashlib.sha256(image).hexdigest()
    _keep(store.folder / FOLDER, name, image)
    return edit(store, vehicle, {"picture": f"photo:{name}"})


def remove_cover(store: Store, vehicle: str) -> Changes:
    """Show the drawing of its kind again; the file stays, for undo."""
    return edit(store, vehicle, {"picture": None})


def is_photo(picture: str) -> bool:
    """Whether a vehicle's picture is a photo rather than a drawing."""
    return _PHOTO.fullmatch(picture) is not None


def cover_path(folder: Path, picture: str) -> Path | None:
    """The photo's file in a profile's folder; None for a drawing. It may be missing."""
    found = _PHOTO.fullmatch(picture)
    return folder / FOLDER / f"{found[1]}.jpg" if found else None


def archived_covers(folder: Path, pictures: Iterable[object]) -> Iterator[dict[str, object]]:
    """The photos among these pictures, each once, as the archive keeps them."""
    for picture in sorted({each for each in pictures if isinstance(each, str)}):
        path = cover_path(folder, picture)
        if path is not None and path.is_file():
            yield {"name": path.stem, "jpeg": path.read_bytes()}


def restore_cover(folder: Path, name: str, jpeg: bytes) -> bool:
    """Keep a photo that an archive brought; False for what is none of that name."""
    sound = hashlib.sha256(jpeg).hexdigest() == name and jpeg.startswith(_JPEG)
    if sound:
        _keep(folder / FOLDER, name, jpeg)
    return sound


def cover_bytes(path: Path, reread: Rereader | None = None) -> bytes:
    """A picture as a JPEG of at most 1600 pixels a side, upright, without its metadata."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    data = _read(path)
    if heic.is_heic(data) and reread is not None:
        data = reread(data) or data
    try:
        with _opened(data, path.name) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_large(path)
            # A JPEG can be decoded at a fraction of its size, which saves time and memory.
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            flat = _on_white(upright)
            flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            target = io.BytesIO()
            flat.save(target, "JPEG", quality=_QUALITY, optimize=True)
    except UnidentifiedImageError as error:
        raise BadFile(
            told("{name} is no picture that can be read", name=path.name),
            N_("choose a JPEG, PNG or WebP"),
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise BadFile(
            told("{name} is damaged", name=path.name), N_("choose another picture")
        ) from error
    return target.getvalue()


def _opened(data: bytes, name: str) -> Image.Image:
    from PIL import Image

    if heic.is_heic(data):
        return heic.open_heic(data, name)
    return Image.open(io.BytesIO(data), formats=FORMATS)


def _too_large(path: Path) -> BadFile:
    return BadFile(
        told(
            "{name} has over {what} million pixels", name=path.name, what=MOST_PIXELS // 1_000_000
        ),
        N_("choose a smaller picture"),
    )


def _on_white(image: Image.Image) -> Image.Image:
    """An image in plain colours; what was see-through is white."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return image.convert("RGB")


def _read(path: Path) -> bytes:
    if is_open_here(path):
        raise BadFile(
            told("{name} is the garage itself", name=path.name), N_("choose another file")
        )
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadFile(
            told("{name} cannot be read ({strerror})", name=path.name, strerror=error.strerror),
            N_("choose another file"),
        ) from error
    if len(data) > MOST_BYTES:
        raise BadFile(
            told("{name} is larger than {what} MB", name=path.name, what=MOST_BYTES >> 20),
            N_("choose a smaller picture"),
        )
    return data


def _keep(folder: Path, name: str, image: bytes) -> None:
    target = folder / f"{name}.jpg"
    if target.is_file():
        # That it is wanted again is to be seen by whoever looks for what nothing names.
        with contextlib.suppress(OSError):
            os.utime(target)
        return
    part = folder / f"{name}.part"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with part.open("wb") as stream:
            stream.write(image)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    except OSError as error:
        raise ReadOnly(
            told(
                "the folder {folder} cannot be written ({strerror})",
                folder=folder,
                strerror=error.strerror,
            ),
            N_("free some room, or give yourself the right to write there"),
        ) from error
