"""Photos of vehicles: within bounds, upright, without metadata, kept by their hash."""

import io
from datetime import date

import pytest
from PIL import Image

from client.errors import BadFile
from client.operations import covers
from client.operations.covers import (
    choose_cover,
    cover_bytes,
    cover_path,
    remove_cover,
    restore_cover,
)
from client.operations.exporting import export_garage
from client.operations.records import add
from client.operations.restoring import restore_archive
from client.store import Store
from garage.moments import Moment
from garage.records import Vehicle, kind_named


@pytest.fixture
def store(tmp_path):
    """An empty garage."""
    with Store(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def herbie(store) -> str:
    """A vehicle with a drawing of its own."""
    return add(store, kind_named("vehicle"), {"name": "Herbie", "picture": "herbie"}).ids[0]


@pytest.fixture
def photo(tmp_path):
    """A large photo taken with the camera on its side: 2400 × 1200, to be turned by a quarter."""
    path = tmp_path / "herbie.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A camera"
    Image.new("RGB", (2400, 1200), "red").save(path, "JPEG", exif=exif)
    return path


def picture_of(store, vehicle) -> str:
    """What the record says."""
    return store.read(lambda reader: reader.get(Vehicle, vehicle).picture)


def test_a_photo_is_kept_upright_and_small_without_metadata(store, herbie, photo):
    choose_cover(store, herbie, photo)
    kept = cover_path(store.folder, picture_of(store, herbie))
    assert kept is not None
    assert kept.parent == store.folder / "pictures"
    with Image.open(kept) as image:
        assert image.format == "JPEG"
        assert image.size == (800, 1600)
        assert not image.getexif()


def test_the_same_photo_is_kept_once_and_undo_brings_the_drawing_back(store, herbie, photo):
    choose_cover(store, herbie, photo)
    other = add(store, kind_named("vehicle"), {"name": "Z3"}).ids[0]
    choose_cover(store, other, photo)
    assert len(list((store.folder / "pictures").iterdir())) == 1
    store.undo()
    assert picture_of(store, other) == ""
    assert picture_of(store, herbie).startswith("photo:")


def test_a_removed_photo_comes_back_with_undo(store, herbie, photo):
    choose_cover(store, herbie, photo)
    before = picture_of(store, herbie)
    remove_cover(store, herbie)
    assert cover_path(store.folder, picture_of(store, herbie)) is None
    store.undo()
    assert picture_of(store, herbie) == before
    assert cover_path(store.folder, before).is_file()


def test_what_is_see_through_becomes_white(tmp_path):
    path = tmp_path / "logo.png"
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(path)
    with Image.open(io.BytesIO(cover_bytes(path))) as image:
        assert min(image.getpixel((20, 10))) > 250


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"not a picture at all", "no picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no picture that can be read"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "no picture that can be read|is damaged"),
    ],
)
def test_what_is_no_picture_is_refused_in_one_sentence(tmp_path, content, words):
    path = tmp_path / "odd.jpg"
    path.write_bytes(content)
    with pytest.raises(BadFile, match=words):
        cover_bytes(path)


def test_a_photo_cut_short_is_refused(tmp_path, photo):
    path = tmp_path / "short.jpg"
    path.write_bytes(photo.read_bytes()[:900])
    with pytest.raises(BadFile):
        cover_bytes(path)


def test_bounds_hold_for_bytes_and_pixels(tmp_path, photo, monkeypatch):
    monkeypatch.setattr(covers, "MOST_PIXELS", 2_000_000)
    with pytest.raises(BadFile, match="over 2 million pixels"):
        cover_bytes(photo)
    monkeypatch.setattr(covers, "MOST_BYTES", 1_000)
    with pytest.raises(BadFile, match="is larger than"):
        cover_bytes(photo)
    with pytest.raises(BadFile, match="cannot be read"):
        cover_bytes(tmp_path / "nothing.jpg")


def test_a_name_cannot_lead_out_of_the_folder(store):
    assert cover_path(store.folder, "photo:../../etc/passwd") is None
    assert cover_path(store.folder, "herbie") is None


def test_photos_go_into_the_archive_and_come_back(store, herbie, photo, tmp_path):
    choose_cover(store, herbie, photo)
    archive = tmp_path / "garage.zip"
    export_garage(store, archive, "zip", Moment(date(2026, 11, 18)))
    with Store(tmp_path / "other") as other:
        restore_archive(other, archive)
        kept = cover_path(other.folder, picture_of(other, herbie))
        assert kept.read_bytes() == cover_path(store.folder, picture_of(store, herbie)).read_bytes()


def test_a_photo_of_another_name_is_not_taken_from_an_archive(tmp_path):
    assert not restore_cover(tmp_path, "0" * 64, b"\xff\xd8\xff")
    assert not (tmp_path / "pictures").exists()
