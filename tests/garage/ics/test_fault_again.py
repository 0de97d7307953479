"""What went wrong with a feed is kept in English, and said again in any language."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from garage.ics import foreign_feed, subscribing
from garage.ics.foreign_feed import FAULTS, fault_again
from garage.words import in_words, told

KEPT = (
    told("the feed is packed as {encoding!r}", encoding="zip"),
    told("{host} cannot be reached", host="club.example"),
    told("the feed is not there any more ({status})", status=410),
    "the feed came damaged",
    told(
        "{n} of {total} events were not understood (lines {lines}): {why}",
        n=2, total=9, lines="3, 7", why="DTSTART: no day (it says {x})",
    ),
)  # fmt: skip


@pytest.mark.parametrize("sentence", KEPT)
def test_a_sentence_is_recognized(sentence: str) -> None:
    seen: list[str] = []

    def translate(text: str) -> str:
        seen.append(text)
        return text.upper() if "{" not in text else f"_{text}"

    (again,) = fault_again(str.__str__(sentence))
    said = in_words(again, translate)
    template = getattr(sentence, "template", sentence)
    assert seen == [template]
    assert said == (f"_{sentence}" if template != sentence else sentence.upper())


def test_hints_are_sentences_of_their_own_and_strangers_stay() -> None:
    assert fault_again("the feed came damaged; it is tried again later") == (
        "the feed came damaged", "it is tried again later",
    )  # fmt: skip
    assert fault_again("something {odd}") == ("something {odd}",)


def test_every_sentence_with_values_is_known() -> None:
    found = set()
    for module in (foreign_feed, subscribing):
        for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "told":
                found.add(ast.literal_eval(node.args[0]))
    assert found == set(FAULTS)
