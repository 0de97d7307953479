"""An archive that is damaged, or that no Paddock wrote, is refused and nothing of it is kept."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from client.errors import BadFile
from client.exchange import archive_in, archive_out
from client.operations.restoring import is_empty, restore_archive
from tests.client.operations.restoring.conftest import Made, add, names, sent


def rewritten(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The archive with its members changed, under a manifest that agrees with them."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop(archive_out.MANIFEST))
    change(members)
    evil = path.with_name("evil.zip")
    with zipfile.ZipFile(evil, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = archive_out.ArchiveWriter(archive)
        for name, data in members.items():
            list(writer.write(name, [json.loads(line) for line in data.splitlines()]))
        writer.finish(manifest)
    return evil


FILLS = "records/fill_up.jsonl"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (b'"id":"', b'"id":"../', "cannot be"),
        (b'"":"', b'"":"f', "cannot be"),
        (b'{"":"0', b'{"":"f', "not of this age"),
        (b'"stamps":{"":', b'"stamps":{"nose":', "stamps"),
        (b'"fields":{', b'"fields":7,"x":{', "bad line"),
    ],
)
def test_a_record_that_no_paddock_wrote_is_refused_and_nothing_kept(
    store: Made, tmp_path: Path, old: bytes, new: bytes, complaint: str
) -> None:
    one, two = store("one"), store("two")
    add(one, "fill_up", vehicle=add(one, "vehicle", name="Herbie"))

    def change(members: dict[str, bytes]) -> None:
        assert old in members[FILLS]
        members[FILLS] = members[FILLS].replace(old, new, 1)

    with pytest.raises(BadFile, match=complaint):
        restore_archive(two, rewritten(sent(one, tmp_path / "a.zip"), change))
    assert two.read(is_empty)


def test_a_record_that_is_there_twice_is_refused(store: Made, tmp_path: Path) -> None:
    one, two = store("one"), store("two")
    add(one, "fill_up", vehicle=add(one, "vehicle", name="Herbie"))
    double = rewritten(sent(one, tmp_path / "a.zip"), lambda m: m.update({FILLS: m[FILLS] * 2}))
    with pytest.raises(BadFile, match="twice"):
        restore_archive(two, double)
    assert two.read(is_empty)


def test_a_damaged_archive_is_refused_before_a_line_of_it_is_used(
    store: Made, tmp_path: Path
) -> None:
    one, two = store("one"), store("two")
    add(one, "vehicle", name="Herbie")
    whole = sent(one, tmp_path / "a.zip").read_bytes()
    for place in range(40, len(whole), 397):
        broken = bytearray(whole)
        broken[place] ^= 0x55
        (tmp_path / "b.zip").write_bytes(broken)
        try:
            restore_archive(two, tmp_path / "b.zip")
        except BadFile:
            assert two.read(is_empty)
        else:  # what ZIP keeps beside the data, as a time, may change without harm
            assert names(two) == ["Herbie"]
            break
    for cut in (0, 10, len(whole) // 2, len(whole) - 10):
        (tmp_path / "b.zip").write_bytes(whole[:cut])
        with pytest.raises(BadFile):
            restore_archive(store("three"), tmp_path / "b.zip")


def zipped(path: Path, **members: bytes) -> Path:
    """A ZIP file with these members, packed."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("members", "complaint"),
    [
        ({"a.csv": b"1"}, "never writes"),
        ({"../../evil.jsonl": b"1"}, "never writes"),
        ({"notes.jsonl": b"{}"}, "no manifest"),
        ({"manifest.json": b"{"}, "damaged manifest"),
        ({"manifest.json": b'{"format":99,"members":{}}'}, "newer"),
        ({"manifest.json": b'{"format":1,"members":{}}', "notes.jsonl": b""}, "manifest says"),
        ({"bomb.jsonl": b"0" * 30_000_000}, "times its size"),
    ],
)
def test_a_hostile_archive_is_refused(
    store: Made, tmp_path: Path, members: dict[str, bytes], complaint: str
) -> None:
    with pytest.raises(BadFile, match=complaint):
        restore_archive(store("one"), zipped(tmp_path / "a.zip", **members))
    assert store("one").read(is_empty)


def test_too_many_members_and_endless_lines_are_refused(
    store: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store("one"), "vehicle", name="Herbie")
    path = sent(store("one"), tmp_path / "a.zip")
    monkeypatch.setattr(archive_in, "LONGEST_LINE", 20)
    with pytest.raises(BadFile, match="bad line"):
        restore_archive(store("two"), path)
    monkeypatch.setattr(archive_in, "MOST_MEMBERS", 3)
    with pytest.raises(BadFile, match="more than any garage"):
        restore_archive(store("two"), path)
    assert store("two").read(is_empty)
