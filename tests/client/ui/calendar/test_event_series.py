"""The form of an event in a series: how much of the series is changed is asked, and kept to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtWidgets import QWidget

from client.operations.event_material import event_material
from client.operations.events import Scope
from client.store import Store
from client.ui.calendar.event_deeds import EventDeeds
from client.ui.calendar.event_form import EventForm
from client.ui.calendar.scope_question import ScopeQuestion
from tests.client.ui.calendar.event_forms import WEEKLY, answer, days, events, opened, series


@pytest.fixture
def form(
    deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None], family: str
) -> EventForm:
    """The form of the club, which meets every week, at one of its times."""
    series(store, family)
    return opened(deeds, store, page, settled)


def test_one_time_of_a_series_is_changed_alone(
    form: EventForm, store: Store, settled: Callable[[], None]
) -> None:
    assert form.times.start == datetime(2026, 11, 19, 19)
    form.entries["title"].set_text("Club, with cake")
    form.save()
    answer(form, Scope.THIS)
    settled()
    assert days(store)[1:4] == [
        "12.11. 19:00 Club", "19.11. 19:00 Club, with cake", "26.11. 19:00 Club",
    ]  # fmt: skip


def test_this_and_all_after_it_go_on_elsewhere(
    form: EventForm, store: Store, settled: Callable[[], None]
) -> None:
    form.times.from_time.setText("18:00")
    form.times.from_time.left.emit()
    form.save()
    answer(form, Scope.FOLLOWING)
    settled()
    assert days(store)[:4] == [
        "05.11. 19:00 Club", "12.11. 19:00 Club", "19.11. 18:00 Club", "26.11. 18:00 Club",
    ]  # fmt: skip


def test_all_of_a_series_move_as_far_as_the_one_that_was_edited(
    form: EventForm, store: Store, settled: Callable[[], None]
) -> None:
    form.times.starts.setText("20 Nov")
    form.times.starts.left.emit()
    form.save()
    answer(form, Scope.ALL)
    settled()
    assert days(store)[:3] == ["06.11. 19:00 Club", "13.11. 19:00 Club", "20.11. 19:00 Club"]


def test_another_rule_is_never_asked_of_one_alone(
    form: EventForm, store: Store, settled: Callable[[], None]
) -> None:
    at = form.repeat.choice.findText("Every 2 weeks on Thursday")
    form.repeat.choice.setCurrentIndex(at)
    form.repeat.choice.activated.emit(at)
    form.save()
    question = form.findChild(ScopeQuestion)
    assert isinstance(question, ScopeQuestion)
    assert list(question.answers) == [Scope.FOLLOWING, Scope.ALL]
    question.take(Scope.FOLLOWING)
    settled()
    assert days(store)[:5] == [
        "05.11. 19:00 Club", "12.11. 19:00 Club", "19.11. 19:00 Club", "03.12. 19:00 Club",
        "17.12. 19:00 Club",
    ]  # fmt: skip


def test_an_exception_keeps_its_series_when_all_are_changed(
    form: EventForm, deeds: EventDeeds, store: Store, page: QWidget, settled: Callable[[], None]
) -> None:
    form.entries["place"].set_text("Post")
    form.save()
    answer(form, Scope.THIS)
    settled()
    again = opened(deeds, store, page, settled)
    assert again.repeat.rules == WEEKLY.rules
    again.entries["title"].set_text("Club night")
    again.save()
    answer(again, Scope.ALL)
    settled()
    assert {line.partition(" Club")[2] for line in days(store)} == {" night"}
    assert len(days(store)) == 7


def test_an_alarm_of_one_alone_leaves_the_others_theirs(
    form: EventForm, store: Store, settled: Callable[[], None]
) -> None:
    (id_,) = (each.id for each in events(store))
    form.alarms.rows[0].removed.emit()
    form.save()
    answer(form, Scope.THIS)
    settled()
    material = store.read(lambda reader: event_material(reader, id_))
    assert len(material.alarms) == 1
    alone = next(each for each in events(store) if each.recurrence is not None)
    assert store.read(lambda reader: event_material(reader, alone.id)).alarms == ()
