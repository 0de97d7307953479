"""The command line: every command for people, and with --json for scripts."""

from client.cli.main import run

__all__ = ["run"]
