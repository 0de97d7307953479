"""Every screen of the tour, looked at: names for all that can be reached, nothing cut off,
and each as it was when it was last approved.

After a wanted change of the look, run this with PADDOCK_APPROVE=1 and look at the pictures that
have changed in `approved/` and `docs/pictures/` before they are committed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from client.app import tour
from client.app.walks.enlarged import walk_enlarged
from client.ui.theme import Scheme, apply
from tests.client.app.comparing import (
    MOST_OF_A_TILE,
    approve,
    coarsely_unlike,
    half,
    is_finer,
    unlike,
)
from tests.client.app.looking import LookingTour

ROOT = Path(__file__).resolve().parents[3]
APPROVED = Path(__file__).parent / "approved"
SHOWN = ROOT / "docs" / "pictures"
SHOWN_OF = {
    "01-garage-light": "garage",
    "02-vehicle-overview-light": "overview",
    "04-calendar-look-light": "calendar",
    "08-insights-light": "insights",
    "11-plan-board-light": "plan",
}
"""Which screens the README shows, and as what."""
APPROVING = os.environ.get("PADDOCK_APPROVE") == "1"

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Toured:
    """What a tour of all screens gave."""

    pictures: tuple[Path, ...]
    complaints: tuple[str, ...]


@pytest.fixture(scope="module")
def toured(qapp, tmp_path_factory) -> Toured:
    folder = tmp_path_factory.mktemp("tour")
    made: list[LookingTour] = []

    class Kept(LookingTour):
        def __init__(self, *arguments) -> None:
            super().__init__(*arguments)
            made.append(self)

    tour.take(folder, make=Kept)
    return Toured(
        tuple(picture for each in made for picture in each.pictures),
        tuple(sentence for each in made for sentence in each.complaints),
    )


def test_nothing_on_any_screen_is_nameless_cut_off_or_out_of_order(toured):
    assert not toured.complaints, "\n".join(toured.complaints)


@pytest.fixture(scope="module")
def plain(qapp, tmp_path_factory) -> Path:
    """A folder with the screens of an enlarged tour, not enlarged."""
    apply(qapp, Scheme.LIGHT)
    folder = tmp_path_factory.mktemp("plain")
    walk_enlarged(qapp, folder, tour.Tour)
    return folder


@pytest.mark.parametrize("scale", tour.SCALES)
def test_an_enlarged_screen_is_the_same_with_more_detail(scale, plain, tmp_path):
    # Qt takes the scale only at its start.
    done = subprocess.run(
        [sys.executable, "-m", "tests.client.app.looking", str(tmp_path)],
        env=os.environ | {"QT_SCALE_FACTOR": scale, "PYTHONPATH": str(ROOT)},
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    wrong = [line for line in done.stdout.splitlines() if line.startswith("wrong")]
    assert (done.returncode, wrong) == (0, [])
    pictures = sorted(tmp_path.glob("*.png"))
    assert len(pictures) == 6
    for path in pictures:
        beside = plain / f"{path.stem.rpartition('-')[0]}-100.png"
        with Image.open(path) as picture, Image.open(beside) as small:
            assert picture.size == tuple(round(side * float(scale)) for side in tour.SIZE)
            assert is_finer(picture.convert("RGB"), small.convert("RGB")), path.name
        assert coarsely_unlike(path, beside) < MOST_OF_A_TILE, path.name


@pytest.mark.skipif(sys.platform != "linux", reason="other systems draw letters otherwise")
def test_every_screen_looks_as_it_was_approved(toured):
    changed = []
    for path in toured.pictures:
        approved = APPROVED / path.name
        if APPROVING:
            APPROVED.mkdir(exist_ok=True)
            approve(path, approved)
            if path.stem in SHOWN_OF:
                with Image.open(path) as whole:
                    page = whole.convert("RGB").quantize(256)
                page.save(SHOWN / f"{SHOWN_OF[path.stem]}.png", optimize=True)
            continue
        if not approved.exists():
            changed.append(f"{path.name} was never approved")
            continue
        how = unlike(half(path), approved)
        if how:
            changed.append(f"{path.name} {how}")
    gone = {path.name for path in APPROVED.glob("*.png")} - {p.name for p in toured.pictures}
    if APPROVING:
        for name in gone:
            (APPROVED / name).unlink()
        return
    changed += [f"{name} is approved and no screen any more" for name in sorted(gone)]
    assert not changed, "\n".join(changed)


def test_the_readme_shows_the_screens_as_they_were_approved():
    assert {f"{name}.png" for name in SHOWN_OF.values()} == {p.name for p in SHOWN.glob("*.png")}
    stale = []
    for screen, name in SHOWN_OF.items():
        how = unlike(half(SHOWN / f"{name}.png"), APPROVED / f"{screen}.png")
        if how:
            stale.append(f"docs/pictures/{name}.png {how} beside {screen}")
    assert not stale, "\n".join(stale)


@pytest.mark.parametrize(
    ("screen", "box"),
    [
        pytest.param("01-garage-light", (647, 6, 708, 24), id="the primary button"),
        pytest.param("01-garage-light", (128, 160, 250, 176), id="the row of an odometer"),
        pytest.param("03-vehicle-fuel-light", (120, 74, 600, 88), id="the bar of tabs"),
        pytest.param("03-vehicle-fuel-dark", (120, 74, 600, 88), id="the bar of tabs, dark"),
        pytest.param("03-vehicle-fuel-light", (120, 205, 704, 236), id="a table's head and a row"),
        pytest.param("08-insights-light", (125, 85, 190, 115), id="a figure"),
    ],
)
def test_it_is_seen_where_something_is_missing(screen, box):
    approved = APPROVED / f"{screen}.png"
    with Image.open(approved) as before:
        picture = before.convert("RGB")
    assert not unlike(picture, approved)
    ImageDraw.Draw(picture).rectangle(box, fill=picture.getpixel((box[0] - 1, box[1] - 1)))
    assert unlike(picture, approved)
