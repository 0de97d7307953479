"""Tooltips say what they are given, letter by letter; Qt takes what looks like HTML for it."""

import html

from PySide6.QtGui import Qt


def plain_tip(words: str) -> str:
    """Words for a tooltip, which others may have written.

    As HTML they could have a picture fetched from wherever they name, a share of a stranger's too.
    """
    if not Qt.mightBeRichText(words):
        return words
    return f'<span style="white-space: pre-wrap">{html.escape(words)}</span>'
