"""What goes by files, by the mouse and by keys: a vehicle's picture in, a report of figures out."""

from __future__ import annotations

import pytest
from PIL import Image
from PySide6.QtWidgets import QAbstractItemView

from client.ui.vehicles.vehicle_head import VehiclePicture
from tests.client.hands.test_window import choose_file


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The person's home, with a picture among their pictures, and a folder for documents."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("Pictures", "Documents"):
        (tmp_path / "home" / name).mkdir(parents=True)
    Image.new("RGB", (80, 60), "navy").save(tmp_path / "home" / "Pictures" / "octavia.jpg")
    return tmp_path / "home"


def has_photo(person):
    return person.only("vehicle", name="Octavia").picture.startswith("photo:")


def offered(person, name):
    """The list in the question for a file, and what is called so in it, once that is read."""
    listed = person.find("Files", QAbstractItemView)
    model = listed.model()

    def found():
        folder = listed.rootIndex()
        there = (model.index(row, 0, folder) for row in range(model.rowCount(folder)))
        return next((index for index in there if index.data() == name), None)

    person.until(lambda: found() is not None)
    person.settle()
    return listed, found()


def click_file(person, name):
    listed, index = offered(person, name)
    person.double_click(listed.viewport(), listed.visualRect(index).center())


def pick_file(person, name):
    """Go to the list of files by keys, and press Enter on one."""
    listed, index = offered(person, name)
    person.go_to("Files", key="Shift+Tab")
    person.press("Home")
    for _step in range(listed.model().rowCount(listed.rootIndex())):
        if listed.currentIndex() == index:
            break
        person.press("Down")
    person.press("Space", "Return")


def test_a_picture_is_chosen_and_removed_by_the_mouse(person):
    person.menu_of("Octavia, M JL")
    person.choose("Choose picture…")
    click_file(person, "octavia.jpg")
    person.until(lambda: has_photo(person))
    person.click("Undo")
    assert not has_photo(person)
    person.click("Octavia M JL 2016")
    picture = person.shell.page.findChild(VehiclePicture)
    person.menu_of(picture)
    person.choose("Choose picture…")
    click_file(person, "octavia.jpg")
    person.until(lambda: picture.shows_photo)
    person.menu_of(picture)
    person.choose("Remove picture")
    assert not has_photo(person)
    person.click("Undo")
    assert has_photo(person)


def test_a_picture_is_chosen_and_removed_by_keys(person):
    person.go_to("Octavia, M JL")
    person.press("Menu")
    person.pick("Choose picture…")
    pick_file(person, "octavia.jpg")
    person.until(lambda: has_photo(person))
    assert person.at.startswith("Octavia, M JL")
    person.press("Menu")
    person.pick("Remove picture")
    assert not has_photo(person)
    person.press("Return")
    person.command("Choose picture…")
    pick_file(person, "octavia.jpg")
    person.until(lambda: has_photo(person))
    person.command("Remove picture")
    assert not has_photo(person)
    person.undo()
    assert has_photo(person)


def test_the_question_for_a_picture_begins_where_the_last_one_was(person, home):
    person.menu_of("Octavia, M JL")
    person.choose("Choose picture…")
    assert person.front.directory().path() == str(home / "Pictures")
    (home / "Pictures" / "Cars").mkdir()
    (home / "Pictures" / "octavia.jpg").rename(home / "Pictures" / "Cars" / "octavia.jpg")
    click_file(person, "Cars")
    click_file(person, "octavia.jpg")
    person.until(lambda: has_photo(person))
    person.menu_of("Herbie, ")
    person.choose("Choose picture…")
    assert person.front.directory().path() == str(home / "Pictures" / "Cars")
    person.press("Escape")


def test_the_report_is_saved_as_pdf_by_the_mouse(person, home):
    person.click("Insights")
    person.click("Save as PDF")
    person.click("Save")
    (first,) = (home / "Documents").iterdir()
    assert first.read_bytes().startswith(b"%PDF-")
    # Asked for a second time, it is not written over unasked.
    person.click("Save as PDF")
    person.click("Save")
    person.click("Cancel")
    first.unlink()
    person.click("Export report")
    person.click("Save")
    assert [each.suffix for each in (home / "Documents").iterdir()] == [".pdf"]


def test_the_report_is_saved_as_pdf_by_keys(person, home):
    person.press("Ctrl+3", "Ctrl+P", "Return")
    (first,) = (home / "Documents").iterdir()
    assert first.read_bytes().startswith(b"%PDF-")
    person.press("Ctrl+E")
    choose_file(person, "figures.pdf")
    assert (home / "Documents" / "figures.pdf").read_bytes().startswith(b"%PDF-")
