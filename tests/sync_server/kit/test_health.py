"""Health and metrics: what operators' programs ask."""

import asyncio
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from sync_server.kit import health, metrics
from sync_server.version import VERSION
from tests.sync_server.kit.asking import an_app, asked, got


def test_a_server_that_can_work_says_so_with_its_version(tmp_path: Path) -> None:
    answer = got(an_app(tmp_path), "/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "version": VERSION}


def test_it_is_healthy_on_postgresql_too(tmp_path: Path, postgresql_url: str) -> None:
    assert got(an_app(tmp_path, url=postgresql_url), "/health").status_code == 200


def test_a_database_that_is_gone_makes_it_unhealthy(tmp_path: Path) -> None:
    app = an_app(tmp_path)

    async def ask(client: httpx.AsyncClient) -> httpx.Response:
        with app.state.database.write() as connection:
            connection.execute(text("DROP TABLE alembic_version"))
        return await client.get("/health")

    answer = asked(app, ask)
    assert answer.status_code == 503
    assert answer.json()["detail"] == "the database cannot be written"
    assert answer.headers["retry-after"]


def test_a_database_that_does_not_answer_makes_it_unhealthy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "PATIENCE_SECONDS", 0.1)
    app = an_app(tmp_path)

    async def ask(client: httpx.AsyncClient) -> list[httpx.Response]:
        async with app.state.database.in_line():
            stuck = await asyncio.gather(client.get("/health"), client.get("/health"))
        monkeypatch.setattr(health, "PATIENCE_SECONDS", 5)
        return [*stuck, await client.get("/health")]

    first, second, after = asked(app, ask)
    assert (first.status_code, second.status_code, after.status_code) == (503, 503, 200)
    assert first.json()["detail"] == "the database does not answer"


def test_a_full_disk_makes_it_unhealthy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 2**62)
    answer = got(an_app(tmp_path), "/health")
    assert answer.json()["detail"] == "the disk of the data folder is full"


def test_metrics_answer_to_the_machine_itself(tmp_path: Path) -> None:
    answer = got(an_app(tmp_path), "/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == metrics.CONTENT_TYPE
    assert "# TYPE paddock_requests_total counter\n" in answer.text
    assert "\npaddock_pushes_total " in answer.text


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("203.0.113.9", {}),
        ("127.0.0.1", {"X-Forwarded-For": "203.0.113.9"}),
        ("127.0.0.1", {"Via": "1.1 proxy"}),
    ],
)
def test_metrics_are_hidden_from_everybody_else(
    tmp_path: Path, address: str, headers: dict[str, str]
) -> None:
    answer = asked(
        an_app(tmp_path), lambda client: client.get("/metrics", headers=headers), (address, 1)
    )
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_with_a_token_in_the_settings_only_the_token_counts(tmp_path: Path) -> None:
    def ask(headers: dict[str, str], address: str) -> int:
        app = an_app(tmp_path, metrics_token="let me in")
        return asked(
            app, lambda client: client.get("/metrics", headers=headers), (address, 1)
        ).status_code

    assert ask({}, "127.0.0.1") == 404
    assert ask({"Authorization": "Bearer let me out"}, "127.0.0.1") == 404
    assert ask({"Authorization": "Bearer let me in"}, "203.0.113.9") == 200


def test_what_rooms_measure_is_asked_of_the_database_as_it_is_read(tmp_path: Path) -> None:
    app = an_app(tmp_path)
    app.state.measures.append(
        lambda connection: metrics.MAIL_WAITING.set(
            connection.execute(text("SELECT 41 + 1")).scalar_one()
        )
    )
    assert "paddock_mail_waiting 42\n" in got(app, "/metrics").text
    metrics.MAIL_WAITING.set(0)


def test_writers_waits_in_line_are_measured(tmp_path: Path) -> None:
    before = metrics.LINE.count()
    got(an_app(tmp_path), "/health")
    assert metrics.LINE.count() > before
