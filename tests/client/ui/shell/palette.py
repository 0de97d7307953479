"""The palette as a person uses it: typing, what it shows, and choosing a row."""

from PySide6.QtCore import Qt


def look_for(shell, settled, qtbot, text):
    """Press Ctrl+K and type; the rows that can be chosen."""
    if not shell.search.isVisible():
        qtbot.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        settled()
    shell.search.field.clear()
    if text.isascii():
        qtbot.keyClicks(shell.search.field, text)
    else:
        # Qt's test keyboard has no other signs.
        shell.search.field.insert(text)
    shell.search.look()
    settled()
    return shell.search.list.found()


def headings(shell):
    """What stands over the groups of rows."""
    return [row.title for row in shell.search.list._rows.rows if row.heading]


def take(shell, qtbot, title):
    """Step down to a row and press Enter."""
    found = [row.title for row in shell.search.list.found()]
    for _step in range(found.index(title)):
        qtbot.keyClick(shell.search.field, Qt.Key.Key_Down)
    qtbot.keyClick(shell.search.field, Qt.Key.Key_Return)
