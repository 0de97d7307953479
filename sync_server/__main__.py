"""The `paddock-server` command, which so far only says that it is still to come."""

import sys
from typing import Final

USAGE_ERROR: Final = 2


def main() -> int:
    """Say on stderr that there is no server yet; returns the exit status of a bad request."""
    print(
        "error: the sync server is not part of this version yet; "
        "the desktop app and its command line work without it, start them with `paddock`",
        file=sys.stderr,
    )
    return USAGE_ERROR


if __name__ == "__main__":
    sys.exit(main())
