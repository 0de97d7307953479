"""The style sheet: the app's tokens as custom properties, light and dark, and one short sheet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache

from resources import path


@cache
def sheet() -> str:
    """The whole style sheet."""
    tokens = json.loads(path("themes", "tokens.json").read_text("utf-8"))
    light, dark = (_properties(tokens["colour"][scheme]) for scheme in ("light", "dark"))
    family = ", ".join(f'"{name}"' for name in tokens["font"]["family"])
    return (
        f":root{{color-scheme:light dark;--family:{family},sans-serif;{light}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        + path("pages", "style.css").read_text("utf-8")
    )


@cache
def version() -> str:
    """What changes with the sheet, for its address: so browsers may keep it for ever."""
    return hashlib.sha256(sheet().encode()).hexdigest()[:12]


def _properties(colours: Mapping[str, object]) -> str:
    return "".join(
        f"--{name.replace('_', '-')}:{value};"
        for name, value in colours.items()
        if isinstance(value, str)
    )
