"""The OpenAPI document: every route tells what it may answer, and answers nothing else."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
import pytest
import requests
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
)

from sync_server.app import create_app
from sync_server.kit.problem import MEDIA_TYPE
from sync_server.settings import Settings
from tests.sync_server.household import Asked, Household
from tests.sync_server.people import Device, World, stand_in

EXAMPLES = 4
"""Inputs for each route, as declared and otherwise; each is sent in several ways."""

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
OAUTH_ERRORS = ("/oauth/",)
"""These answer as OAuth says (RFC 6749, 5.2), not with problems."""

OPEN = ("/.well-known/", "/oauth/", "/feeds/{token}.ics", "/health", "/metrics")
"""These take no token of an app's."""

PLACES = {"epoch", "device", "number", "schema", "space", "to", "spaces", "person", "client_id"}
"""What a request would not come far without."""


@pytest.fixture
def app(settings: Settings) -> Iterator[FastAPI]:
    # The worker draws from the random numbers that hypothesis watches over.
    made = create_app(replace(settings, jobs=False))
    # Both: who asks is told without a thread.
    made.state.authenticate = made.state.recognize = stand_in
    yield made
    made.state.database.close()


def operations(app: FastAPI) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, operation)
        for path, methods in app.openapi()["paths"].items()
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


@pytest.mark.parametrize("path", ["/sync/push", "/sync/pull"])
def test_what_another_epoch_is_answered_with_is_documented(app: FastAPI, path: str) -> None:
    content = app.openapi()["paths"][path]["post"]["responses"]["409"]["content"]
    problem, more = content[MEDIA_TYPE]["schema"]["allOf"]
    assert problem == {"$ref": "#/components/schemas/Problem"}
    with World(app) as world:
        ann = world.person("ann")
        body = ann.body() if path == "/sync/push" else {"schema": 1, "spaces": {}}
        answer = ann.ask("POST", path, {**body, "epoch": "another"})
        epoch = ann.epoch()
    assert (answer.status_code, answer.json()["code"]) == (409, "epoch")
    assert answer.json()["epoch"] == epoch
    known = app.openapi()["components"]["schemas"]["Problem"]["properties"]
    said = {name: value for name, value in answer.json().items() if name not in known}
    kinds = {"string": str, "integer": int}
    assert set(said) == set(more["properties"]) == {"epoch", "began"}
    for name, value in said.items():
        assert isinstance(value, kinds[more["properties"][name]["type"]])


@dataclass
class Met:
    """What was answered to the requests of one route."""

    statuses: Counter[int] = field(default_factory=Counter)
    words: set[str] = field(default_factory=set)
    """Of the parts of an answer that was good: which came, and which verdicts."""

    def note(self, answer: httpx.Response) -> None:
        """One more."""
        self.statuses[answer.status_code] += 1
        if answer.is_success and answer.headers.get("content-type") == "application/json":
            said = answer.json()
            self.words |= {name for name, value in said.items() if value}
            self.words |= {each["verdict"] for each in said.get("verdicts", ())}
            self.words |= {name for page in said.get("pages", ()) for name in page}


@pytest.mark.slow
def test_the_server_answers_what_it_documents_and_nothing_else(app: FastAPI) -> None:
    schema = schemathesis.openapi.from_dict(app.openapi())
    faults: dict[str, str] = {}
    met: dict[str, Met] = {}
    with World(app) as world:
        for found in schema.get_all_operations():
            operation = found.ok()
            household, met[operation.label] = Household(world), Met()
            for mode in modes(operation):
                try:
                    exercise(operation, mode, household, met[operation.label])
                except (Exception, FailureGroup) as fault:
                    faults[f"{operation.label} ({mode})"] = repr(fault)
    assert faults == {}, "\n\n".join(f"{label}: {fault}" for label, fault in faults.items())
    # Every route was shown to do what it is for: else nothing is proved of its good answers.
    never = [label for label, each in met.items() if min(each.statuses) >= 300]
    assert never == [], {label: met[label].statuses for label in never}
    unguarded = [label for label, each in met.items() if 401 not in each.statuses]
    assert all(label.split()[1].startswith(OPEN) for label in unguarded), unguarded
    assert {"merged", "refused", "heads"} <= met["POST /sync/push"].words
    assert {"pages", "envelopes", "added", "dropped"} <= met["POST /sync/pull"].words


