"""The columns in the dialog: by the keyboard, in sight, read out, and on the screen."""

from PySide6.QtCore import Qt

from client.ui.shell.import_dialog import ImportDialog
from tests.client.ui.shell.columns.conftest import answered


def test_tab_brings_each_box_into_sight(opened, log, press, settled):
    dialog = answered(opened(log), press)
    dialog.resize(dialog.minimumWidth(), dialog.height())
    settled()
    dialog.columns.previews[0].box.setFocus()
    for preview in dialog.columns.previews[1:]:
        press(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert preview.box.hasFocus()
        assert preview.box.visibleRegion().boundingRect().width() > preview.box.width() - 2


def test_what_comes_of_another_choice_is_read_out(opened, log, press, choose, monkeypatch):
    heard = []
    monkeypatch.setattr(
        "client.ui.shell.import_dialog.announce", lambda _dialog, words: heard.append(words)
    )
    dialog = answered(opened(log), press)
    choose(dialog.columns.previews[5].box, "date")
    choose(dialog.columns.previews[5].box, "notes")
    assert heard == [
        "Several columns are “Date”: only one can be.",
        "Fill-ups: 2 new. 1 row cannot be taken.",
    ]


def test_tab_goes_through_the_dialog_from_top_to_bottom(qtbot, opened, log, press):
    dialog = answered(opened(log), press)
    dialog.columns.rows_box.setFocus()
    seen = [dialog.focusWidget()]
    while seen[-1] is not dialog.go_button:
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        assert dialog.focusWidget() not in seen
        seen.append(dialog.focusWidget())
    kept = [field.editor for field in dialog.asking.answered.values()]
    columns = [each.box for each in dialog.columns.previews]
    above = [dialog.columns.rows_box, dialog.columns.heading_box, *columns]
    assert kept
    assert seen == [*above, *kept, dialog.vehicle.box, dialog.cancel_button, dialog.go_button]


def test_a_dialog_that_grows_by_its_columns_stays_on_the_screen(qtbot, shell, log, settled):
    shell.resize(780, 700)
    dialog = ImportDialog(shell.desk, log, shell)
    room = dialog.screen().availableGeometry()
    dialog.open()
    at, before = room.right() - dialog.width() - 120, dialog.width()
    dialog.move(at, room.bottom() - dialog.height() - 60)
    settled()
    assert dialog.width() == shell.width() - 64
    assert dialog.x() == at - (dialog.width() - before) // 2
    qtbot.waitUntil(lambda: room.contains(dialog.frameGeometry()))
    dialog.reject()


def test_what_a_file_leaves_open_is_asked_no_wider_than_the_vehicle(opened, log):
    dialog = opened(log)
    widths = {field.editor.width() for field in dialog.asking.asked.values()}
    assert widths == {dialog.vehicle.vehicle.editor.maximumWidth()}
    assert dialog.width() > 800


def test_the_column_that_the_keyboard_begins_at_is_scrolled_to(opened, log, press, shell):
    shell.resize(700, 700)
    dialog = answered(opened(log), press)
    last, first = dialog.columns.previews[-1], dialog.columns.previews[0]
    dialog.columns.focus_first([len(dialog.columns.previews) - 1])
    assert last.box.hasFocus()
    assert last.visibleRegion().boundingRect().width() == last.width()
    assert first.visibleRegion().isEmpty()
    dialog.columns.focus_first()
    assert first.visibleRegion().boundingRect().width() == first.width()
