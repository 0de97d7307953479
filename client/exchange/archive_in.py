"""Reading the garage's archive: checked whole before a line of it is used, and within bounds."""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from client.errors import BadFile
from client.exchange.archive_out import FORMAT, MANIFEST, RECORDS
from garage.words import N_, told

T = TypeVar("T")

MOST_MEMBERS = 500
MOST_BYTES = 8 * 1024**3
"""What all members may unpack to."""
LONGEST_LINE = 8 * 1024**2
_LARGEST_MANIFEST = 1024**2
_RATIO = 250
_SMALL = 16 * 1024**2
_NAME = re.compile(r"(?:records/)?[a-z][a-z0-9_]{0,59}\.jsonl")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BLOCK = 1024**2
_BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
_AGAIN = told("export it again, or use another copy")


class Member(msgspec.Struct, frozen=True):
    """What the manifest says of one member."""

    rows: int
    bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True):
    """What an archive says of itself."""

    format: int
    members: dict[str, Member]
    paddock: str = ""
    exported: str = ""
    vehicle: str | None = None


class ArchivedRecord(msgspec.Struct, frozen=True):
    """A record: its flat fields and their stamps in short form."""

    id: str
    space: str
    fields: dict[str, Any]
    stamps: dict[str, str]
    kind: str = ""
    batch: int | None = None


class ArchivedEdit(msgspec.Struct, frozen=True):
    """A value that a field had; `value` is its JSON text."""

    operation: int
    space: str
    id: str
    kind: str
    field: str
    by_stamp: str
    value: str | None = None
    stamp: str | None = None


class ArchivedDeed(msgspec.Struct, frozen=True):
    """An operation of the log."""

    n: int
    name: str
    title: str
    at: int
    state: str
    batch: int | None = None
    follows: int | None = None


class ArchivedBatch(msgspec.Struct, frozen=True):
    """An import that was completed."""

    n: int
    title: str
    at: int


class ArchivedSpace(msgspec.Struct, frozen=True):
    """A space; `home` is the person's own garage."""

    id: str
    name: str
    home: bool


class ArchivedSetting(msgspec.Struct, frozen=True):
    """What the person set."""

    name: str
    value: Any


class ArchivedPicture(msgspec.Struct, frozen=True):
    """A photo of a vehicle by the SHA-256 of its JPEG."""

    name: str
    jpeg: bytes


class GarageArchive:
    """An archive opened for reading. Raises BadFile for what is not one, or is not sound."""

    def __init__(self, path: Path) -> None:
        self._name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except _BROKEN as error:
            raise BadFile(
                told("{path} cannot be read as an archive of Paddock", path=path), _AGAIN
            ) from error
        try:
            self._infos = self._bounded(self._zip.infolist())
            self.manifest = self._read_manifest()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> GarageArchive:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of which there are records."""
        return tuple(
            name.removeprefix(RECORDS).removesuffix(".jsonl")
            for name in self.manifest.members
            if name.startswith(RECORDS)
        )

    @property
    def records(self) -> int:
        """How many records there are, those of unknown kinds aside."""
        members = self.manifest.members
        return sum(member.rows for name, member in members.items() if name.startswith(RECORDS))

    def _bounded(self, infos: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
        if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_BYTES:
            raise self._refused(told("holds more than any garage does"))
        for info in infos:
            if info.filename != MANIFEST and not _NAME.fullmatch(info.filename):
                raise self._refused(
                    told(
                        "holds {filename!r}, which Paddock never writes",
                        filename=info.filename[:60],
                    )
                )
            if info.flag_bits & 1 or info.compress_type not in _METHODS:
                raise self._refused(told("is encrypted, or packed in an unknown way"))
            if info.file_size > max(_SMALL, info.compress_size * _RATIO):
                raise self._refused(told("unpacks to over {ratio} times its size", ratio=_RATIO))
        found = {info.filename: info for info in infos}
        if len(found) != len(infos):
            raise self._refused(told("names a member twice"))
        return found

    def _read_manifest(self) -> Manifest:
        info = self._infos.get(MANIFEST)
        if info is None or info.file_size > _LARGEST_MANIFEST:
            raise self._refused(told("is no archive of Paddock: it has no manifest"))
        try:
            manifest = msgspec.json.decode(self._zip.read(info), type=Manifest)
        except (*_BROKEN, msgspec.DecodeError, RecursionError) as error:
            raise self._refused(told("has a damaged manifest")) from error
        if manifest.format > FORMAT:
            raise BadFile(
                told(
                    "{name} was written by Paddock {paddock}, which is newer",
                    name=self._name,
                    paddock=manifest.paddock[:20],
                ),
                N_("install that version, then restore it"),
            )
        if {*manifest.members, MANIFEST} != self._infos.keys():
            raise self._refused(told("does not hold what its manifest says"))
        return manifest

    def verify(self, at_each_block: Callable[[], None] = lambda: None) -> None:
        """Read all of it once and compare sizes and hashes with the manifest."""
        for name, member in self.manifest.members.items():
            digest, size = hashlib.sha256(), 0
            try:
                with self._zip.open(self._infos[name]) as file:
                    while block := file.read(_BLOCK):
                        at_each_block()
                        digest.update(block)
                        size += len(block)
            except _BROKEN as error:
                raise self._refused(
                    told("is damaged: {name} cannot be unpacked", name=name)
                ) from error
            if size != member.bytes or digest.hexdigest() != member.sha256:
                raise self._refused(told("is damaged: {name} is not what was written", name=name))

    def rows(self, name: str, type_: type[T]) -> Iterator[T]:
        """The rows of a member; none if it is not there."""
        info = self._infos.get(name)
        if info is None:
            return
        decoder = msgspec.json.Decoder(type_)
        try:
            with self._zip.open(info) as file:
                while line := file.readline(LONGEST_LINE):
                    try:
                        row = decoder.decode(line)
                    except (msgspec.DecodeError, RecursionError) as error:
                        raise self._refused(
                            told("is damaged: {name} has a bad line", name=name)
                        ) from error
                    yield row
        except _BROKEN as error:
            raise self._refused(told("is damaged: {name} cannot be unpacked", name=name)) from error

    def _refused(self, what: str) -> BadFile:
        return BadFile(told("{name} {what}", name=self._name, what=what), _AGAIN)
