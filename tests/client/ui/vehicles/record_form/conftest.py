"""The forms of records, opened over the small garage."""

import pytest
from shiboken6 import isValid

from client.ui.vehicles.record_form import open_form


@pytest.fixture
def opened(desk, window, car, qtbot, settled):
    """`opened(kind, record, preset)`: the form, with all that it reads."""

    made = []

    def make(kind, record=None, preset=None, vehicle=car, done=None):
        form = open_form(desk, window, kind, vehicle, record, preset, done)
        made.append(form)
        settled()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    yield make
    for form in made:
        if isValid(form):
            form.done(0)
