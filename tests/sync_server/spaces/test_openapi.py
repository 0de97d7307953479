"""Whatever is asked of spaces and records, the answer is one that OpenAPI says, and no fault."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings

from tests.sync_server.people import World

OURS = ("/spaces", "/sync/", "/records/", "/invitations/", "/feeds")
FEW = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def test_every_answer_is_one_that_is_documented(world: World) -> None:
    ann = world.person("ann")
    schema = schemathesis.openapi.from_dict(world.app.openapi())
    asked = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        if not operation.path.startswith(OURS):
            continue

        @FEW
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            nonlocal asked
            said = case.as_transport_kwargs(base_url="http://server")
            said.pop("cookies", None)
            said["headers"] = {**dict(said.get("headers") or {}), **ann.headers}
            answer = world.run(world.http.request(said.pop("method"), said.pop("url"), **said))
            asked += 1
            documented = case.operation.definition.raw["responses"]
            assert answer.status_code < 500, answer.text
            assert str(answer.status_code) in documented, (case.operation.label, answer.text)

        ask()
    assert asked > 40
