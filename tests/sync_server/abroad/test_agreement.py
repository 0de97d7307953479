"""Edits at random on both sides, with faults on the way, end in agreement, and none is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sync_server.abroad.graph import Graph
from sync_server.app import create_app
from tests.sync_server.abroad.conftest import settings_for
from tests.sync_server.abroad.google import Google
from tests.sync_server.abroad.microsoft import Microsoft
from tests.sync_server.abroad.sides import Connected, GoogleSide, MicrosoftSide, Side
from tests.sync_server.abroad.standing import (
    Answer,
    Asked,
    StandIn,
    away,
    half,
    lost,
    standing,
    status,
)
from tests.sync_server.people import World, stand_in

WEEKLY = "FREQ=WEEKLY;BYDAY=MO"
DAYS = [f"2026-03-{day:02}T18:00" for day in (9, 16, 23, 30)]
FAULTS = (away, half, lost, status(500), status(429))


class Edits:
    """A person with two hands: each edit says something that nobody said before."""

    def __init__(self, ann: Connected, side: Side, random: Random) -> None:
        self.ann, self.side, self.random = ann, side, random
        self.said: set[str] = set()
        self.series = side.add("Training", "2026-03-02T18:00", WEEKLY)
        self.single = side.add("Meeting", "2026-03-03T18:00")
        self.dropped: set[str] = set()
        self.count = 0

    def word(self) -> str:
        """A title that is new."""
        self.count += 1
        word = f"word {self.count}"
        self.said.add(word)
        return word

    def once(self) -> None:
        """Something, here or there."""
        deed = self.random.choice(
            [self.here, self.there, self.add_here, self.add_there, self.day_here, self.day_there,
             self.drop_here, self.drop_there]
        )  # fmt: skip
        deed()

    def _record(self) -> str | None:
        events = [id_ for id_, each in self.ann.events().items() if not each.get("recurrence")]
        return self.random.choice(sorted(events)) if events else None

    def replaced(self, word: Any) -> None:
        """Who edits has seen what they replace."""
        self.said.discard(str(word))

    def here(self) -> None:
        record, field = self._record(), self.random.choice(["title", "place"])
        if record:
            self.replaced(self.ann.events()[record].get(field))
            self.ann.edit(record, **{field: self.word()})

    def there(self) -> None:
        id_ = self.random.choice([self.series, self.single])
        field = self.random.choice(["title", "place"])
        self.replaced(self.side.said(id_, field))
        self.side.edit(id_, **{field: self.word()})

    def add_here(self) -> None:
        self.ann.add(self.word(), "2026-04-01T10:00")

    def add_there(self) -> None:
        self.side.add(self.word(), "2026-04-02T10:00")

    def _master(self) -> tuple[str, dict[str, Any]] | None:
        for id_, each in self.ann.events().items():
            if each["times"].get("rules") and not each.get("recurrence"):
                return id_, each
        return None

    def _day(self) -> str | None:
        left = [each for each in DAYS if each not in self.dropped]
        return self.random.choice(left) if left else None

    def day_here(self) -> None:
        master, day = self._master(), self._day()
        if master is None or day is None or day in master[1]["times"].get("removed", ()):
            return
        named = f"{day}[Europe/Berlin]"
        for id_, each in self.ann.events().items():
            if each.get("recurrence") == named:
                self.replaced(each.get("title"))
                self.ann.edit(id_, title=self.word())
                return
        times = {"start": day, "end": day.replace("18:00", "19:00"), "zone": "Europe/Berlin"}
        self.ann.device.add(
            kind="event", calendar=self.ann.calendar.id, uid=master[1]["uid"],
            recurrence=named, title=self.word(), times=times,
        )  # fmt: skip

    def day_there(self) -> None:
        day = self._day()
        if day is not None and day not in self.side.dropped(self.series):
            self.replaced(self.side.said_on(self.series, day))
            self.side.edit_instance(self.series, day, title=self.word())

    def drop_here(self) -> None:
        master, day = self._master(), self._day()
        if master is None or day is None:
            return
        id_, event = master
        removed = {*event["times"].get("removed", ()), day}
        self.dropped.add(day)
        self.ann.edit(id_, times={**event["times"], "removed": sorted(removed)})
        for other, each in self.ann.events().items():
            if each.get("recurrence") == f"{day}[Europe/Berlin]":
                self.replaced(each.get("title"))
                self.ann.delete(other)

    def drop_there(self) -> None:
        day = self._day()
        if day is not None and day not in self.side.dropped(self.series):
            self.dropped.add(day)
            self.replaced(self.side.said_on(self.series, day))
            self.side.drop_instance(self.series, day)


@contextmanager
def connected(made: Google | Microsoft, folder: Path) -> Iterator[Connected]:
    side: Side = GoogleSide(made) if isinstance(made, Google) else MicrosoftSide(made)
    app = create_app(settings_for(folder, **{f"{side.provider}_at": side.url}))
    app.state.authenticate = stand_in
    with World(app) as world:
        yield Connected.made(world, side)


def sometimes(random: Random, share: float) -> Any:
    """A fault now and then."""

    def fault(asked: Asked, plain: Any) -> Answer:
        if random.random() < share:
            return random.choice(FAULTS)(asked, plain)
        return plain()

    return fault


def everything(ann: Connected, side: Side) -> set[str]:
    """All that is said anywhere: in titles and places on both sides, and in what was overtaken."""
    words = {str(each.fields.get(name)) for each in ann.device.records().values()
             for name in ("title", "place", "value")}  # fmt: skip
    return words | set(side.shown())


@pytest.mark.parametrize("provider", [Google, Microsoft])
def test_edits_on_both_sides_with_faults_end_in_agreement(
    provider: type[StandIn], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Graph, "before", timedelta(days=20_000))
    monkeypatch.setattr(Graph, "after", timedelta(days=20_000))

    @settings(
        max_examples=5, deadline=None, database=None, derandomize=True,
        # To make an example smaller takes minutes: it says its seed.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(seed=st.integers(0, 2**32), steps=st.lists(st.integers(0, 3), min_size=3, max_size=5))
    def law(seed: int, steps: list[int]) -> None:
        agree(provider, seed, steps)

    law()


def agree(provider: type[StandIn], seed: int, steps: list[int]) -> None:
    """Turns with some edits before each, then turns without faults until both are still."""
    random = Random(seed)
    made = provider()
    assert isinstance(made, Google | Microsoft)
    with (
        tempfile.TemporaryDirectory() as folder,
        standing(made),
        connected(made, Path(folder) / "server") as ann,
    ):
        side = ann.side
        edits = Edits(ann, side, random)
        ann.turn()
        made.always = sometimes(random, 0.15)
        for count in steps:
            for _ in range(count):
                edits.once()
            if random.random() < 0.1:
                side.forget_cursors()
            ann.turn()
        made.always = None
        ann.turn(4)
        assert ann.told() == ("ok", "", "")
        assert ann.shown() == side.shown()
        (master,) = [each for each in ann.events().values() if each["times"].get("rules")]
        removed = set(master["times"].get("removed", ()))
        # An edit on the other side may have brought one back.
        assert removed == side.dropped(edits.series) <= edits.dropped
        gone = edits.said - everything(ann, side)
        assert gone == set()
        asked = len(made.asked)
        ann.turn()
        assert {each.method for each in made.asked[asked:]} == {"GET"}
