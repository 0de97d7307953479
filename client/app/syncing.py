"""The sync of one view: begun once the window shows, ended before its store closes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from client.ui.account.sync_link import SyncLink

if TYPE_CHECKING:
    from client.store import Store
    from client.sync.service import SyncService

_PATIENCE = 0.8
"""Seconds that a request under way is waited for; it ends by itself then."""


class Syncing:
    """Runs a SyncService for a profile that is signed in; see `Runner`."""

    def __init__(self, link: SyncLink) -> None:
        self._link = link
        self._one = threading.Lock()
        self._service: SyncService | None = None
        self._ended = False

    def begin(self, store: Store) -> None:
        """Sync from now on, if somebody is signed in. Imports the network: not for the GUI thread.

        Without an account nothing of it is imported.
        """
        from client.store.account import account_of

        account = store.read(lambda reader: account_of(reader.connection))
        if account is None:
            return
        from client.sync.diary import Diary
        from client.sync.service import SyncService, SyncState
        from client.sync.status import read_status

        self.halt()
        if account.signed_out:
            status = store.read(read_status)
            self._link.tell(
                SyncState(
                    "signed_out", status.waiting, status.kept, account.last_sync,
                    account=account.email,
                )
            )  # fmt: skip
            return
        with self._one:
            if not self._ended:
                self._service = SyncService(
                    store, store.folder, diary=Diary(store.folder),
                    changed=self._link.bring, state_changed=self._link.tell,
                )  # fmt: skip
                self._service.start()

    def sync_now(self) -> None:
        """Look for news at once."""
        service = self._service
        if service is not None:
            service.sync_now()

    def halt(self) -> None:
        """Stop syncing, and wait until it has, a second at most."""
        with self._one:
            service, self._service = self._service, None
        if service is not None:
            service.stop(_PATIENCE)

    def end(self) -> None:
        """Begin to stop, for good; nothing is waited for."""
        with self._one:
            self._ended = True
            if self._service is not None:
                self._service.ask_to_stop()

    def close(self) -> None:
        """Stop for good, within a second."""
        self.end()
        self.halt()
