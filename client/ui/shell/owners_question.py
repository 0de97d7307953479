"""Asks whether what a record hangs on comes out of the trash with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from client.operations.trash import Trashed, name_of
from client.ui.text import _, ngettext
from client.ui.widgets.question_dialog import QuestionDialog
from garage.records import Record


def owners_question(
    parent: QWidget,
    items: Sequence[Trashed],
    owners: Sequence[Record],
    then: Callable[[list[str]], None],
) -> QuestionDialog:
    """Open the question; `then` is given the ids of the records, or of their owners too."""
    ids = [item.id for item in items]
    names = ", ".join(dict.fromkeys(name_of(owner) for owner in owners))
    words = ngettext(
        "{owner} is in the trash as well. Without it the record cannot be seen.",
        "{owner} is in the trash as well. Without it the {n} records cannot be seen.",
        len(ids),
    ).format(owner=names, n=len(ids))
    title = _("Restore {owner} too?").format(owner=names)
    question = QuestionDialog(parent, title, words, _("Restore both"))
    question.agreed.connect(partial(then, [*(owner.id for owner in owners), *ids]))
    alone = question.add_answer(ngettext("Only the record", "Only the records", len(ids)))
    alone.clicked.connect(partial(_answer, then, ids))
    question.open()
    return question


def _answer(then: Callable[[list[str]], None], ids: list[str], *_clicked: bool) -> None:
    then(ids)
