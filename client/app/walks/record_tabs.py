"""A walk of the tour: record tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app.tour import Tour
    from client.ui.shell.shell import Shell


def walk(tour: Tour, shell: Shell) -> None:
    """Keep the pictures of these screens."""
