"""Every screen in German, and the forms in an English two fifths longer: all words have room."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QWidget

from client.app import tour
from client.app.walks import calendar_forms, first_steps, forms, many_rows, record_tabs, spaces
from client.ui.desk import Desk
from client.ui.routes import VEHICLE, Route
from client.ui.shell.shell import Shell
from client.ui.text import STRETCHED, use_language
from client.ui.theme import Scheme, apply
from client.ui.vehicles.tabs import tab_specs
from tests.client.app.looking import LookingTour

WIDTHS = (1100, 760, 640)
KNOWN_STRETCHED = (
    # A sentence beside a box to tick, in a form that should stay as low as it is.
    "35-form-fill-up: CheckBox",
    # By three pixels; a wider box would send the sum of a bar into another row in every language.
    "04-expenses: “Äll çätégörïéš",
    "04-documents: “Äll çätégörïéš",
)
KNOWN = (
    # All that is in a garage, told in one line of its history, which ends where the room does.
    "history, 760 px: “115 Ausgaben",
    "history, 640 px: “115 Ausgaben",
)
"""How complaints begin that stand; in stretched words some more do."""

pytestmark = pytest.mark.slow


class OnlyLooking(LookingTour):
    """Looks at each screen, in one scheme, and keeps no picture but its name."""

    def __init__(self, *arguments) -> None:
        super().__init__(*arguments)
        self.seen: list[str] = []

    def in_both(self, name: str, widget: QWidget, desk: Desk) -> None:
        self.settle(desk)
        self.picture(name, widget)

    def save(self, picture: QPixmap, name: str) -> None:
        self.seen.append(name)

    def wrong(self, *known: str) -> str:
        """What is wrong, line by line, but for what is known."""
        known = known or KNOWN
        return "\n".join(each for each in self.complaints if not each.startswith(known))


@pytest.fixture
def looked(qapp, tmp_path):
    """`looked(language, region, *(sample, walk))`: a tour, each walk with a window of its own."""

    def look(
        language: str, region: str, *walks: tuple[bool, Callable[[OnlyLooking, Shell], None]]
    ) -> OnlyLooking:
        use_language(language)
        apply(qapp, Scheme.LIGHT)
        taken = OnlyLooking(qapp, tmp_path)
        for sample, walk in walks:

            def go(shell: Shell, walk=walk) -> None:
                taken.settle(shell.desk)
                walk(taken, shell)

            tour.with_window(qapp, sample, go, {**tour.HABITS, "region": region})
        return taken

    yield look
    use_language("en")


def test_on_every_screen_german_words_have_room(looked):
    taken = looked(
        "de", "DE", (False, tour.walk_empty), (True, tour.walk_garage), (True, spaces.walk)
    )
    assert len(taken.seen) > 110
    assert not taken.wrong(), taken.wrong()


def test_a_vehicles_tabs_have_room_for_german_words_however_narrow_the_window_is(looked):
    def walk(taken: OnlyLooking, shell: Shell) -> None:
        octavia = tour.vehicle_named(shell, "Octavia")
        for width, spec in itertools.product(WIDTHS, tab_specs()):
            shell.resize(width, 900)
            shell.desk.go(Route(VEHICLE, octavia, spec.key))
            taken.settle(shell.desk)
            taken.picture(f"{spec.key}, {width} px", shell)

    taken = looked("de", "DE", (True, walk))
    assert len(taken.seen) == len(WIDTHS) * len(tab_specs())
    assert not taken.wrong(), taken.wrong()


def test_the_first_steps_have_room_for_german_words_however_narrow_the_window_is(looked):
    def walk(taken: OnlyLooking, shell: Shell) -> None:
        for width in WIDTHS:
            shell.resize(width, 900)
            first_steps.describe(taken, shell)
            taken.picture(f"first start, {width} px", shell)

    taken = looked("de", "DE", (False, walk))
    assert len(taken.seen) == len(WIDTHS)
    assert not taken.wrong(), taken.wrong()


def test_in_forms_and_tables_words_have_room_that_are_two_fifths_longer(looked):
    walks: Sequence = (forms.walk, record_tabs.walk, calendar_forms.walk, many_rows.walk)

    def walk(taken: OnlyLooking, shell: Shell) -> None:
        for each in walks:
            each(taken, shell)

    taken = looked(STRETCHED, "IE", (True, walk))
    assert len(taken.seen) > 30
    assert not taken.wrong(*KNOWN_STRETCHED), taken.wrong(*KNOWN_STRETCHED)
