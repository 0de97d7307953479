"""What talks to servers: the only rooms of the client that know of HTTP and sockets."""

import sys

from client.remote.protocol import AccountInfo, Remote

# httpx brings along a command of its own where it finds what that needs, and rich, pygments and
# click with it: half of its import. None here is Python's way to say that there is no such module.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # see above

__all__ = ["AccountInfo", "Remote"]
