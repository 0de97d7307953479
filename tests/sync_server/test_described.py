"""The OpenAPI document: every route tells what it may answer, and answers nothing else."""

import asyncio
import contextlib
import itertools
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from sync_server.app import create_app
from sync_server.kit import serving
from sync_server.kit.principal import Principal
from sync_server.kit.problem import MEDIA_TYPE, Unauthorized
from sync_server.settings import Settings
from tests.sync_server.templates import with_tables

EXAMPLES = 4
"""Inputs for each route, as declared and otherwise."""

MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
TOKEN = "a token of the tests"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
OAUTH_ERRORS = ("/oauth/",)
"""These answer as OAuth says (RFC 6749, 5.2), not with problems."""


def somebody(token: str) -> Principal:
    if token != TOKEN:
        raise Unauthorized("no such token")
    person, session = "01890000-0000-7000-8000-000000000001", "01890000-0000-7000-8000-000000000002"
    scopes = frozenset({"account", "sync"})
    return Principal(person, session, "0" * 16, "tests", scopes, int(time.time()))


@pytest.fixture
def app(tmp_path: Path) -> FastAPI:
    # The worker draws from the random numbers that hypothesis watches over.
    made = create_app(Settings(data=with_tables(tmp_path / "data"), jobs=False))
    made.state.authenticate = somebody
    return made


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    """Where the server answers, from a thread beside."""
    with serving.listen("127.0.0.1", 0) as bound:
        server = serving.server(app)
        thread = threading.Thread(target=lambda: asyncio.run(server.serve([bound])))
        thread.start()
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def operations(app: FastAPI) -> list[tuple[str, str, dict[str, Any]]]:
    document = app.openapi()
    app.state.database.close()
    return [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_refusal_is_documented_as_a_problem(app: FastAPI) -> None:
    strays = [
        f"{method} {path} {status} {sorted(answer.get('content', {}))}"
        for method, path, operation in operations(app)
        if not path.startswith(OAUTH_ERRORS)
        for status, answer in operation["responses"].items()
        if status[0] in "45" and set(answer.get("content", {})) != {MEDIA_TYPE}
    ]
    assert strays == []


def test_every_route_documents_what_any_route_may_answer(app: FastAPI) -> None:
    for method, path, operation in operations(app):
        said = set(operation["responses"])
        assert {"429", "431", "500", "503"} <= said, (method, path)
        assert "422" not in said, (method, path)
        if "requestBody" in operation:
            assert {"400", "408", "413"} <= said, (method, path)
        assert operation.get("summary"), (method, path)


@pytest.mark.slow
def test_the_server_answers_what_it_documents_and_nothing_else(app: FastAPI, address: str) -> None:
    schema = schemathesis.openapi.from_dict(app.openapi())
    found = [result.ok() for result in schema.get_all_operations()]
    faults: dict[str, str] = {}
    tried: dict[str, int] = {}
    for operation, mode in itertools.product(found, MODES):
        try:
            tried[operation.label] = tried.get(operation.label, 0) + exercised(
                operation, mode, address
            )
        except (Exception, FailureGroup) as fault:
            faults[operation.label] = str(fault)
    assert faults == {}, "\n\n".join(f"{label}: {fault}" for label, fault in faults.items())
    assert min(tried.values()) > 0, tried


def exercised(operation: Any, mode: GenerationMode, address: str) -> int:
    """Ask with some inputs, as declared or not; how many those were."""
    count = 0

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def once(case: Any) -> None:
        nonlocal count
        count += 1
        headers = {"Authorization": f"Bearer {TOKEN}"} if count % 4 else {}
        response = case.call(base_url=address, headers=headers)
        case.validate_response(response, checks=CHECKS)

    # Where nothing can be said there is nothing to be said wrongly.
    with contextlib.suppress(Unsatisfiable):
        once()
    return count
