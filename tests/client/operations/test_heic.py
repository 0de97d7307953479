"""HEIC pictures: read where the system or the extra can, else refused with what to do."""

import io
import sys

import pytest
from PIL import Image

from client.errors import BadFile
from client.operations import covers
from client.operations.covers import cover_bytes

HEADER = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"


@pytest.fixture
def plain(monkeypatch):
    """An installation without the extra."""
    monkeypatch.setitem(sys.modules, "pillow_heif", None)


@pytest.fixture
def photo(tmp_path):
    """A photo that a telephone took on its side: 2400 × 1200, to be turned by a quarter."""
    pillow_heif = pytest.importorskip("pillow_heif", reason="the extra heic is not installed")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A camera"
    taken = pillow_heif.from_pillow(Image.new("RGB", (2400, 1200), "red"))
    path = tmp_path / "IMG_0042.HEIC"
    taken.save(path, exif=exif.tobytes())
    return path


@pytest.mark.parametrize("name", ["IMG_0042.HEIC", "renamed.jpg"])
def test_without_the_extra_it_is_refused_by_its_name(tmp_path, plain, name):
    path = tmp_path / name
    path.write_bytes(HEADER)
    with pytest.raises(BadFile, match="HEIC picture, which cannot be read here") as refused:
        cover_bytes(path)
    assert "pip install pillow-heif" in refused.value.hint


def test_the_built_program_does_not_tell_of_installing(tmp_path, plain, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    path = tmp_path / "IMG_0042.HEIC"
    path.write_bytes(HEADER)
    with pytest.raises(BadFile) as refused:
        cover_bytes(path)
    assert refused.value.hint == "save it as a JPEG first, or have the phone take JPEGs"


def test_what_the_system_reads_needs_no_extra(tmp_path, plain):
    path = tmp_path / "IMG_0042.HEIC"
    path.write_bytes(HEADER)
    jpeg = io.BytesIO()
    Image.new("RGB", (60, 30), "red").save(jpeg, "JPEG")
    asked = []

    def reread(data):
        asked.append(data)
        return jpeg.getvalue()

    with Image.open(io.BytesIO(cover_bytes(path, reread))) as image:
        assert image.size == (60, 30)
    assert asked == [HEADER]
    with pytest.raises(BadFile):
        cover_bytes(path, lambda data: None)


def test_the_system_is_not_asked_for_what_is_read_anyway(tmp_path):
    path = tmp_path / "herbie.png"
    Image.new("RGB", (60, 30), "red").save(path)
    assert cover_bytes(path, lambda data: pytest.fail("asked"))


def test_a_jpeg_that_is_named_so_is_taken(tmp_path, plain):
    path = tmp_path / "sent.heic"
    Image.new("RGB", (60, 30), "red").save(path, "JPEG")
    assert cover_bytes(path)


def test_with_the_extra_it_is_kept_upright_and_small_without_metadata(photo):
    with Image.open(io.BytesIO(cover_bytes(photo))) as image:
        assert image.format == "JPEG"
        assert image.size == (800, 1600)
        assert not image.getexif()
        red, green, blue = image.getpixel((400, 800))
    assert red > 200
    assert max(green, blue) < 60


def test_with_the_extra_the_bounds_hold(photo, monkeypatch):
    monkeypatch.setattr(covers, "MOST_PIXELS", 2_000_000)
    with pytest.raises(BadFile, match="over 2 million pixels"):
        cover_bytes(photo)
    monkeypatch.setattr(covers, "MOST_BYTES", 500)
    with pytest.raises(BadFile, match="is larger than"):
        cover_bytes(photo)


@pytest.mark.parametrize("kept", [30, 200, -100])
def test_with_the_extra_one_cut_short_is_damaged(photo, tmp_path, kept):
    path = tmp_path / "short.heic"
    path.write_bytes(photo.read_bytes()[:kept])
    with pytest.raises(BadFile, match="is damaged"):
        cover_bytes(path)
