"""Requests are logged and counted without saying who asked for what."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync_server.kit import logs, metrics
from tests.sync_server.kit.asking import an_app, got


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the server logs, as it would be on stderr."""
    root = logging.getLogger()
    access = logging.getLogger("uvicorn.access")
    before = root.handlers[:], root.level, access.propagate, access.disabled
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    root.handlers[:], level, access.propagate, access.disabled = before
    root.setLevel(level)
    logging.getLogger("paddock").setLevel(logging.NOTSET)


def test_a_request_is_one_line_with_the_route_and_not_the_path(
    tmp_path: Path, lines: io.StringIO
) -> None:
    answer = got(
        an_app(tmp_path),
        "/things/secret-thing?token=hush",
        headers={"Authorization": "Bearer hush", "X-Forwarded-For": "203.0.113.9"},
    )
    (line,) = lines.getvalue().splitlines()
    said = json.loads(line)
    assert said["event"] == "request"
    assert (said["method"], said["route"], said["status"]) == ("GET", "/things/{thing}", 200)
    assert said["request"] == answer.headers["x-request-id"]
    assert said["ms"] >= 0
    assert said["time"].endswith("+00:00")
    for hidden in ("secret-thing", "hush", "203.0.113.9", "127.0.0.1"):
        assert hidden not in line


def test_a_path_that_is_not_ours_is_not_logged_either(tmp_path: Path, lines: io.StringIO) -> None:
    assert got(an_app(tmp_path), "/anna@example.org").status_code == 404
    said = json.loads(lines.getvalue())
    assert (said["route"], said["status"]) == ("unmatched", 404)
    assert "anna" not in lines.getvalue()


def test_a_fault_is_logged_by_its_kind_and_place_and_not_by_its_words(
    tmp_path: Path, lines: io.StringIO
) -> None:
    answer = got(an_app(tmp_path), "/fault")
    assert answer.status_code == 500
    assert answer.json()["code"] == "fault"
    assert answer.headers["x-request-id"]
    fault, request = (json.loads(line) for line in lines.getvalue().splitlines())
    assert fault["error"] == "RuntimeError"
    assert any(place.endswith(" fault") for place in fault["where"])
    assert request["status"] == 500
    assert "anna" not in lines.getvalue() + answer.text


def test_the_request_id_of_a_proxy_is_kept_and_nonsense_is_not(tmp_path: Path) -> None:
    app = an_app(tmp_path)
    kept = got(app, "/things/1", headers={"X-Request-Id": "0123abcd-ef"})
    assert kept.headers.get_list("x-request-id") == ["0123abcd-ef"]
    app = an_app(tmp_path)
    made = got(app, "/things/1", headers={"X-Request-Id": 'x" injected'})
    assert "injected" not in made.headers["x-request-id"]


def test_requests_are_counted_by_route_and_status(tmp_path: Path) -> None:
    labels = ("GET", "/things/{thing}", "200")
    before = metrics.REQUESTS.value(*labels), metrics.SECONDS.count("/things/{thing}")
    got(an_app(tmp_path), "/things/1")
    assert metrics.REQUESTS.value(*labels) == before[0] + 1
    assert metrics.SECONDS.count("/things/{thing}") == before[1] + 1
    assert metrics.IN_FLIGHT.value() == 0


def test_answers_tell_browsers_not_to_guess_frame_or_tell(tmp_path: Path) -> None:
    plain = got(an_app(tmp_path), "/things/1").headers
    assert plain["x-content-type-options"] == "nosniff"
    assert plain["x-frame-options"] == "DENY"
    assert plain["referrer-policy"] == "same-origin"
    assert "strict-transport-security" not in plain
    secure = got(an_app(tmp_path, base_url="https://garage.example.org"), "/nothing").headers
    assert secure["strict-transport-security"] == "max-age=31536000"


def test_a_person_at_a_terminal_gets_words() -> None:
    record = logging.LogRecord("paddock.server", logging.INFO, "", 1, "listening", None, None)
    setattr(record, logs.FIELDS, {"address": "http://127.0.0.1:8765"})
    assert logs.Words().format(record).endswith("listening http://127.0.0.1:8765")


def test_a_fault_at_a_terminal_quotes_nobodys_row() -> None:
    try:
        raise ValueError("anna@example.org")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "fault", None, sys.exc_info())
    said = logs.Words().format(record)
    assert "test_watching.py" in said
    assert "anna" not in said
