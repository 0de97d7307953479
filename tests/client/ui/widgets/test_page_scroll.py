"""What stands on a page keeps its right edge, with a scroll bar or without."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.ui.widgets.page_scroll import MARGIN, PageScroll


def made(qtbot, tall):
    content, card = QWidget(), QWidget()
    card.setMinimumHeight(tall)
    column = QVBoxLayout(content)
    column.setContentsMargins(MARGIN, 0, MARGIN, 0)
    column.addWidget(card)
    scroll = PageScroll()
    scroll.set_content(content)
    scroll.card = card
    scroll.resize(600, 400)
    qtbot.addWidget(scroll)
    scroll.show()
    qtbot.waitExposed(scroll)
    return scroll


def right_edge(scroll):
    return scroll.card.mapTo(scroll, scroll.card.rect().topRight()).x()


def test_the_right_edge_is_the_same_with_a_scroll_bar_and_without(qtbot):
    short, long = made(qtbot, 100), made(qtbot, 2000)
    assert not short.verticalScrollBar().isVisible()
    assert long.verticalScrollBar().isVisible()
    assert right_edge(long) == right_edge(short) == 600 - MARGIN - 1
