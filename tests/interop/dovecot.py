"""Dovecot on this machine, with folders, users and a configuration of its own."""

from __future__ import annotations

import contextlib
import getpass
import imaplib
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.certificates import Authority
from tests.end_to_end.serving import until
from tests.ports import free_port

USER, PASSWORD = "answers", "secret@word"

_CONFIGURATION = """
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{certificate}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
first_valid_uid = 1
mail_location = maildir:{place}/mail
default_internal_user = {internal}
default_login_user = {login}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={place}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {sealed}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
namespace inbox {{
  inbox = yes
}}
"""


@dataclass(frozen=True)
class Dovecot:
    """One that runs; `sealed` is the port with TLS from the start."""

    place: Path
    plain: int
    sealed: int
    authority: Path

    def url(self, folder: str = "INBOX", *, sealed: bool = False, more: str = "") -> str:
        """As the settings name a mailbox."""
        scheme, port = ("imaps", self.sealed) if sealed else ("imap", self.plain)
        return f"{scheme}://{USER}:{quote(PASSWORD)}@127.0.0.1:{port}/{folder}{more}"

    def believing(self) -> ssl.SSLContext:
        """Believes its certificate."""
        return ssl.create_default_context(cafile=str(self.authority))

    @contextmanager
    def signed_in(self, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        """Somebody else who reads the mailbox."""
        with imaplib.IMAP4("127.0.0.1", self.plain, timeout=30) as imap:
            imap.login(USER, PASSWORD)
            assert imap.select(folder)[0] == "OK"
            yield imap

    def deliver(self, raw: bytes, folder: str = "INBOX") -> None:
        """Put a letter there, as a mail server does."""
        with self.signed_in() as imap:
            answered, said = imap.append(folder, "", "", raw)
            assert answered == "OK", said

    def subjects(self, folder: str = "INBOX") -> list[str]:
        """What is in a folder."""
        with self.signed_in(folder) as imap:
            _, found = imap.uid("SEARCH", "ALL")
            uids = found[0].decode().replace(" ", ",")
            if not uids:
                return []
            _, parts = imap.uid("FETCH", uids, "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
            return [
                part[1].decode("latin-1").strip().removeprefix("Subject: ")
                for part in parts
                if isinstance(part, tuple)
            ]


def program() -> str:
    """Where it is; "" where it is not installed."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or ""


@contextmanager
def serving() -> Iterator[Dovecot]:
    """Run it; root gives each part the user of its own that it wants, others run all of it."""
    # Its users have to get in, which they do not where pytest keeps things.
    with tempfile.TemporaryDirectory(prefix="dovecot") as folder:
        place = Path(folder)
        place.chmod(0o711)
        own = getpass.getuser()
        internal, login, owner = own, own, own
        if os.geteuid() == 0:
            internal, login, owner = "dovecot", "dovenull", "mail"
        who = pwd.getpwnam(owner)
        for name in ("mail", "home"):
            (place / name).mkdir()
            os.chown(place / name, who.pw_uid, who.pw_gid)
        authority = Authority(place / "authority")
        authority.certificate("127.0.0.1")
        plain, sealed = free_port(), free_port()
        configuration = place / "dovecot.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                place=place, internal=internal, login=login, owner=who.pw_uid, group=who.pw_gid,
                certificate=authority.folder / "127.0.0.1 30.pem", plain=plain, sealed=sealed,
                password=PASSWORD,
            )
        )  # fmt: skip
        running = subprocess.Popen([program(), "-F", "-c", str(configuration)])
        try:
            until(lambda: _answers(running, plain, place / "log"), "Dovecot")
            yield Dovecot(place, plain, sealed, authority.file)
        finally:
            running.terminate()
            running.wait(30)


def _answers(running: subprocess.Popen[bytes], port: int, log: Path) -> bool:
    assert running.poll() is None, log.read_text()[-2000:] if log.exists() else "no log"
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 5):
        return True
    return False
