"""Files the program carries with it: icons, fonts, themes, pictures, seed data."""

from pathlib import Path


def path(*parts: str) -> Path:
    """The path of a carried file or folder."""
    return Path(__file__).parent.joinpath(*parts)
