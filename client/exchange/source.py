"""Bytes to text: what encoding a file has, whether it is text at all, and how large it may be."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, TextIO

from client.errors import BadFile
from client.exchange.archive import UNREADABLE, Archive
from client.exchange.drafts import Judgement
from garage.words import N_, told

Opener = Callable[[], BinaryIO]

LARGEST = 256 * 1024 * 1024
"""Most bytes of a CSV file; a hundred years of one person's fill-ups have less than one of it."""

_CHUNK = 1 << 20
_HEAD = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # Before UTF-16: its mark is the beginning of that of UTF-32.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FOREIGN = (
    (b"%PDF", told("a PDF")),
    (b"SQLite format 3\0", told("a database")),
    (b"\x89PNG", told("a picture")),
    (b"\xff\xd8\xff", told("a picture")),
    (b"GIF8", told("a picture")),
    (b"\x1f\x8b", told("a gzip archive")),
    (b"7z\xbc\xaf", told("a 7z archive")),
    (b"Rar!", told("a RAR archive")),
    (b"\xd0\xcf\x11\xe0", told("an old Office document")),
    (b"\x7fELF", told("a program")),
)
_SAVE_AS_CSV = told("export it as CSV from the app that made it")


@dataclass(frozen=True)
class Opened:
    """A file known to be text (or an archive of XML): `text` reads it from its start."""

    name: str
    head: str
    """Its first 64 KiB or so."""
    encoding: Judgement
    lines: int
    """How many line ends it has, about."""
    stream: Opener
    archive: Archive | None = None

    @contextmanager
    def text(self) -> Iterator[TextIO]:
        """Its text with line ends as they are. What fails while reading raises BadFile."""
        codec = self.encoding.value
        errors = "replace" if codec == "cp1252" else "strict"
        try:
            with self.stream() as stream:
                yield io.TextIOWrapper(stream, encoding=codec, errors=errors, newline="")
        except UNREADABLE as error:
            raise _unreadable(self.name, error) from error
        except UnicodeError as error:
            raise BadFile(
                told("{name} changed while it was read", name=self.name), N_("try again")
            ) from error


def open_source(name: str, opener: Opener) -> Opened:
    """Look through a file once. Raises BadFile for what is no text, or larger than `LARGEST`.

    `opener` gives the file's bytes from their start, seekable, each time it is called. A ZIP
    archive with one CSV stands for that CSV.
    """
    try:
        with opener() as stream:
            size = stream.seek(0, io.SEEK_END)
            stream.seek(0)
            start = stream.read(_HEAD)
    except UNREADABLE as error:
        raise _unreadable(name, error) from error
    if size > LARGEST:
        raise BadFile(
            told(
                "{name} has {what} MiB, and at most {what_2} MiB can be imported",
                name=name,
                what=size >> 20,
                what_2=LARGEST >> 20,
            ),
            N_("export a shorter period, or one vehicle at a time"),
        )
    if start.startswith(b"PK\x03\x04"):
        return _open_archive(name, opener)
    return _open_text(name, opener, start)


def _open_archive(name: str, opener: Opener) -> Opened:
    archive = Archive(name, opener)
    if "vehicles.xml" in archive.names:
        return Opened(name, "", Judgement("utf-8", "file"), 0, opener, archive)
    if "[content_types].xml" in archive.names:
        raise BadFile(
            told("{name} is a workbook or an Office document", name=name),
            N_("save the sheet as CSV"),
        )
    tables = [each for each in archive.names if each.endswith((".csv", ".txt"))]
    if len(tables) != 1:
        what = told("{n} CSV files", n=len(tables)) if tables else told("no CSV file")
        raise BadFile(
            told("{name} holds {what}", name=name, what=what),
            N_("unpack it and import the file that you mean"),
        )
    with archive.open(tables[0]) as stream:
        try:
            start = stream.read(_HEAD)
        except UNREADABLE as error:
            raise _unreadable(name, error) from error
    return _open_text(name, lambda: archive.open(tables[0]), start)


def _open_text(name: str, opener: Opener, start: bytes) -> Opened:
    for signature, what in _FOREIGN:
        if start.startswith(signature):
            raise BadFile(told("{name} is {what}, no CSV file", name=name, what=what), _SAVE_AS_CSV)
    if not start.strip():
        raise BadFile(told("{name} is empty", name=name), N_("export it again from the other app"))
    marked = next((codec for bom, codec in _BOMS if start.startswith(bom)), None)
    codec = marked or _unmarked(start)
    if codec is None:
        raise BadFile(told("{name} is no CSV file: it holds binary data", name=name), _SAVE_AS_CSV)
    try:
        codec, lines = _look_through(name, opener, codec)
    except UNREADABLE as error:
        raise _unreadable(name, error) from error
    encoding = Judgement(codec, "file" if marked else "judged")
    head = codecs.getincrementaldecoder(codec)("replace").decode(start)
    if sum(each < " " and each not in "\t\n\r\f\x1a" for each in head) * 50 > len(head):
        raise BadFile(told("{name} is no CSV file: it holds binary data", name=name), _SAVE_AS_CSV)
    return Opened(name, head, encoding, lines, opener)


def _unmarked(start: bytes) -> str | None:
    """The encoding without a byte order mark, UTF-8 until it proves wrong; None for binary."""
    if b"\0" not in start:
        return "utf-8"
    pairs = len(start) // 2
    even, odd = start[::2].count(0), start[1::2].count(0)
    if pairs > 3 and odd * 10 > pairs * 6 and even * 10 < pairs:
        return "utf-16-le"
    if pairs > 3 and even * 10 > pairs * 6 and odd * 10 < pairs:
        return "utf-16-be"
    return None


def _look_through(name: str, opener: Opener, codec: str) -> tuple[str, int]:
    """The encoding that the whole file bears, and its line ends, counted."""
    check: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder(codec)("strict")
    wide = codec.startswith(("utf-16", "utf-32"))
    lines = total = 0
    with opener() as stream:
        while chunk := stream.read(_CHUNK):
            total += len(chunk)
            if total > LARGEST:
                raise BadFile(
                    told("{name} is larger than it says it is", name=name), N_("export it again")
                )
            ends = max(chunk.count(b"\n"), chunk.count(b"\r"))
            if not ends and len(chunk) == _CHUNK:
                raise BadFile(
                    told("{name} has a line of over a million characters", name=name), _SAVE_AS_CSV
                )
            if not wide and b"\0" in chunk:
                raise BadFile(
                    told("{name} is no CSV file: it holds binary data", name=name), _SAVE_AS_CSV
                )
            lines += ends
            check = _still(name, check, chunk, wide)
    check = _still(name, check, b"", wide, final=True)
    return (codec if check else "cp1252"), lines + 1


def _still(
    name: str,
    check: codecs.IncrementalDecoder | None,
    chunk: bytes,
    wide: bool,
    final: bool = False,
) -> codecs.IncrementalDecoder | None:
    """The decoder if the chunk is right for it, None if the file is not UTF-8 after all."""
    if check is None:
        return None
    try:
        check.decode(chunk, final)
    except UnicodeError:
        if wide:
            raise BadFile(
                told("{name} begins as UTF-16 or UTF-32 and does not go on so", name=name),
                _SAVE_AS_CSV,
            ) from None
        return None
    return check


def _unreadable(name: str, error: Exception) -> BadFile:
    reason = getattr(error, "strerror", None) or told("it is damaged")
    return BadFile(
        told("{name} cannot be read: {reason}", name=name, reason=reason),
        N_("check the file and try again"),
    )
