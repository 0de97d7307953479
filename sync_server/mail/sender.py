"""Sends letters: what the job of one does, tried again later and given up as all jobs are."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from jinja2 import TemplateError

from sync_server.mail.letters import letter
from sync_server.mail.transports import Never, Transport

log = logging.getLogger("paddock.server")


class Sender:
    """Writes each letter out and hands it on."""

    def __init__(self, transport: Transport, sender: str, house: Mapping[str, str]) -> None:
        """`house`: what all letters may say of the server, its name and its address."""
        self._transport = transport
        self._sender = sender
        self._house = house

    async def send(self, payload: Mapping[str, Any]) -> None:
        """Send one; raises Later, Never. One to nobody is thrown away."""
        if not payload["to"]:
            return
        id_, template = payload["id"], payload["template"]
        values = {**self._house, **payload["values"]}
        try:
            message = letter(payload["to"], self._sender, template, values, payload["language"])
        except (TemplateError, ValueError, LookupError) as error:
            raise Never(f"it cannot be written: {type(error).__name__}") from error
        await self._transport.send(id_, message)
        log.info("a letter was sent: %s, %s", template, id_)
