"""What an operation did, in a word or two for a toast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.ui.text import _

if TYPE_CHECKING:
    from client.store import Changes

SHORT_OPERATIONS = frozenset(
    {
        "add", "edit", "delete", "restore", "undo", "redo", "move", "complete", "finish",
        "discard", "postpone", "mount", "dismount", "measure",
    }
)  # fmt: skip
"""What is written at once, by this window alone: pages need not look for it a second time."""


def said_of(changes: Changes) -> str:
    """What was done, for a toast; "" where nothing was written."""
    match changes.operation:
        case "":
            return ""
        case "add":
            return _("Added: {what}").format(what=changes.title)
        case "edit":
            return _("Changed: {what}").format(what=changes.title)
        case "delete" | "remove sample":
            return _("In the trash: {what}").format(what=changes.title)
        case "restore":
            return _("Brought back: {what}").format(what=changes.title)
        case "import":
            return _("Imported: {what}").format(what=changes.title)
        case "move":
            return _("Moved: {what}").format(what=changes.title)
        case "complete" | "finish":
            return _("Done: {what}").format(what=changes.title)
        case "postpone":
            return _("Put off: {what}").format(what=changes.title)
        case "mount":
            return _("Mounted: {what}").format(what=changes.title)
        case "dismount":
            return _("Dismounted: {what}").format(what=changes.title)
        case "measure":
            return _("Tread measured: {what}").format(what=changes.title)
        case "discard":
            return _("Let go: {what}").format(what=changes.title)
        case "undo":
            return _("Undone: {what}").format(what=changes.title)
        case "redo":
            return _("Done again: {what}").format(what=changes.title)
    return changes.title
