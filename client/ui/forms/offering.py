"""What a field offers of what is known: tags in use, and people who were named."""

from __future__ import annotations

from client.operations.form_material import NAMING, Material
from client.ui.forms.editors import LineEditor
from client.ui.forms.entry import Entry
from client.ui.forms.tag_box import TagBox


def offer_known(entry: Entry, material: Material) -> None:
    """Let a field of tags or of a person offer those that there are."""
    editor = entry.typed
    if isinstance(editor, TagBox):
        editor.set_options(material.tags)
    elif isinstance(editor, LineEditor) and entry.spec.name in NAMING.values():
        editor.set_options(material.people)
