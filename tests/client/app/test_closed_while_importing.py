"""The window is closed in the middle of an import: it ends in order, and nothing of it is kept."""

import pytest

from client.store import Store
from client.ui.shell.import_dialog import ImportDialog
from client.ui.shell.shell import Shell
from garage.records import FillUp, Vehicle
from tests.bench.writing import write_fuelio

ROWS = 12_000


@pytest.fixture
def log(tmp_path):
    file = tmp_path / "fuelio.csv"
    write_fuelio(file, ROWS)
    return file


def dialog_of(shell):
    return shell.findChild(ImportDialog)


def counted(folder):
    with Store(folder) as store:
        return store.read(
            lambda reader: (
                len(reader.all(Vehicle)),
                len(reader.all(FillUp)),
                reader.connection.exec_driver_sql("SELECT count(*) FROM k_fill_up").scalar_one(),
                reader.connection.exec_driver_sql("SELECT count(*) FROM batch").scalar_one(),
            )
        )


@pytest.mark.slow
def test_nothing_of_it_shows_at_the_next_start_and_the_next_import_runs(
    qtbot, log, folder, person, session
):
    shares = []

    def begin(shell):
        if not (shell.desk.is_open and shell.desk.workers.idle):
            return False
        shell.import_file(str(log))
        return True

    def go(shell):
        dialog = dialog_of(shell)
        if not dialog.go_button.isEnabled():
            return False
        dialog.go_button.click()
        return True

    def close_in_the_middle(shell):
        assert dialog_of(shell) is not None, "the import is done already"
        share = dialog_of(shell).strip.share
        if not share:
            return False
        shares.append(share)
        return shell.close()

    with Store(folder) as store:
        store.set_settings({"region": "DE", "currency": "EUR", "zone": "UTC", "welcomed": True})
    person((Shell, begin), (Shell, go), (Shell, close_in_the_middle))
    assert session(folder) == 0
    assert 0 < shares[0] < 0.9
    assert counted(folder) == (0, 0, 0, 0)

    def close_once_imported(shell):
        if dialog_of(shell) is not None or not shell.desk.workers.idle:
            return False
        return shell.close()

    person((Shell, begin), (Shell, go), (Shell, close_once_imported))
    assert session(folder) == 0
    assert counted(folder)[:3] == (1, ROWS, ROWS)
