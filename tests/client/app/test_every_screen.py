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
from PIL import Image, ImageChops

from client.app import tour
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
DIFFERENT = 40
"""A channel of a pixel counts as different from this much on, of 255."""
MOST_DIFFERENT = 0.004
"""The share of a picture's pixels that may differ."""

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


@pytest.mark.parametrize("scale", tour.SCALES)
def test_nothing_is_cut_off_and_all_is_sharp_on_an_enlarged_screen(scale, tmp_path):
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
        with Image.open(path) as picture:
            assert picture.size == tuple(round(side * float(scale)) for side in tour.SIZE)


def half(path: Path) -> Image.Image:
    """A picture at half its size, in few colours: small in the repository, plain to compare."""
    with Image.open(path) as picture:
        return picture.convert("RGB").reduce(2)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels in which two pictures differ plainly; 1 for another size."""
    if one.size != other.size:
        return 1.0
    bands = ImageChops.difference(one, other).split()
    worst = bands[0]
    for band in bands[1:]:
        worst = ImageChops.lighter(worst, band)
    return sum(worst.histogram()[DIFFERENT:]) / (one.width * one.height)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems draw letters otherwise")
def test_every_screen_looks_as_it_was_approved(toured):
    changed = []
    for path in toured.pictures:
        approved = APPROVED / path.name
        if APPROVING:
            APPROVED.mkdir(exist_ok=True)
            half(path).quantize(128).save(approved, optimize=True)
            if path.stem in SHOWN_OF:
                with Image.open(path) as whole:
                    page = whole.convert("RGB").quantize(256)
                page.save(SHOWN / f"{SHOWN_OF[path.stem]}.png", optimize=True)
            continue
        if not approved.exists():
            changed.append(f"{path.name} was never approved")
            continue
        with Image.open(approved) as before:
            share = difference(half(path), before.convert("RGB"))
        if share > MOST_DIFFERENT:
            changed.append(f"{path.name} differs in {share:.1%} of its pixels")
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
        with Image.open(APPROVED / f"{screen}.png") as approved:
            share = difference(half(SHOWN / f"{name}.png"), approved.convert("RGB"))
        if share > MOST_DIFFERENT:
            stale.append(f"docs/pictures/{name}.png differs from {screen} in {share:.1%}")
    assert not stale, "\n".join(stale)
