"""Serves: the application over a socket of its own, until it is told to stop."""

from __future__ import annotations

from sync_server.settings import Settings


def serve(settings: Settings) -> None:
    """Serve until a signal comes; requests under way are finished. Raises OSError."""
    from sync_server.app import create_app
    from sync_server.kit import logs, serving

    logs.configure()
    bound = serving.listen(settings.host, settings.port)
    print(f"{settings.name} at {settings.issuer}, data in {settings.data}", flush=True)
    serving.serve(create_app(settings), bound)
