"""A small IMAP server on this machine, as far as RFC 3501 is asked for here; over TLS or not."""

from __future__ import annotations

import re
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Kept:
    """A letter in a folder."""

    uid: int
    raw: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class Post:
    """What the server keeps; `keywords`: whether it takes marks of one's own."""

    user: str = "answers"
    password: str = "secret word"
    keywords: bool = True
    broken: bool = False
    folders: dict[str, list[Kept]] = field(default_factory=lambda: {"INBOX": []})
    port: int = 0
    logins: int = 0

    def deliver(self, raw: bytes) -> Kept:
        """Put a letter into the inbox."""
        kept = Kept(len(self.folders["INBOX"]) + 101, raw)
        self.folders["INBOX"].append(kept)
        return kept


class _Session(socketserver.StreamRequestHandler):
    post: Post
    folder: str = ""

    def handle(self) -> None:
        self.say("* OK ready")
        while line := self.rfile.readline():
            tag, _, rest = line.decode().strip().partition(" ")
            command, _, more = rest.partition(" ")
            if command.upper() == "UID":
                command, _, more = more.partition(" ")
            try:
                done = getattr(self, f"do_{command.lower()}")(more)
            except AttributeError:
                done = "BAD unknown"
            if done == "gone":
                return
            self.say(f"{tag} {done or 'OK done'}")
            if command.upper() == "LOGOUT":
                return

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def do_capability(self, more: str) -> None:
        self.say("* CAPABILITY IMAP4rev1 UIDPLUS")

    def do_login(self, more: str) -> str | None:
        self.post.logins += 1
        wanted = f'{self.post.user} "{self.post.password}"'
        return None if more == wanted else "NO wrong"

    def do_select(self, more: str) -> str | None:
        if self.post.broken:
            return "gone"
        self.folder = more.strip('"')
        if self.folder not in self.post.folders:
            return "NO no such folder"
        own = " \\*" if self.post.keywords else ""
        self.say(f"* {len(self.kept)} EXISTS")
        self.say(f"* OK [PERMANENTFLAGS (\\Deleted \\Seen{own})] limited")
        return "OK [READ-WRITE] selected"

    @property
    def kept(self) -> list[Kept]:
        return self.post.folders[self.folder]

    def those(self, listed: str) -> list[Kept]:
        return [each for each in self.kept if str(each.uid) in listed.split(",")]

    def do_search(self, more: str) -> None:
        mark = "PaddockRead" if "UNKEYWORD PaddockRead" in more else "\\Seen"
        found = [k for k in self.kept if mark not in k.flags and "\\Deleted" not in k.flags]
        self.say(" ".join(["* SEARCH", *(str(each.uid) for each in found)]))

    def do_fetch(self, more: str) -> None:
        listed, _, what = more.partition(" ")
        for each in self.those(listed):
            n = self.kept.index(each) + 1
            if "SIZE" in what:
                self.say(f"* {n} FETCH (UID {each.uid} RFC822.SIZE {len(each.raw)})")
            else:
                head = f"* {n} FETCH (UID {each.uid} BODY[] {{{len(each.raw)}}}\r\n"
                self.wfile.write(head.encode() + each.raw + b")\r\n")

    def do_store(self, more: str) -> None:
        listed, _, rest = more.partition(" ")
        for each in self.those(listed):
            each.flags |= set(re.findall(r"[\\\w]+", rest.partition("(")[2]))

    def do_create(self, more: str) -> str | None:
        if more.strip('"') in self.post.folders:
            return "NO it is there"
        self.post.folders[more.strip('"')] = []
        return None

    def do_copy(self, more: str) -> None:
        listed, _, name = more.partition(" ")
        self.post.folders[name.strip('"')] += self.those(listed)

    def do_expunge(self, more: str) -> None:
        self.kept[:] = [k for k in self.kept if "\\Deleted" not in k.flags]

    def do_logout(self, more: str) -> None:
        self.say("* BYE")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, post: Post, context: ssl.SSLContext | None) -> None:
        super().__init__(("127.0.0.1", 0), type("Session", (_Session,), {"post": post}))
        if context is not None:
            self.socket = context.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    def handle_error(self, request: object, client_address: object) -> None:
        """Who breaks off is not told of."""


@contextmanager
def serving(post: Post, context: ssl.SSLContext | None = None) -> Iterator[Post]:
    """The server, at `post.port`."""
    with _Server(post, context) as server:
        post.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield post
        finally:
            server.shutdown()
            thread.join()
