"""The field in which rows are looked for explains itself in the room that it has."""

from client.ui.widgets.filter_field import FilterField

HINT = "Filter: words, or category ~ parking"


def shown(qtbot, width):
    field = FilterField("Filter", HINT)
    qtbot.addWidget(field)
    field.resize(width, 32)
    field.show()
    qtbot.waitExposed(field)
    return field


def test_the_example_is_whole_or_not_there(qtbot):
    field = shown(qtbot, 340)
    assert field.placeholderText() == HINT
    field.resize(180, 32)
    assert field.placeholderText() == "Filter"
    field.resize(340, 32)
    assert field.placeholderText() == HINT


def test_the_cross_is_there_with_words_only_and_empties_the_field(qtbot):
    field = shown(qtbot, 340)
    cross = field.actions()[0]
    assert not cross.isVisible()
    field.setText("parking")
    assert cross.isVisible()
    with qtbot.waitSignal(field.asked) as asked:
        cross.trigger()
    assert asked.args == [""]
    assert not cross.isVisible()
