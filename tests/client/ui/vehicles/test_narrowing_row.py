"""What narrows a table stays whole, however narrow the window is."""

from PySide6.QtWidgets import QWidget

from client.ui.vehicles.narrowing_row import NarrowingRow
from client.ui.widgets.buttons import SecondaryButton
from client.ui.widgets.choice_box import ChoiceBox
from client.ui.widgets.filter_field import FilterField
from client.ui.widgets.labels import label
from client.ui.widgets.segmented import Segment, SegmentedControl


def test_what_has_no_room_in_the_first_row_goes_into_the_next(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    segments = SegmentedControl([Segment("all", "All"), Segment("full", "Full")], "Which")
    years, find, sums = ChoiceBox("Year"), FilterField("Filter", "Filter"), label("112 fill-ups")
    years.addItem("All years")
    columns = SecondaryButton("", "list", name="Columns")
    row = NarrowingRow(segments, [years], find, sums, columns)
    row.setParent(window)
    window.show()

    def stands(width, *expected):
        row.resize(width, 200)
        row.layout().activate()
        row.resize(width, row.sizeHint().height())
        parts = (segments, years, find, sums)
        qtbot.waitUntil(lambda: tuple(part.y() // 36 for part in parts) == expected)

    segments.set_segments([Segment(str(n), f"Segment {n}") for n in range(3)])
    row.arrange()
    whole = segments.sizeHint().width()
    stands(900, 0, 0, 0, 0)
    stands(whole + 340, 0, 0, 0, 1)
    stands(whole + 160, 0, 0, 1, 1)
    assert segments.width() == whole
    assert find.width() >= 160
