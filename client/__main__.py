"""`paddock`: the window, or a command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run `paddock` with the arguments it was called with; gives the exit status."""
    from client.app.start import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
