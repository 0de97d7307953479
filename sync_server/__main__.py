"""`paddock-server`: serve, or a command for whoever runs the server."""

from __future__ import annotations

import sys


def main() -> int:
    """Run `paddock-server` with the arguments it was called with; gives the exit status."""
    from sync_server.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
