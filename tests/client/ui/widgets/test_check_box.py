"""A box to tick."""

from PySide6.QtCore import Qt

from client.ui.widgets.check_box import CheckBox


def test_space_and_a_click_on_its_words_tick_it_and_it_has_its_name(qtbot):
    box = CheckBox("Parts & labour")
    qtbot.addWidget(box)
    box.show()
    assert box.accessibleName() == "Parts & labour"
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert not box.isChecked()


def test_it_shows_whether_it_is_ticked(qtbot):
    box = CheckBox("Own work")
    qtbot.addWidget(box)
    before = box.grab().toImage()
    box.setChecked(True)
    assert box.grab().toImage() != before
