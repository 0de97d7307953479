"""What a server says when it refuses something."""

from __future__ import annotations

import httpx

from sync_server.kit.problem import MEDIA_TYPE


def refusal(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of an answer that is a problem."""
    assert answer.headers["content-type"] == MEDIA_TYPE
    problem = answer.json()
    assert problem["status"] == answer.status_code
    return answer.status_code, problem["code"]
