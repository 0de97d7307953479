"""Reading a filter as typed: recursive descent over the text, bounded in length and depth.

    filter  = both ("or" both)*                 both = test ("and" test)*
    test    = "not" test | "(" filter ")" | target comparison | flag
    target  = field | custom.NAME | a specification's name (on vehicles); NAME may be quoted
    comparison = ("=" "!=" "<" "<=" ">" ">=" "~") value | "in" value | "in" "(" value, … ")"
               | "is" ["not"] "empty"
A value goes up to the next and, or, bracket or end; with quotes it can contain anything.
And, or, not, is and empty may be said in German too: und, oder, nicht, ist, leer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice

from garage.errors import ValueRefused
from garage.filters.names import field_called, kind_in, names_in, nearest
from garage.filters.operands import loose, operand_of, operators_of
from garage.filters.tree import (
    And,
    Comparison,
    Empty,
    Expression,
    Not,
    Operand,
    Operator,
    Or,
    Target,
)
from garage.reading import Reading
from garage.records import Field, Kind
from garage.records.fields import FlagField
from garage.words import N_, told

LONGEST = 2_000
"""Longest filter, in characters."""
DEEPEST = 30
"""Most brackets and negations around a test."""
MOST_ENDS = 4
"""Places at which a value is tried to end: the label of a choice may have an "and" in it."""
MOST_TESTS = 100
"""Most comparisons in a filter."""

_SPACE = re.compile(r"\s*")
_WORD = re.compile(r"[^\W\d_]\w*(?:-\w+)*|_\w+")
_OPERATOR = re.compile(r"==|=|!=|<>|<=|>=|=<|=>|<|>|~|≤|≥|≠")
_OPERATORS: Mapping[str, tuple[Operator, bool]] = {
    "=": ("=", True), "==": ("=", True), "!=": ("=", False), "<>": ("=", False),
    "≠": ("=", False), "<": ("<", True), ">": (">", True), "<=": ("<=", True),
    "=<": ("<=", True), "≤": ("<=", True), ">=": (">=", True), "=>": (">=", True),
    "≥": (">=", True), "~": ("~", True),
}  # fmt: skip
_KEYWORDS: Mapping[str, str] = {
    "and": "and", "und": "and", "or": "or", "oder": "or", "not": "not", "nicht": "not",
    "in": "in", "is": "is", "ist": "is",
}  # fmt: skip
_EMPTY: Mapping[str, str] = {"empty": "empty", "leer": "empty"}
"""No keywords but behind "is": a field may be called so."""
_SAID = {**_KEYWORDS, **_EMPTY}
_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "»": "«", "«": "»"}
_VALUE_ENDS = re.compile(r"\s+(?:and|or|und|oder)(?!\w)|\s*\)|\s*\Z", re.IGNORECASE)
_ITEM_ENDS = {
    ".": re.compile(r"\s*,|\s*\)|\s*\Z"),
    # "in (45,2, 46)": where the comma marks decimals, only one that no digit follows divides.
    ",": re.compile(r"\s*,(?![0-9])|\s*;|\s*\)|\s*\Z"),
}


def parse(text: str, kind: Kind, reading: Reading) -> Expression:
    """The filter that `text` says about records of `kind`.

    Bare numbers take `reading`'s unit for the field; money without a currency, and numbers
    beside specifications and own fields, are compared as they were written. ValueRefused
    (`bad_filter`) tells the place, marked with ▸, and what can stand there.
    """
    if len(text) > LONGEST:
        raise ValueRefused(
            told("the filter has over {longest} characters", longest=LONGEST),
            N_("shorten it"),
            "bad_filter",
        )
    parser = _Parser(text, kind, reading)
    found = parser.alternatives(0)
    if parser.rest():
        raise parser.refusal(told("this is not expected"), told("join tests with and, or"))
    return found


class _Parser:
    def __init__(self, text: str, kind: Kind, reading: Reading) -> None:
        self.text = text
        self.kind = kind
        self.reading = reading
        self.at = 0
        self.tests = 0

    def refusal(self, what: str, hint: str, at: int | None = None) -> ValueRefused:
        place = self.at if at is None else at
        shown = f"{self.text[max(0, place - 30) : place]}▸{self.text[place : place + 30]}".strip()
        return ValueRefused(
            told(
                "the filter cannot be read at character {what}, {shown!r}: {what_2}",
                what=place + 1,
                shown=shown,
                what_2=what,
            ),
            hint,
            "bad_filter",
        )

    def rest(self) -> str:
        """What is still to be read, spaces skipped."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at :]

    def keyword(self, *words: str) -> bool:
        """Take these words if they come next."""
        self.rest()
        start = self.at
        for word in words:
            self.rest()
            found = _WORD.match(self.text, self.at)
            if not found or _SAID.get(found[0].lower()) != word:
                self.at = start
                return False
            self.at = found.end()
        return True

    def sign(self, sign: str) -> bool:
        """Take this character if it comes next."""
        if not self.rest().startswith(sign):
            return False
        self.at += 1
        return True

    def alternatives(self, depth: int) -> Expression:
        parts = [self.conditions(depth)]
        while self.keyword("or"):
            parts.append(self.conditions(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def conditions(self, depth: int) -> Expression:
        parts = [self.test(depth)]
        while self.keyword("and"):
            parts.append(self.test(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def test(self, depth: int) -> Expression:
        if depth > DEEPEST:
            raise self.refusal(
                told("brackets are nested too deeply"),
                told("use at most {deepest}", deepest=DEEPEST),
            )
        if self.keyword("not"):
            return Not(self.test(depth + 1))
        if self.sign("("):
            inner = self.alternatives(depth + 1)
            if not self.sign(")"):
                raise self.refusal(told("a bracket is not closed"), N_("write )"))
            return inner
        self.count()
        target, spec = self.target()
        return self.comparison(target, spec)

    def count(self) -> None:
        self.tests += 1
        if self.tests > MOST_TESTS:
            raise self.refusal(
                told("the filter has too many tests"),
                told("use at most {most_tests}", most_tests=MOST_TESTS),
            )

    def target(self) -> tuple[Target, Field | None]:
        if not self.rest():
            raise self.refusal(
                told("something is missing"),
                told("write a test, as {example}", example=self.example()),
            )
        start = self.at
        quoted = self.quoted()
        if quoted is not None:
            return self.named(quoted, start)
        own = re.compile(r"custom\s*\.\s*", re.IGNORECASE).match(self.text, self.at)
        if own:
            self.at = own.end()
            name = self.quoted() or self.words()
            if not name:
                raise self.refusal(
                    told("the own field has no name"), told('write custom."Its name"')
                )
            return Target("custom", name), None
        name = self.label() or self.words()
        if not name:
            raise self.refusal(
                told("a field is expected"), told("use one of {fields}", fields=self.fields())
            )
        return self.named(name, start)

    def label(self) -> str:
        """The label of a field if one with a keyword in it comes next, as "Oktan oder Sorte"."""
        for spec in self.kind.fields:
            label = self.reading.words(spec.label)
            end = self.at + len(label)
            if (
                self.text[self.at : end].lower() == label.lower()
                and not self.text[end : end + 1].isalnum()
                and not _KEYWORDS.keys().isdisjoint(label.lower().split())
            ):
                self.at = end
                return label
        return ""

    def words(self) -> str:
        words: list[str] = []
        while self.rest():
            found = _WORD.match(self.text, self.at)
            if not found or found[0].lower() in _KEYWORDS:
                break
            words.append(found[0])
            self.at = found.end()
        return " ".join(words)

    def named(self, name: str, start: int) -> tuple[Target, Field | None]:
        words = self.reading.words
        spec = field_called(self.kind, name, words)
        if spec is not None:
            return Target("field", spec.name), spec
        if self.kind.name == "vehicle" and name.strip() and name.strip().lower() != "custom":
            return Target("specification", name.strip()), None
        near = nearest(self.kind, name, words)
        guess = told("did you mean {near}? ", near=near) if near else ""
        raise self.refusal(
            told(
                "{name} has no field {name_2!r}", name=kind_in(self.kind, words), name_2=name[:40]
            ),
            told("{guess}use one of {fields}", guess=guess, fields=self.fields()),
            start,
        )

    def fields(self) -> str:
        return ", ".join((*names_in(self.kind, self.reading.words), "custom.NAME"))

    def example(self) -> str:
        return "torque > 400 Nm" if self.kind.name == "vehicle" else "tags = winter"

    def quoted(self) -> str | None:
        """A text in quotes, if one comes next; a doubled quote stands for one."""
        rest = self.rest()
        close = _QUOTES.get(rest[:1])
        if close is None:
            return None
        start, pieces = self.at, []
        self.at += 1
        while True:
            end = self.text.find(close, self.at)
            if end < 0:
                raise self.refusal(
                    told("a quote is not closed"), told("write {close}", close=close), start
                )
            pieces.append(self.text[self.at : end])
            self.at = end + 1
            if self.text[self.at : self.at + 1] != close:
                return "".join(pieces)
            pieces.append(close)
            self.at += 1

    def comparison(self, target: Target, spec: Field | None) -> Expression:
        if self.keyword("is", "not", "empty"):
            return Not(Empty(target))
        if self.keyword("is", "empty"):
            return Empty(target)
        if self.keyword("not", "in"):
            return Not(self.within(target, spec))
        if self.keyword("in"):
            return self.within(target, spec)
        self.rest()
        found = _OPERATOR.match(self.text, self.at)
        if not found:
            if spec is not None and isinstance(spec.type, FlagField):
                return Comparison(target, "=", True)
            raise self.refusal(
                told("after {name} a comparison is expected", name=target.name),
                told("use = != < <= > >= ~ in or is empty"),
            )
        op, plain = _OPERATORS[found[0]]
        allowed = operators_of(spec.type if spec else None)
        if op not in allowed:
            raise self.refusal(
                told("{name} cannot be compared with {found}", name=target.name, found=found[0]),
                told("use {signs}", signs=" ".join((*allowed, "!="))),
            )
        self.at = found.end()
        value = Comparison(target, op, self.operand(spec, op, _VALUE_ENDS))
        return value if plain else Not(value)

    def within(self, target: Target, spec: Field | None) -> Expression:
        if not self.sign("("):
            return Comparison(target, "=", self.operand(spec, "=", _VALUE_ENDS))
        ends = _ITEM_ENDS[self.reading.decimal_mark]
        parts: list[Expression] = []
        while True:
            parts.append(Comparison(target, "=", self.operand(spec, "=", ends)))
            self.count()
            if self.sign(")"):
                return parts[0] if len(parts) == 1 else Or(tuple(parts))
            if not (self.sign(",") or self.sign(";")):
                raise self.refusal(
                    told("the list is not closed"), told("write ) behind its last value")
                )

    def operand(self, spec: Field | None, op: Operator, ends: re.Pattern[str]) -> Operand:
        self.rest()
        start = self.at
        text = self.quoted()
        if text is not None:
            return self.value(spec, op, text, start)
        refused: ValueRefused | None = None
        for found in islice(ends.finditer(self.text, start), MOST_ENDS):
            text = self.text[start : found.start()].strip()
            stray = _OPERATOR.search(text)
            if stray:
                if refused is not None:
                    break
                self.at += stray.start()
                raise self.refusal(
                    told("a second comparison stands in the value"),
                    told("join tests with and, or put the value in quotes"),
                )
            self.at = found.start()
            try:
                return self.value(spec, op, text, start)
            except ValueRefused as error:
                # What is no value up to here may be one with an "and" in it: "Insurance and tax".
                refused = refused or error
        assert refused is not None, "the end of the text ends every value"
        raise refused

    def value(self, spec: Field | None, op: Operator, text: str, start: int) -> Operand:
        if not text.strip():
            raise self.refusal(told("a value is missing"), told("write one, or: is empty"), start)
        try:
            return operand_of(spec, op, text, self.reading) if spec else loose(text, self.reading)
        except ValueRefused as error:
            raise self.refusal(error.message, error.hint, start) from error
