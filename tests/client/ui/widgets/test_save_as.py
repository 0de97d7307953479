"""Where a file goes: among the person's documents at first, under a name that says what it is."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from client.ui.widgets.question_dialog import QuestionDialog
from client.ui.widgets.save_as import FileForm, SaveAs, file_name

PDF, ARCHIVE = FileForm("pdf", "pdf", "PDF"), FileForm("archive", "zip", "Archive")
TABLES = FileForm("tables", "zip", "Tables")


@pytest.fixture
def documents(tmp_path, monkeypatch):
    """The folder for documents of somebody who has none yet."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "Documents"


@pytest.fixture
def ask(qtbot, documents):
    """`ask(form, …)`: the dialog, and what is written in the end."""
    page = QWidget()
    qtbot.addWidget(page)
    page.show()

    def open_it(*forms):
        written = []
        SaveAs(page, "Save", 'A/C: "bus"', forms, lambda *told: written.append(told)).open()
        return page.findChild(QFileDialog), written

    yield open_it
    qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)


def accept(chooser, path):
    chooser.setDirectory(str(path.parent))
    chooser.selectFile(str(path))
    chooser.accept()


def test_it_begins_in_the_documents_with_a_name_that_every_system_takes(ask, documents, qtbot):
    documents.mkdir()
    chooser, _written = ask(PDF)
    assert Path(chooser.selectedFiles()[0]) == documents / "A-C- -bus-.pdf"
    chooser.reject()


def test_without_such_a_folder_it_begins_at_home(ask, documents):
    chooser, _written = ask(PDF)
    assert Path(chooser.directory().absolutePath()) == documents.parent
    chooser.reject()


def test_of_two_forms_with_one_suffix_the_chosen_is_written(ask, tmp_path):
    chooser, written = ask(ARCHIVE, TABLES, PDF)
    chooser.selectNameFilter(TABLES.filter)
    chooser.filterSelected.emit(TABLES.filter)
    accept(chooser, tmp_path / "all")
    assert written == [(tmp_path / "all.zip", "tables")]


def test_a_suffix_that_is_typed_says_the_form(ask, tmp_path):
    chooser, written = ask(ARCHIVE, PDF)
    accept(chooser, tmp_path / "all.pdf")
    assert written == [(tmp_path / "all.pdf", "pdf")]


def test_what_is_there_is_kept_unless_one_says_so(ask, tmp_path, qtbot):
    (tmp_path / "mine.pdf").touch()
    for answer, expected in (("cancel", []), ("action", [(tmp_path / "mine.pdf", "pdf")])):
        chooser, written = ask(PDF)
        page = chooser.parentWidget()
        accept(chooser, tmp_path / "mine")
        question = page.findChild(QuestionDialog)
        assert question.focusWidget() is question.cancel
        getattr(question, answer).click()
        assert written == expected
        qtbot.waitUntil(lambda page=page: page.findChild(QuestionDialog) is None)
        qtbot.waitUntil(lambda page=page: page.findChild(QFileDialog) is None)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Insights 1 Dec – 18 Nov", "Insights 1 Dec – 18 Nov"),
        ("a/b: c", "a-b- c"),
        ("...", "Calendar"),
        ("x" * 200, "x" * 80),
    ],
)
def test_names_are_such_that_every_system_takes_them(words, name):
    assert file_name(words, "Calendar") == name
