"""Archives that other apps make, opened within bounds: a small file may unpack to a huge one."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from client.errors import BadFile
from garage.words import N_, told

MOST_MEMBERS = 2_000
LARGEST_MEMBER = 256 * 1024 * 1024
_RATIO = 200
_SMALL = 4 * 1024 * 1024
_KNOWN_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError)
"""What reading a broken archive or file raises."""


class _Member(io.RawIOBase):
    """A member's bytes; closing it closes the archive and its file too."""

    def __init__(self, stream: BinaryIO, info: zipfile.ZipInfo) -> None:
        super().__init__()
        self._open: list[Any] = [stream]
        try:
            archive = zipfile.ZipFile(stream)
            self._open.insert(0, archive)
            self._open.insert(0, archive.open(info))
        except BaseException:
            self.close()
            raise

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        found: bytes = self._open[0].read(len(buffer))
        buffer[: len(found)] = found
        return len(found)

    def close(self) -> None:
        for each in self._open:
            each.close()
        super().close()


class Archive:
    """A ZIP file: its members by base name, each readable on its own."""

    def __init__(self, name: str, opener: Callable[[], BinaryIO]) -> None:
        """Raises BadFile for what is no sound, unencrypted ZIP of bounded size."""
        self._name = name
        self._opener = opener
        self._members: dict[str, zipfile.ZipInfo] = {}
        try:
            with opener() as stream, zipfile.ZipFile(stream) as archive:
                infos = archive.infolist()
        except (*UNREADABLE, ValueError, UnicodeError) as error:
            raise BadFile(
                told("{name} is a damaged ZIP archive", name=name),
                N_("export it again from the other app"),
            ) from error
        if len(infos) > MOST_MEMBERS:
            raise BadFile(
                told(
                    "{name} holds {len} files, more than {most_members}",
                    name=name,
                    len=len(infos),
                    most_members=MOST_MEMBERS,
                ),
                N_("unpack it and import the file that you mean"),
            )
        for info in infos:
            base = info.filename.replace("\\", "/").rpartition("/")[2]
            # The copies that macOS leaves beside files are named ._file.
            if base and not base.startswith("."):
                self._members[base.lower()] = info

    @property
    def names(self) -> tuple[str, ...]:
        """Base names of the members, in lower case."""
        return tuple(self._members)

    def open(self, member: str) -> BinaryIO:
        """The bytes of a member, unpacked while they are read. Raises BadFile."""
        info = self._members.get(member)
        if info is None:
            raise BadFile(
                told("{name} has no {member}", name=self._name, member=member),
                N_("export it again from the other app"),
            )
        self._check(member, info)
        try:
            return cast(BinaryIO, io.BufferedReader(_Member(self._opener(), info)))
        except (*UNREADABLE, ValueError, RuntimeError) as error:
            raise BadFile(
                told("{member} in {name} cannot be unpacked", member=member, name=self._name),
                N_("export it again"),
            ) from error

    def _check(self, member: str, info: zipfile.ZipInfo) -> None:
        if info.flag_bits & 1:
            raise BadFile(
                told("{name} is encrypted", name=self._name),
                N_("unpack it with its password first"),
            )
        if info.compress_type not in _KNOWN_METHODS:
            raise BadFile(
                told(
                    "{member} in {name} is packed in an unknown way", member=member, name=self._name
                ),
                N_("unpack it"),
            )
        if info.file_size > LARGEST_MEMBER:
            raise BadFile(
                told(
                    "{member} in {name} unpacks to more than {what} MiB",
                    member=member,
                    name=self._name,
                    what=LARGEST_MEMBER >> 20,
                ),
                N_("export a shorter period, or one vehicle at a time"),
            )
        if info.file_size > max(_SMALL, info.compress_size * _RATIO):
            raise BadFile(
                told(
                    "{member} in {name} unpacks to over {ratio} times its size",
                    member=member,
                    name=self._name,
                    ratio=_RATIO,
                ),
                N_("that is no export of another app: check where the file is from"),
            )
