"""How an event comes again: the usual ways in plain words, an own rule, and the next five dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from client.ui.calendar.event_clock import short_day_words
from client.ui.calendar.rule_builder import RuleBuilder
from client.ui.calendar.rule_pattern import Pattern, pattern_of, usual_rules
from client.ui.forms.editors import ChoiceEditor
from client.ui.forms.written import Habits
from client.ui.text import _, said
from client.ui.vehicles.form_dialog import sentence
from client.ui.vehicles.shown import Shown
from client.ui.widgets.form_field import FormField
from client.ui.widgets.labels import label
from garage.calendar.instances import start_of
from garage.calendar.occurrences import Scheduled, next_occurrences
from garage.calendar.rule import Rule
from garage.calendar.rule_words import rule_words
from garage.calendar.times import EventTimes, When
from garage.errors import ValueRefused

NEXT = 5
"""Dates that are shown ahead."""
_OWN, _KEPT = "own", "kept"


class RepeatFields(QWidget):
    """``changed`` says that the rule is another. A rule that cannot be built is kept as it is."""

    changed = Signal()

    def __init__(self, habits: Habits, times: EventTimes) -> None:
        super().__init__()
        self._habits, self._times = habits, times
        self._before, self._rules = times.rules, times.rules
        self._usual: dict[str, Rule] = {}
        self.choice = ChoiceEditor({})
        self.field = FormField(_("Repeats"), self.choice)
        self.builder = RuleBuilder(habits)
        self.words = label("", role="text", wrap=True)
        self.dates = label("", "small", "text_muted", wrap=True)
        self.wrong = label("", "small", "late", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        # The builder's fields are as far below the choice as from each other.
        self.builder.setContentsMargins(0, 4, 0, 0)
        for part in (self.field, self.builder, self.words, self.dates, self.wrong):
            column.addWidget(part)
        self._offer()
        self._choose()
        self.choice.touched.connect(self._on_chosen)
        self.builder.changed.connect(self._on_built)
        self._show()

    # ------------------------------------------------------------------ what is offered

    def _offer(self) -> None:
        """Offer the ways that go with the start, the rule that there is, and an own one."""
        start = self._times.start
        self._usual = {rule.text: rule for rule in usual_rules(start)}
        self.choice.clear()
        self.choice.addItem(_("Does not repeat"), "")
        for text, rule in self._usual.items():
            self.choice.addItem(_as_title(words_of((rule,), start, self._habits.shown)), text)
        if self._before and not self._buildable(self._before):
            words = _as_title(words_of(self._before, start, self._habits.shown))
            self.choice.addItem(words, _KEPT)
        self.choice.addItem(_("In another way…"), _OWN)

    def _buildable(self, rules: Sequence[Rule]) -> bool:
        return len(rules) == 1 and pattern_of(rules[0], self._times.start) is not None

    def _choose(self) -> None:
        """Choose what the rule is."""
        rules, start = self._rules, self._times.start
        if not rules:
            self._pick("")
            return
        pattern = pattern_of(rules[0], start) if len(rules) == 1 else None
        if pattern is None:
            self._pick(_KEPT)
        elif pattern.rule.text in self._usual:
            self._pick(pattern.rule.text)
        else:
            self.builder.show_pattern(pattern)
            self._pick(_OWN)

    def _pick(self, key: str) -> None:
        self.choice.setCurrentIndex(max(self.choice.findData(key), 0))
        self.builder.setVisible(key == _OWN)

    # ------------------------------------------------------------------ what it is

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules; raises ValueRefused where one cannot be read."""
        if self.choice.currentData() == _OWN:
            return (self.builder.rule(),)
        return self._rules

    @property
    def is_changed(self) -> bool:
        """Whether the rules differ from what is kept."""
        try:
            return self.rules != self._before
        except ValueRefused:
            return True

    def check(self) -> bool:
        """Whether the rule can be kept; says what is wrong."""
        return self.choice.currentData() != _OWN or self.builder.check()

    def set_times(self, times: EventTimes | None) -> None:
        """Follow the start: what goes without saying goes along with it."""
        if times is None or times.start == self._times.start:
            if times is not None:
                self._times = replace(times, rules=())
            self._show()
            return
        before, self._times = self._times, replace(times, rules=())
        if self.choice.currentData() in self._usual and self._rules != self._before:
            # "Every Thursday" of an event that is put to a Friday is every Friday.
            old = [rule.text for rule in usual_rules(before.start)]
            new = {rule.frequency + str(rule.interval) + _shape(rule): rule
                   for rule in usual_rules(times.start)}  # fmt: skip
            chosen = self._usual.get(str(self.choice.currentData()))
            if chosen is not None and chosen.text in old:
                same = new.get(chosen.frequency + str(chosen.interval) + _shape(chosen))
                self._rules = (same,) if same is not None else self._rules
        if self.choice.currentData() != _OWN:
            self._offer()
            self._choose()
        self._show()

    # ------------------------------------------------------------------ as it is chosen

    def _on_chosen(self) -> None:
        key = self.choice.currentData()
        start = self._times.start
        if key == _OWN:
            pattern = pattern_of(self._rules[0], start) if len(self._rules) == 1 else None
            self.builder.show_pattern(pattern or Pattern.of_start(start))
        elif key == _KEPT:
            self._rules = self._before
        else:
            rule = self._usual.get(key)
            self._rules = (rule,) if rule is not None else ()
        self._pick(key)
        self._on_built()
        if key == _OWN:
            self.builder.interval.setFocus()

    def _on_built(self) -> None:
        if self.choice.currentData() == _OWN and self.builder.check():
            self._rules = (self.builder.rule(),)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Say the rule in words, and its next dates."""
        try:
            rules = self.rules
            times = replace(self._times, rules=rules)
            ahead = next_days(times, self._habits.reading.zone) if rules else []
            self.wrong.setText("")
        except ValueRefused as error:
            # What is wrong in the builder is told at its field.
            rules, ahead = (), []
            at_field = self.choice.currentData() == _OWN and error.field
            self.wrong.setText("" if at_field else sentence(error))
        own = self.choice.currentData() in (_OWN, _KEPT)
        words = words_of(rules, self._times.start, self._habits.shown) if rules and own else ""
        self.words.setText(f"{_as_title(words)}." if words else "")
        days = ", ".join(short_day_words(day.date(), self._habits.shown) for day in ahead)
        self.dates.setText(_("Next: {days}").format(days=days) if days else _none_left(rules))
        for part in (self.words, self.dates, self.wrong):
            part.setVisible(bool(part.text()))


def words_of(rules: Sequence[Rule], start: When, shown: Shown) -> str:
    """Rules in plain words."""
    return ", ".join(said(rule_words(rule, start, shown.day)) for rule in rules)


def next_days(times: EventTimes, zone: tzinfo, count: int = NEXT) -> list[datetime]:
    """When a series comes next from its start on, the start itself among them."""
    begin = start_of(times.start, times.tz(zone), zone)
    event = Scheduled("", times)
    found = next_occurrences(event, begin.astimezone(UTC), count, zone)
    return [each.start for each in found]


def _none_left(rules: Sequence[Rule]) -> str:
    return _("It never comes.") if rules else ""


def _shape(rule: Rule) -> str:
    if rule.by_month_day:
        return "days"
    return "".join("n" if day.nth > 0 else "l" if day.nth else "w" for day in rule.by_day)


def _as_title(words: str) -> str:
    return words[:1].upper() + words[1:]
