"""What the palette found for a text, and in which groups it stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from client.ui.commands import Command
from client.ui.shell.filter_found import looks_like_filter
from client.ui.shell.finding import found_commands, found_recent, words_of
from client.ui.shell.found import Found, Group
from client.ui.shell.known import Known
from client.ui.text import _


@dataclass(frozen=True)
class Answer:
    """What was found in the garage for a text; the commands are asked on the GUI thread."""

    text: str
    places: tuple[Found, ...] = ()
    deeds: tuple[Found, ...] = ()
    lines: tuple[Found, ...] = ()
    records: tuple[Group, ...] = ()
    called: bool = False
    """Whether a vehicle is called just so: one wants to go to it, more than to do something."""


def answer_groups(
    answer: Answer, known: Known, commands: Sequence[Command], recent: Sequence[str]
) -> list[Group]:
    """The groups from top to bottom; `recent` are the keys of what was done lately."""
    words = words_of(answer.text)
    if looks_like_filter(answer.text):
        return list(answer.records)
    called = found_commands(commands, words)
    if words:
        do = Group(_("Do"), (*answer.lines, *answer.deeds, *called))
        go = Group(_("Go to"), answer.places)
        first = (go, do) if answer.called and not answer.lines else (do, go)
        return [*first, *answer.records]
    # Without a word typed the places come first: one mostly wants to go somewhere.
    lately = found_recent(recent, known, commands)
    there = {found.key for found in lately}
    return [
        Group(_("Lately"), tuple(lately)),
        Group(_("Do"), answer.deeds),
        Group(_("Go to"), tuple(found for found in answer.places if found.key not in there)),
        Group(_("All commands"), tuple(each for each in called if each.key not in there)),
    ]
