"""The command line of whoever runs the server."""

from sync_server.commands.main import run

__all__ = ["run"]
