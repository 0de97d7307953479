"""Pictures of screens compared: as a whole, tile by tile, and one of an enlarged screen."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageChops, ImageStat

COLOURS = 128
DIFFERENT = 40
"""A channel of a pixel counts as different from this much on, of 255."""
MOST_DIFFERENT = 0.004
"""The share of a picture's pixels that may differ."""
TILE = 32
MOST_OF_A_TILE = 0.05
"""The share of a tile's pixels that may differ: a word is more. Equal screens have none."""
_COARSE_TILE = 16
_FINER = 1.5
"""So many times the detail of what is only made larger; sharp screens have 1.8 times and more."""


def half(path: Path) -> Image.Image:
    """A picture at half its size."""
    with Image.open(path) as picture:
        return picture.convert("RGB").reduce(2)


def approve(path: Path, approved: Path) -> None:
    """Keep a picture at half its size, in few colours: small in the repository."""
    picture = half(path)
    _in_colours_of(picture, picture.quantize(COLOURS)).save(approved, optimize=True)


def _in_colours_of(picture: Image.Image, few: Image.Image) -> Image.Image:
    """A picture in the colours of another: each pixel in the nearest one, by one rule for both."""
    return picture.quantize(palette=few, dither=Image.Dither.NONE)


def unlike(picture: Image.Image, approved: Path) -> str:
    """In what a picture of half size differs from the approved one; "" where it does not."""
    with Image.open(approved) as before:
        if before.size != picture.size:
            return f"is {picture.size} and was {before.size}"
        # In the same few colours, else the choice of them would count as a difference.
        few = _in_colours_of(picture, before).convert("RGB")
        differing = _differing(few, before.convert("RGB"))
    whole, tile = _share(differing), _worst_tile(differing, TILE)
    if whole > MOST_DIFFERENT:
        return f"differs in {whole:.1%} of its pixels"
    if tile > MOST_OF_A_TILE:
        return f"differs in {tile:.0%} of a tile of {TILE} pixels"
    return ""


def coarsely_unlike(enlarged: Path, plain: Path) -> float:
    """The share of a tile in which an enlarged screen differs from the plain one.

    Seen from afar, a quarter of the plain size, where it is the same how letters are rendered.
    """
    with Image.open(enlarged) as one, Image.open(plain) as other:
        afar = other.convert("RGB").reduce(4)
        seen = one.convert("RGB").resize(afar.size, Image.Resampling.BOX)
    return _worst_tile(_differing(seen, afar), _COARSE_TILE)


def is_finer(enlarged: Image.Image, plain: Image.Image) -> bool:
    """Whether an enlarged screen shows more than its plain picture, only made larger, would."""
    smooth = plain.resize(enlarged.size)
    blocks = plain.resize(enlarged.size, Image.Resampling.NEAREST)
    more = _detail(enlarged, plain.size) / _detail(smooth, plain.size)
    return more > _FINER and _share(_differing(enlarged, blocks)) > MOST_DIFFERENT


def _detail(picture: Image.Image, plain_size: tuple[int, int]) -> float:
    """What of a picture is lost at a plain screen's size: the mean difference of its pixels."""
    grey = picture.convert("L")
    there_and_back = grey.resize(plain_size).resize(grey.size)
    return float(ImageStat.Stat(ImageChops.difference(grey, there_and_back)).mean[0])


def _differing(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where two pictures differ plainly, else black."""
    bands = ImageChops.difference(one, other).split()
    worst = bands[0]
    for band in bands[1:]:
        worst = ImageChops.lighter(worst, band)
    return worst.point(lambda value: 255 if value >= DIFFERENT else 0)


def _share(differing: Image.Image) -> float:
    return differing.histogram()[255] / (differing.width * differing.height)


def _worst_tile(differing: Image.Image, side: int) -> float:
    across, down = -(-differing.width // side), -(-differing.height // side)
    whole = Image.new("L", (across * side, down * side))
    whole.paste(differing)
    return float(whole.reduce(side).getextrema()[1]) / 255
