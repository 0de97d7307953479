"""Where an export lands: under another name until it is whole and on the disk."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from client.errors import BadRequest, ClientError, DiskFull, ReadOnly, WorldFailed
from client.store import is_open_here
from garage.words import N_, told

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_RIGHT = {errno.EACCES, errno.EPERM, errno.EROFS}
_SUFFIX = ".partial"


@contextmanager
def fresh_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that becomes `path` when all went well; else nothing is left of it.

    Raises BadRequest, DiskFull, ReadOnly or WorldFailed; what was at `path` stays until then.
    """
    _check(path)
    if path.is_dir():
        raise BadRequest(told("{path} is a folder", path=path), N_("give the name of a file"))
    partial = path.with_name(path.name + _SUFFIX)
    try:
        with _translated(path):
            with partial.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            partial.replace(path)
            _settle(path.parent)
    finally:
        with contextlib.suppress(OSError):
            partial.unlink(missing_ok=True)


@contextmanager
def fresh_folder(path: Path) -> Iterator[Path]:
    """An empty folder to fill that becomes `path` when all went well; else nothing is left.

    A folder that is there already must be empty: what lies in it is never mixed or removed.
    """
    _check(path)
    if path.exists() and not path.is_dir():
        raise BadRequest(
            told("{path} is a file", path=path),
            N_("give the name of a new folder, or end it in .zip"),
        )
    with _translated(path):
        if path.is_dir() and any(path.iterdir()):
            raise BadRequest(
                told("{path} is not empty", path=path), N_("choose a new or an empty folder")
            )
    partial = path.with_name(path.name + _SUFFIX)
    try:
        with _translated(path):
            shutil.rmtree(partial, ignore_errors=True)
            partial.mkdir()
            yield partial
            for file in partial.iterdir():
                with file.open("rb+") as written:
                    os.fsync(written.fileno())
            if path.is_dir():
                path.rmdir()
            partial.replace(path)
            _settle(path.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)


@contextmanager
def fresh_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """A ZIP archive to write that becomes `path` when all went well."""
    with fresh_file(path) as file:
        archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        try:
            yield archive
        except BaseException:
            # Closing would write the directory of a file that is about to go.
            archive.fp = None
            raise
        archive.close()


def _check(path: Path) -> None:
    if not path.name:
        raise BadRequest(
            told("{path} is no name for an export", path=path), N_("give a file or a folder")
        )
    if is_open_here(path):
        raise BadRequest(
            told("{path} is the garage itself", path=path), N_("give a file from elsewhere")
        )
    if not path.parent.is_dir():
        raise BadRequest(
            told("there is no folder {parent}", parent=path.parent),
            N_("make it first, or choose another"),
        )


def _settle(folder: Path) -> None:
    """Make a new name durable, where the system lets a folder be synced."""
    with contextlib.suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _error(path, error) from error


def _error(path: Path, error: OSError) -> ClientError:
    if error.errno in _NO_ROOM:
        return DiskFull(
            told("there is no room left for {name}", name=path.name),
            N_("free some room, or choose another disk"),
        )
    if error.errno in _NO_RIGHT:
        return ReadOnly(
            told("{path} cannot be written", path=path), N_("choose a folder where you may write")
        )
    return WorldFailed(
        told("{path} cannot be written ({strerror})", path=path, strerror=error.strerror),
        N_("choose another place"),
    )
