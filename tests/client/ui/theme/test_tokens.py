"""The tokens: complete in both schemes, and readable."""

import re

import pytest

import resources
from client.ui.theme import Scheme, tokens
from client.ui.theme.sheet import style_sheet
from client.ui.widgets.buttons import _ROLES as BUTTON_ROLES
from client.ui.widgets.chip import ROLES as CHIP_ROLES
from tests.client.ui.contrast import contrast

_SURFACES = ("surface_sunken", "surface", "surface_raised", "surface_hover", "surface_selected")
_INKS = ("text", "text_muted", "accent", "late", "warn", "ok", "estimate")
_PAIRS = sorted(
    {(ink, surface) for surface in _SURFACES for ink in ("text", "text_muted", "accent")}
    | {(ink, surface) for surface in _SURFACES[1:] for ink in _INKS}
    | {("text", "warn_soft"), ("warn", "warn_soft"), ("text_muted", "warn_soft")}
    | {(ink, surface or "surface_raised") for surface, ink, _ in CHIP_ROLES.values()}
    | {(ink, surface or "surface") for surface, _, ink, _ in BUTTON_ROLES.values()}
    | {(ink, hovered) for _, hovered, ink, _ in BUTTON_ROLES.values()}
    | {("odo_digit", "odo_face"), ("odo_zero", "odo_face"), ("plate_ink", "plate_face")}
    | {("now", "surface"), ("accent_text", "badge"), ("text_on_dark", "avatar")}
)


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("ink", "surface"), _PAIRS)
def test_text_is_readable_on_every_surface_it_is_drawn_on(ink, surface, scheme):
    values = tokens(scheme)
    surfaces = values.avatars if surface == "avatar" else (values.colour(surface),)
    for behind in surfaces:
        assert contrast(values.colour(ink), behind) >= 4.5, (ink, surface, behind)


@pytest.mark.parametrize("scheme", Scheme)
def test_a_calendars_text_is_readable_on_its_own_fill(scheme):
    for name, colours in tokens(scheme).calendars.items():
        assert contrast(colours.text, colours.fill) >= 4.5, name


def test_both_schemes_have_the_same_roles():
    assert set(tokens(Scheme.LIGHT).colours) == set(tokens(Scheme.DARK).colours)


def test_an_unknown_role_is_an_error():
    with pytest.raises(KeyError):
        tokens(Scheme.LIGHT).colour("surface_imagined")


@pytest.mark.parametrize("scheme", Scheme)
def test_the_style_sheet_has_only_colours_of_its_scheme(scheme):
    written = set(re.findall(r"#[0-9A-Fa-f]{6}", style_sheet(tokens(scheme))))
    assert written <= set(tokens(scheme).colours.values())
    assert "$" not in style_sheet(tokens(scheme))


def test_no_colour_is_written_outside_the_tokens():
    ui = resources.path("..", "client", "ui").resolve()
    literal = re.compile(
        r"[\"']#[0-9A-Fa-f]{3,8}[\"']|QColor\(\s*\d|Qt\.GlobalColor\.(?!transparent)"
    )
    guilty = [file.name for file in ui.rglob("*.py") if literal.search(file.read_text("utf-8"))]
    assert guilty == []
