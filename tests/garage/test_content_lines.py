"""Content lines: folds, parameters, escapes; nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from garage.content_lines import (
    ContentLine,
    divided,
    escaped,
    folded,
    parse_line,
    unescaped,
    unfolded,
)
from garage.errors import ValueRefused

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200)
NAMES = st.from_regex(r"[A-Z][A-Z0-9-]{0,12}", fullmatch=True)
VALUES = st.lists(TEXT.filter(bool), min_size=1, max_size=3).map(tuple)
PARAMETERS = st.lists(st.tuples(NAMES, VALUES), max_size=3).map(tuple)


@given(NAMES, TEXT, PARAMETERS)
def test_a_line_comes_back_as_it_went_out(
    name: str, value: str, parameters: tuple[tuple[str, tuple[str, ...]], ...]
) -> None:
    line = ContentLine(name, value, parameters)
    ((number, text),) = unfolded(folded(line.text).encode())
    assert (number, parse_line(text)) == (1, line)


@given(st.text(max_size=300))
def test_no_line_has_over_75_octets_and_no_letter_is_cut(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    for line in folded(text).encode().split(b"\r\n"):
        if b"\n" not in line:
            assert len(line) <= 75
            line.decode()


@given(TEXT.map(lambda text: text.replace("a", ";").replace("b", "\\").replace("c", "\n")))
def test_text_is_escaped_and_unescaped(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert divided(f"{escaped(text)},x") == [escaped(text), "x"]


def test_a_fold_in_the_middle_of_a_letter_is_undone() -> None:
    data = "SUMMARY:Straße".encode()
    cut = data.index("ß".encode()) + 1
    assert list(unfolded(data[:cut] + b"\r\n " + data[cut:])) == [(1, "SUMMARY:Straße")]


def test_line_ends_of_all_sorts_and_a_byte_order_mark_are_taken() -> None:
    assert list(unfolded(b"\xef\xbb\xbfA:1\n\n\nB:2\r\n\t3\r\nC:4")) == [
        (1, "A:1"), (4, "B:23"), (6, "C:4"),
    ]  # fmt: skip


def test_text_of_old_programs_is_read() -> None:
    assert list(unfolded("SUMMARY:Ölwechsel".encode("cp1252"))) == [(1, "SUMMARY:Ölwechsel")]


def test_groups_quotes_and_parameters_without_a_value_are_kept() -> None:
    text = 'item1.X-ABLABEL;TYPE="a;b",c;PREF:x:y'
    line = parse_line(text)
    assert (line.group, line.name, line.value) == ("item1", "X-ABLABEL", "x:y")
    assert line.parameters == (("TYPE", ("a;b", "c")), ("PREF", ()))
    assert line.text == text


def test_quotes_and_line_breaks_in_a_parameter_are_written_as_rfc_6868_says() -> None:
    line = ContentLine("ATTENDEE", "mailto:a@b", (("CN", ('Joe "the\ncar" ^ Doe',)),))
    assert line.text == "ATTENDEE;CN=Joe ^'the^ncar^' ^^ Doe:mailto:a@b"
    assert parse_line(line.text) == line


@pytest.mark.parametrize("text", ["", "SUMMARY", ":x", "A;B", 'A;B="c:d', "Ä:x"])
def test_what_is_no_line_is_refused_by_its_number(text: str) -> None:
    with pytest.raises(ValueRefused, match="line 7 is no line"):
        parse_line(text, 7)
