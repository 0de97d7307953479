"""The guide and the README name the commands that there are, with options that they take."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from client.cli.main import app

ROOT = Path(__file__).resolve().parents[3]
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")

OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
TYPED = re.compile(r"^paddock (.+)|`paddock (?!\[|COMMAND)([^`]+)`", re.MULTILINE)


def commands(group=None, before: str = "") -> Iterator[tuple[str, set[str]]]:
    """Each command by its words, with the options it takes."""
    for name, command in (group or typer.main.get_command(app)).commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before}{name} ")
        else:
            taken = {option for each in command.params for option in each.opts}
            yield f"{before}{name}", taken | {"--help"}


COMMANDS = dict(commands())


def command_of(text: str) -> str:
    """The command that a line begins with, or ""."""
    words = text.split()
    return next((name for n in (2, 1) if (name := " ".join(words[:n])) in COMMANDS), "")


def table() -> list[tuple[set[str], set[str]]]:
    """Of each row of the guide's table: the commands it names, and all options it speaks of."""
    rows = re.findall(r"^\| (`.+)\|$", GUIDE.partition("## The command line")[2], re.MULTILINE)
    firsts = [re.findall(r"`([^`]+)`", re.split(r"(?<!\\)\|", row)[0]) for row in rows]
    return [
        ({command_of(span) for span in spans}, set(OPTION.findall(row)))
        for spans, row in zip(firsts, rows, strict=True)
    ]


def test_the_guides_table_has_every_command():
    assert set().union(*(named for named, _ in table())) == COMMANDS.keys()


def test_the_guides_table_speaks_of_options_that_its_commands_take():
    odd = {
        option
        for named, options in table()
        for option in options - set().union(*(COMMANDS[name] for name in named))
    }
    assert odd == set()


@pytest.mark.parametrize("page", [GUIDE, README], ids=["guide", "readme"])
def test_what_a_page_says_to_type_is_a_command_with_its_options(page):
    typed = [line or span for line, span in TYPED.findall(page)]
    assert len(typed) > 5
    unknown = [
        text
        for text in typed
        if not (name := command_of(text)) or not set(OPTION.findall(text)) <= COMMANDS[name]
    ]
    assert unknown == []
