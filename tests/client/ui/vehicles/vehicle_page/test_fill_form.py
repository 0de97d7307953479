"""The form of a fill-up over the page: what is changed, wrong, odd, and behind more fields."""

from PySide6.QtCore import Qt

from .seen import cells, fills, form_of


def test_a_changed_total_is_kept_and_nothing_else_is_touched(page, store, qtbot, settled):
    before = fills(store)[0]
    page.fuel.table.selectRow(0)
    page.fuel.edit_selected()
    settled()
    form = form_of(page)
    assert form.fields["odometer"].text() == "15,600"
    assert form.fields["total"].text() == "71.68"
    form.fields["total"].set_text("70.10")
    qtbot.keyClick(form.fields["total"].line, Qt.Key.Key_Return)
    settled()
    after = fills(store)[0]
    assert after.total.amount == "70.10"
    assert (after.volume, after.odometer, after.date) == (
        before.volume,
        before.odometer,
        before.date,
    )
    assert cells(page, 0)["total"] == "70.10"


def test_a_value_that_cannot_be_is_complained_about_at_its_field(page, store, qtbot, settled):
    page.add_with_form()
    form = form_of(page)
    form.fields["odometer"].set_text("far")
    form.fields["amount"].set_text("40")
    form.save()
    assert form.fields["odometer"].editor.accessibleDescription()
    assert not form.fields["amount"].editor.accessibleDescription()
    form.fields["odometer"].set_text("16400 km")
    form.fields["total"].set_text("64,00 €")
    form.fields["total"].set_text("64.00")
    form.save()
    settled()
    assert len(fills(store)) == 9
    assert cells(page, 0)["total"] == "64.00"


def test_a_fill_up_takes_what_is_behind_more_fields(page, store, settled):
    page.add_with_form()
    settled()
    form = form_of(page)
    assert "grade" not in form.fields
    form.fields["amount"].set_text("40")
    form.more.unfold()
    form.fields["grade"].set_text("Super 95")
    form.fields["driver"].set_text("Ada")
    form.fields["tags"].editor.line.setText("holiday")
    form.save()
    settled()
    kept = fills(store)[0]
    assert (kept.grade, kept.driver, kept.tags) == ("Super 95", "Ada", frozenset({"holiday"}))


def test_a_fill_up_with_a_lost_digit_is_asked_about_and_esc_asks_before_it_goes(
    page, qtbot, settled
):
    page.add_with_form()
    settled()
    form = form_of(page)
    qtbot.keyClicks(form.fields["odometer"].line, "1640")
    form.fields["odometer"].finished.emit()
    settled()
    assert form.fields["odometer"].caution == "Lower than 15,600 km on 15 Nov. Was a digit lost?"
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    form.discard_button.click()
    assert not form.isVisible()
