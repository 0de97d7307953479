"""Exports appear whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from client.errors import BadRequest, DiskFull, ReadOnly, WorldFailed
from client.exchange.place_out import fresh_file, fresh_folder, fresh_zip


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "garage.json"
    target.write_text("before")
    with fresh_file(target) as file:
        file.write(b"after")
        assert target.read_text() == "before"
    assert target.read_text() == "after"
    assert names(tmp_path) == ["garage.json"]


@pytest.mark.parametrize(
    ("number", "wanted"),
    [(errno.ENOSPC, DiskFull), (errno.EROFS, ReadOnly), (errno.EIO, WorldFailed)],
)
@pytest.mark.parametrize("fresh", [fresh_file, fresh_zip, fresh_folder])
def test_a_failing_disk_is_named_and_leaves_nothing(
    tmp_path: Path, number: int, wanted: type[Exception], fresh: object
) -> None:
    target = tmp_path / "garage"
    with pytest.raises(wanted, match="garage"), fresh(target):  # type: ignore[operator]  # any
        raise OSError(number, os.strerror(number))
    assert names(tmp_path) == []


def test_a_folder_that_holds_something_is_never_mixed_with_an_export(tmp_path: Path) -> None:
    target = tmp_path / "csv"
    target.mkdir()
    (target / "mine.txt").write_text("keep me")
    with pytest.raises(BadRequest, match="not empty"), fresh_folder(target):
        pass
    assert (target / "mine.txt").read_text() == "keep me"
    (target / "mine.txt").unlink()
    with fresh_folder(target) as folder:
        (folder / "vehicle.csv").write_text("id")
    assert names(target) == ["vehicle.csv"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="no folder"), fresh_file(tmp_path / "no" / "a.json"):
        pass


def test_a_folder_in_the_place_of_a_file_and_the_other_way_round_are_refused(
    tmp_path: Path,
) -> None:
    with pytest.raises(BadRequest, match="is a folder"), fresh_file(tmp_path):
        pass
    (tmp_path / "file").write_text("x")
    with pytest.raises(BadRequest, match="is a file"), fresh_folder(tmp_path / "file"):
        pass


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_folder_without_the_right_to_write_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ReadOnly), fresh_file(tmp_path / "a.json"):
            pass
    finally:
        tmp_path.chmod(0o700)
