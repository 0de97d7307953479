"""The devices of an account, where the server refuses."""

import pytest
from PySide6.QtCore import Qt

from client.remote.protocol import DeviceInfo
from client.ui.account.devices_card import DevicesCard
from client.ui.widgets.question_dialog import QuestionDialog
from tests.client.ui.waiting import settle


@pytest.fixture
def card(desk, qtbot):
    """Two other devices; nobody is signed in any more, so that the server is not asked."""
    made = DevicesCard(desk)
    qtbot.addWidget(made)
    made.show()
    made.show_devices([DeviceInfo("s1", "d1", "Phone"), DeviceInfo("s2", "d2", "Laptop")])
    return made


def test_a_device_that_could_not_be_signed_out_can_be_tried_again(card, desk, qtbot):
    for _ in range(2):
        qtbot.mouseClick(card.rows[0].sign_out, Qt.MouseButton.LeftButton)
        asked = card.window().findChildren(QuestionDialog)
        (question,) = (each for each in asked if each.isVisible())
        question.action.click()
        assert not card.rows[0].sign_out.isEnabled()
        settle(qtbot, desk, aside=True)
        assert "Nobody is signed in" in card.note.text()
        assert [row.sign_out.isEnabled() for row in card.rows] == [True, True]
