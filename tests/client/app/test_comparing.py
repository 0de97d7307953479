"""A picture that is only made larger is not taken for one of an enlarged screen."""

from pathlib import Path

import pytest
from PIL import Image

from tests.client.app.comparing import coarsely_unlike, is_finer

SCREEN = Path(__file__).parent / "approved" / "01-garage-light.png"


@pytest.fixture
def small():
    with Image.open(SCREEN) as picture:
        return picture.convert("RGB").reduce(2)


@pytest.mark.parametrize("how", [Image.Resampling.NEAREST, Image.Resampling.BICUBIC])
def test_what_is_only_made_larger_is_not_finer(small, how):
    assert not is_finer(small.resize((540, 338), how), small)


def test_the_same_screen_with_twice_its_pixels_is_finer(small):
    with Image.open(SCREEN) as whole:
        assert is_finer(whole.convert("RGB"), small)


def test_a_screen_that_lacks_something_is_another_from_afar_too(tmp_path):
    with Image.open(SCREEN) as picture:
        whole = picture.convert("RGB")
    whole.resize((1440, 900)).save(tmp_path / "plain.png")
    larger = whole.resize((2160, 1350))
    larger.save(tmp_path / "same.png")
    larger.paste(larger.getpixel((1930, 15)), (1941, 18, 2124, 72))
    larger.save(tmp_path / "without.png")
    assert coarsely_unlike(tmp_path / "same.png", tmp_path / "plain.png") < 0.05
    assert coarsely_unlike(tmp_path / "without.png", tmp_path / "plain.png") > 0.2
