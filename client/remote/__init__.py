"""What talks to servers: the only rooms of the client that know of HTTP and sockets."""

from client.remote.protocol import AccountInfo, Remote

__all__ = ["AccountInfo", "Remote"]
