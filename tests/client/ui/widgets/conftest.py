"""Widgets are tested in the light scheme."""

import pytest

from client.ui.theme import Scheme, apply


@pytest.fixture(autouse=True)
def light(qapp):
    """The light scheme on the one application."""
    apply(qapp, Scheme.LIGHT)
    return qapp
