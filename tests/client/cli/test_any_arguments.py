"""Whatever is typed, a command answers: a status of the list, one document, no traceback."""

import contextlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from client.app.start import start
from garage.records import kinds

NAMES = sorted(
    {field.name for kind in kinds() for field in kind.fields} | {"custom.Paint", "x", ""}
)
KINDS = [kind.name for kind in kinds()]
# "--json" and "--help" change what comes out; the rest of what begins so is refused as usage.
ANY = st.text(max_size=40).filter(lambda text: not text.startswith("--"))
VALUES = st.one_of(
    ANY,
    st.sampled_from(
        ["45.2", "45,2 l", "1e99", "-0", "nan", "inf", "2024-02-29", "2024-02-30", "now", "Z3",
         "9" * 60, "0.000000000001 gal", "12 km", "5 EUR", "£3", "yes", "6 months", "9999-12-31",
         "0001-01-01", "51.1,-2.9", "petrol", "\u0661\u0662"]
    ),
)  # fmt: skip
PAIRS = st.lists(st.builds("{}={}".format, st.sampled_from(NAMES), VALUES), max_size=4)
TESTS = st.builds(
    "{} {} {}".format,
    st.sampled_from(NAMES),
    st.sampled_from(["=", "!=", "<", ">=", "~", "is empty", "in", "between"]),
    VALUES,
)
FILTERS = st.one_of(
    ANY, TESTS, st.builds("{} and not ({})".format, TESTS, TESTS), st.builds("({})".format, TESTS)
)


def _answer(*arguments: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = start(arguments)
    return status, out.getvalue(), err.getvalue()


def _holds(*arguments: str) -> None:
    status, out, err = _answer(*arguments)
    assert status in (0, 2, 3), (out, err)
    assert err == ""
    assert out.count("\n") == 1
    document = json.loads(out, parse_constant=_refuse)
    assert ("error" in document) == (status != 0)


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = str(tmp_path_factory.mktemp("any") / "profile")
    assert _answer("--profile", folder, "add", "vehicle", "name=Z3", "distance_unit=mi")[0] == 0
    fill = ("volume=45.2", "total=70", "odometer=84000", "date=2024-01-01")
    assert _answer("--profile", folder, "add", "fill_up", *fill)[0] == 0
    yield folder
    assert Path(folder).exists()


@settings(max_examples=60)
@given(kind=st.sampled_from(KINDS), pairs=PAIRS)
def test_any_fields_are_added_or_refused(profile: str, kind: str, pairs: list[str]) -> None:
    _holds("--profile", profile, "add", "--json", kind, "--", *pairs)


@settings(max_examples=40)
@given(pairs=PAIRS)
def test_any_fields_are_changed_or_refused(profile: str, pairs: list[str]) -> None:
    _, out, _ = _answer("--profile", profile, "list", "fill_up", "--limit", "1", "--json")
    id_ = json.loads(out)["records"][0]["id"]
    _holds("--profile", profile, "edit", "--json", "--", id_, *pairs)


@settings(max_examples=80)
@given(kind=st.sampled_from(KINDS), filter_=FILTERS, locale=st.sampled_from(["", "de_DE"]))
def test_any_filter_lists_or_is_refused(profile: str, kind: str, filter_: str, locale: str) -> None:
    _holds("--profile", profile, "list", kind, f"--where={filter_}", f"--locale={locale}", "--json")


@settings(max_examples=40)
@given(text=ANY)
def test_any_text_is_a_vin_or_is_refused(profile: str, text: str) -> None:
    _holds("--profile", profile, "vin", "--json", "--", text)


@settings(max_examples=40)
@given(
    arguments=st.lists(st.one_of(ANY, st.sampled_from(["-", "list", "due", "costs"])), max_size=4)
)
def test_any_arguments_end_with_a_status(profile: str, arguments: list[str]) -> None:
    _holds("--profile", profile, "--json", "settings", *arguments)
