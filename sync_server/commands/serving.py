"""Serves: uvicorn over the application, until it is told to stop."""

from __future__ import annotations

from sync_server.settings import Settings

GRACE_SECONDS = 20
"""How long requests that are under way may take to end."""


def serve(settings: Settings) -> None:
    """Serve until a signal comes; requests under way are finished."""
    import logging

    import uvicorn

    from sync_server.app import create_app

    print(f"{settings.name} at {settings.issuer}, data in {settings.data}", flush=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    uvicorn.run(
        create_app(settings),
        host=settings.host,
        port=settings.port,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        # Whose X-Forwarded-For is believed is for kit.address to say.
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_config=None,
        log_level="warning",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
