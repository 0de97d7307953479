"""The tour keeps pictures of the window at its size, the same each time."""

from PySide6.QtGui import QImage

from client.app import tour
from client.ui.theme import Scheme, apply


def test_the_tour_pictures_the_first_start_the_same_twice(qapp, tmp_path, capsys):
    apply(qapp, Scheme.LIGHT)
    pictures = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        taken = tour.Tour(qapp, tmp_path / name)
        tour.with_window(qapp, False, lambda shell, taken=taken: tour.walk_empty(taken, shell))
        pictures.append([QImage(str(path)) for path in taken.pictures])
    assert [(p.width(), p.height()) for p in pictures[0]] == [
        *[tour.SIZE] * 4, (640, 900), tour.SIZE,
    ]  # fmt: skip
    assert pictures[0] == pictures[1]
    assert pictures[0][0] != pictures[0][1]
    assert capsys.readouterr().out.splitlines()[0] == "tour: 12-empty-garage-light.png"


def test_the_tour_says_how_it_is_called(capsys):
    assert tour.main([]) == 2
    assert "DIR" in capsys.readouterr().err
