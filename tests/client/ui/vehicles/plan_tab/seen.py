"""What the plan shows and keeps, and dragging a card in it."""

from PySide6.QtCore import QPoint, Qt

from client.operations.plan_board import plan_board
from tests.client.ui.vehicles.conftest import TODAY


def at(plan):
    """What has the keyboard in the window."""
    return plan.window().focusWidget()


def columns(plan):
    return {column.state: [card.words.title for card in column.cards]
            for column in plan.board.columns}  # fmt: skip


def kept(store, vehicle):
    board = store.read(lambda reader: plan_board(reader, vehicle, TODAY))
    return {column: [card.item.title for card in cards] for column, cards in board.columns.items()}


def popover_of(page, kind):
    return next((each for each in page.window().findChildren(kind) if each.isVisible()), None)


def drag(qtbot, plan, card, target, y, *, release=True):
    """Drag a card with the mouse until its middle is at a height of a column."""
    start = card.rect().center()
    column = next(each for each in plan.board.columns if each.state == target)
    end = column.ground.mapToGlobal(QPoint(column.ground.width() // 2, y))
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(card, start + QPoint(4, 12))
    qtbot.mouseMove(card, card.mapFromGlobal(end))
    if release:
        qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=card.mapFromGlobal(end))
