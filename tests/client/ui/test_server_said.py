"""What the server refuses is told in the window's language: every text it can send is known."""

import ast
import gettext
from collections.abc import Iterator
from pathlib import Path

import pytest

import sync_server
from client.errors import Forbidden, Refused
from client.operations.kept_edits import KeptEdit
from client.ui import text
from client.ui.account.activity_rows import why_kept
from client.ui.shell.said import sentence
from client.ui.shell.server_said import SAID, TEMPLATES, server_said
from client.ui.vehicles.form_dialog import sentence as in_a_form
from garage.words import recognized
from sync_server.app import create_app
from sync_server.kit.problem import Problem

ROOT = Path(sync_server.__file__).parent
APART = (
    "commands", "kit/backups.py", "kit/running.py", "kit/migrations",
    "web", "invited", "abroad", "oauth/pages.py", "oauth/requests.py",
    "accounts/app_passwords.py", "accounts/door.py", "accounts/joining.py", "accounts/passwords.py",
    "calendars/dav_",
)  # fmt: skip
"""What is read by whoever runs the server, in a browser, or by a calendar program: not by us."""
OWN_WORDS = (429, 500, 503)
"""Of these the app says itself what is the matter (`client.remote.http`)."""
OTHERS = {"OAuthError": 1, "Refused": 1}
"""Refusals that are no problems, and which of their arguments says why."""


def subclasses(kind: type[Problem]) -> Iterator[type[Problem]]:
    yield kind
    for each in kind.__subclasses__():
        yield from subclasses(each)


def refusals() -> dict[str, int]:
    """The name of each refusal that the app repeats → which of its arguments is the first text."""
    # All rooms of the server are imported by then.
    assert create_app is not None
    problems = {each.__name__: 0 for each in subclasses(Problem) if each.status not in OWN_WORDS}
    return problems | OTHERS


def written(node: ast.expr) -> str | None:
    """A text, with {} for what is put into it; None for one that is not written out."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
        return written(node.args[0])
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
        return "".join(map(str, parts))
    return None


def own_words(node: ast.AST) -> list[ast.expr]:
    """What a refusal says where nothing is given: as defaults, or to what it derives from."""
    if isinstance(node, ast.arguments):
        return node.defaults
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "__init__":
        return [each for each in node.args[:2] if isinstance(each, ast.Constant)]
    return []


def texts_of(node: ast.AST, wanted: dict[str, int]) -> list[ast.expr]:
    """What a refusal is raised with, or says by itself where it is raised without a word."""
    if isinstance(node, ast.ClassDef) and node.name in wanted:
        return [each for part in ast.walk(node) for each in own_words(part)]
    if not isinstance(node, ast.Call):
        return []
    name = getattr(node.func, "id", "")
    named = [each.value for each in node.keywords if each.arg in ("detail", "hint", "reason")]
    if name in wanted:
        return [*node.args[wanted[name] : wanted[name] + 2], *named]
    return named if name == "Judged" else []


def sent() -> dict[str, str]:
    """Every text that the server's refusals bring to the app → the module that has it."""
    wanted, found = refusals(), {}
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(APART):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            for each in filter(None, map(written, texts_of(node, wanted))):
                found[each] = name
    return found


def is_known(text_: str) -> bool:
    filled = text_.replace("{}", "7")
    if "{}" in text_:
        return recognized(filled, TEMPLATES) is not filled
    return text_ in SAID


def test_every_text_that_the_server_can_send_is_marked_for_translation():
    found = sent()
    # Else the walk finds nothing any more, and this test says nothing.
    assert {"this garage is full", "there is nothing here for you", "over {} patches"} <= set(found)
    assert {each: name for each, name in found.items() if not is_known(each)} == {}


def test_nothing_is_marked_that_no_server_says():
    found = sent()
    assert [each for each in SAID if each not in found] == []
    filled = [each.replace("{}", "7") for each in found if "{}" in each]
    unused = [one for one in TEMPLATES if all(recognized(f, [one]) is f for f in filled)]
    assert unused == []


class Bracketed(gettext.NullTranslations):
    """A language in which what the catalogue would hold stands in brackets."""

    def gettext(self, message: str) -> str:
        return f"<{message}>" if message in (*SAID, *TEMPLATES, "Odometer") else message


@pytest.fixture
def bracketed(monkeypatch):
    monkeypatch.setattr(text, "_catalogue", Bracketed())


@pytest.mark.usefixtures("bracketed")
def test_a_refusal_is_said_in_the_window_s_language():
    refused = Refused("this garage is full", "ask its owner")
    assert sentence(refused) == "<this garage is full>; <ask its owner>"
    assert in_a_form(refused) == "<this garage is full>; <ask its owner>."
    assert server_said("over 5000 patches") == "<over 5000 patches>"
    # What the token endpoint says is one text, and what nobody knows stays as it came.
    assert server_said("this device is another's; draw a new one; and more") == (
        "<this device is another's>; <draw a new one>; and more"
    )
    # One of ours is not taken for the server's.
    assert sentence(Forbidden("over 5000 patches")) == "Over 5000 patches"


@pytest.mark.usefixtures("bracketed")
def test_why_an_edit_is_kept_is_said_in_it_too():
    edit = KeptEdit(1, "x", "fill_up", "", "", {}, "invalid", "odometer: it is too large", 0)
    assert why_kept(edit).endswith("<Odometer>: <it is too large>.")
