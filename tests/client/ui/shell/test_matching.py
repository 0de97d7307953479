"""What is typed is fitted to titles, and the letters that were typed are known."""

import pytest

from client.ui.shell.filter_found import looks_like_filter
from client.ui.shell.matching import begins, marks, match


def marked(words, title):
    return [title[start:end] for start, end in match(words, title).spans]


@pytest.mark.parametrize(
    ("words", "title", "letters"),
    [
        (["octa"], "Add fill-up to Octavia", ["Octa"]),
        (["skod"], "2016 Škoda Octavia", ["Škod"]),
        (["strasse"], "Parkplatz Straße", ["Straße"]),
        (["add", "oct"], "Add service to Octavia", ["Add", "Oct"]),
        (["ks"], "Keyboard shortcuts", ["K", "s"]),
        (["keybaord"], "Keyboard shortcuts", ["Keyboard"]),
        (["board"], "Keyboard shortcuts", ["board"]),
        (["stu"], "Add Sizes, tyres & Used oil", ["S", "t", "U"]),
        (["km"], "Oil_change every 10 000 km", ["km"]),
    ],
)
def test_letters_that_were_typed_are_marked(words, title, letters):
    assert marked(words, title) == letters


def test_a_beginning_is_better_than_a_middle_and_that_than_a_slip():
    scores = [match([word], "Keyboard").score for word in ("key", "board", "keybaord")]
    assert scores == sorted(set(scores))


@pytest.mark.parametrize("word", ["xyz", "octaviaa", "zz"])
def test_what_fits_nowhere_finds_nothing(word):
    assert match([word], "Garage") is None


def test_only_beginnings_of_words_are_underlined_in_records():
    assert marks(["oct"], "Service · Octavia · 17 Oct") == ((10, 13), (23, 26))
    assert marks(["tavi"], "Octavia") == ()
    assert begins("škoda"[1:], "Škoda") is False


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("total > 100 eur", True),
        ("torque>400 lb-ft", True),
        ("not full = yes", True),
        ("(odometer >= 80000 km and full)", True),
        ("station is empty", True),
        ("nicht full = yes", True),
        ("Tankstelle ist nicht leer", True),
        ("der Tank ist leer", True),
        ("der Tank ist halb leer", False),
        ("what is due", False),
        ("45.2 l 71.30 €", False),
        ("brake pads", False),
        ("> 5", False),
    ],
)
def test_a_filter_is_told_from_words(text, is_one):
    assert looks_like_filter(text) is is_one