def test_a_text_that_postgresql_does_not_take_is_no_fault(app: FastAPI) -> None:
    faults: list[str] = []
    with World(app) as world:
        household = Household(world)
        for label in household.requests():
            for place, _ in enumerate(texts_of(household.request(label))):
                asked = household.request(label)
                text = texts_of(asked)[place]
                spoilt = asked.of({text: f"a\0{text}"[:36]})
                try:
                    if spoilt.send(label).is_success:
                        household = Household(world)
                except Exception as fault:
                    faults.append(f"{label} {text!r}: {fault!r}")
    assert faults == []


def texts_of(value: Any) -> list[str]:
    """All texts in a request or a part of it, the names of fields left out."""
    if isinstance(value, Asked):
        return texts_of([value.path, value.query, value.body])
    if isinstance(value, dict | list):
        each = value.values() if isinstance(value, dict) else value
        return [text for one in each for text in texts_of(one)]
    return [value] if isinstance(value, str) and value else []


def modes(operation: Any) -> list[GenerationMode]:
    """As declared, and otherwise where anything is declared: in a path any text is a text."""
    said = operation.body or operation.query
    return [GenerationMode.POSITIVE, *([GenerationMode.NEGATIVE] if said else [])]


def exercise(operation: Any, mode: GenerationMode, household: Household, met: Met) -> None:
    """Ask with some inputs, as declared or not."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def once(case: Any) -> None:
        as_generated = case.path_parameters, case.query, case.body
        asked = household.request(operation.label)
        for fill, by in (
            (as_taken, asked.by),
            (in_its_place, asked.by),
            (in_its_place, household.viewer),
            (in_its_place, None),
            (None, asked.by),
        ):
            case.path_parameters, case.query, case.body = as_generated
            if fill is not None:
                fill(case, household.request(operation.label))
            answer = sent(household.world, case, by)
            met.note(answer)
            case.validate_response(answer, checks=CHECKS)

    # Where nothing can be said there is nothing to be said wrongly.
    with contextlib.suppress(Unsatisfiable):
        once()


def as_taken(case: Any, asked: Asked) -> None:
    """Make of a case a request that does what the route is for, with what else it says."""
    in_its_place(case, asked)
    case.query = {**(case.query or {}), **asked.query}
    if asked.body is not None:
        more = case.body if isinstance(case.body, dict) and not asked.form else {}
        case.body = {**more, **asked.body}


def in_its_place(case: Any, asked: Asked) -> None:
    """Have a case speak of what is there, in the right epoch, of whatever it says there."""
    case.path_parameters = {**(case.path_parameters or {}), **asked.path}
    if not isinstance(case.body, dict) or asked.body is None:
        return
    known = {name: asked.body[name] for name in PLACES & asked.body.keys() & case.body.keys()}
    case.body = {**case.body, **known}
    patches = case.body.get("patches")
    if isinstance(patches, list) and "patches" in asked.body:
        space = asked.body["patches"][0]["space"]
        case.body["patches"] = [
            {**each, "space": space} if isinstance(each, dict) else each for each in patches
        ]


def sent(world: World, case: Any, by: Device | None) -> httpx.Response:
    """The answer to a case as it goes over the wire."""
    whole = requests.Request(**case.as_transport_kwargs(base_url="http://server")).prepare()
    headers = {name: value for name, value in whole.headers.items() if name != "Authorization"}
    if by is not None:
        headers["Authorization"] = by.headers["Authorization"]
    asked = world.http.request(whole.method, whole.url, content=whole.body, headers=headers)
    answer: httpx.Response = world.run(asked)
    return answer
