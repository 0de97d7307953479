"""The next pages of a long pull, asked for while the last ones land: both take about as long."""

from __future__ import annotations

import contextlib
import threading

from client.errors import ClientError
from client.remote.protocol import Remote
from garage.sync.wire import PullAnswer, PullRequest


class Ahead:
    """One request under way beside the work; asking changes nothing, so it may be for nothing."""

    def __init__(self, remote: Remote) -> None:
        self._remote = remote
        self._request: PullRequest | None = None
        self._answer: PullAnswer | None = None
        self._thread: threading.Thread | None = None

    def ask(self, request: PullRequest) -> None:
        """Begin to ask."""
        self._request, self._answer = request, None
        self._thread = threading.Thread(target=self._work, name="paddock-ahead", daemon=True)
        self._thread.start()

    def answer_to(self, request: PullRequest) -> PullAnswer:
        """The answer, if that is what was asked for; else it is asked for now."""
        asked = self._request
        self.drop()
        answer, self._answer = self._answer, None
        if answer is not None and asked == request:
            return answer
        # What failed beside the work may do better now, or fail where it is noticed.
        return self._remote.pull(request)

    def drop(self) -> None:
        """Wait until nothing is under way."""
        thread, self._thread, self._request = self._thread, None, None
        if thread is not None:
            thread.join()

    def _work(self) -> None:
        assert self._request is not None
        with contextlib.suppress(ClientError):
            self._answer = self._remote.pull(self._request)
