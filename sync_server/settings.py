"""What whoever runs the server decides: from the command line and the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sync_server import stated

DATABASE_NAME = "paddock-server.sqlite"


@dataclass(frozen=True)
class Settings:
    """One server's settings; `url` is SQLAlchemy's, empty for SQLite in the data folder."""

    data: Path
    url: str = ""
    host: str = "127.0.0.1"
    port: int = 8765
    base_url: str = ""
    """How people reach the server, without a slash at the end; the issuer of its tokens."""
    name: str = "Paddock"
    sign_up: bool = True
    """Whether anybody may make an account; without, whoever runs the server makes them."""
    smtp: str = ""
    """smtp://user:password@host:port or smtps://…; empty: mail is written to files."""
    mail_from: str = "paddock@localhost"
    language: str = "en"
    """What letters are written in to people who told no language: guests of events."""
    imap: str = ""
    """The mailbox of answers to invitations: imaps://user:password@host:port/folder."""
    imap_address: str = ""
    """Its address, as answers@example.org: letters say answers+TOKEN@example.org."""
    imap_every: float = 60.0
    invitation_pause: float = 20.0
    """Seconds without a change before guests are told of it."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses whose X-Forwarded-For is believed."""
    redis: str = ""
    metrics_token: str = ""
    """The bearer token that /metrics asks for; without one it answers to the machine itself."""
    jobs: bool = True
    """Whether the server does its jobs itself; no where `paddock-server worker` runs beside it."""
    most_requests: int = 200
    """How many requests one process answers at once; beyond is 503."""
    most_synced: int = 2048
    """MiB that one account may send and fetch in an hour, before packing; 0: no bound."""
    google_client: str = ""
    google_secret: str = ""
    """What Google gave for this server: without both, nobody connects a Google calendar."""
    microsoft_client: str = ""
    microsoft_secret: str = ""
    microsoft_tenant: str = "common"
    """Whose accounts may connect: "common" for all, or one organization's id."""
    sealing_key: str = ""
    """Under which tokens of other services are kept; empty: a file of the data folder has it."""
    google_at: str = ""
    microsoft_at: str = ""
    """Stand-ins for tests, on this machine alone."""

    @property
    def database_url(self) -> str:
        """The database, wherever it is."""
        return self.url or f"sqlite:///{self.data / DATABASE_NAME}"

    @property
    def sqlite_file(self) -> Path | None:
        """The file of the database; None where it is PostgreSQL."""
        scheme, _, path = self.database_url.partition(":///")
        return Path(path) if scheme.startswith("sqlite") else None

    @property
    def issuer(self) -> str:
        """The address that people and tokens know the server by."""
        return self.base_url or f"http://{self.host}:{self.port}"

    @classmethod
    def from_environment(cls, data: Path, environment: Mapping[str, str] = os.environ) -> Settings:
        """What PADDOCK_SERVER_* say; the command line overrides it with `dataclasses.replace`.

        Raises BadSetting for what cannot be meant.
        """

        def said(name: str, default: str = "") -> str:
            return environment.get(f"PADDOCK_SERVER_{name}", default)

        return cls(
            data=data,
            url=said("DATABASE"),
            base_url=stated.address("URL", said("URL"), ("https", "http")),
            name=said("NAME", "Paddock"),
            sign_up=said("SIGN_UP", "yes") not in ("no", "0", "false"),
            smtp=stated.address("SMTP", said("SMTP"), ("smtps", "smtp")),
            mail_from=said("MAIL_FROM", "paddock@localhost"),
            language=said("LANGUAGE", "en"),
            imap=stated.address("IMAP", said("IMAP"), ("imaps", "imap")),
            imap_address=said("IMAP_ADDRESS"),
            imap_every=stated.seconds("IMAP_EVERY", said("IMAP_EVERY", "60"), 1),
            invitation_pause=stated.seconds("INVITATION_PAUSE", said("INVITATION_PAUSE", "20"), 0),
            trusted_proxies=stated.networks("TRUSTED_PROXIES", said("TRUSTED_PROXIES")),
            redis=stated.address("REDIS", said("REDIS"), ("redis", "rediss", "redis+unix", "unix")),
            metrics_token=said("METRICS_TOKEN"),
            jobs=said("JOBS", "yes") not in ("no", "0", "false"),
            most_requests=stated.whole("MOST_REQUESTS", said("MOST_REQUESTS", "200"), 1),
            most_synced=stated.whole("MOST_SYNCED", said("MOST_SYNCED", "2048"), 0),
            google_client=said("GOOGLE_CLIENT"),
            google_secret=said("GOOGLE_SECRET"),
            microsoft_client=said("MICROSOFT_CLIENT"),
            microsoft_secret=said("MICROSOFT_SECRET"),
            microsoft_tenant=said("MICROSOFT_TENANT", "common"),
            sealing_key=said("SEALING_KEY"),
            google_at=said("GOOGLE_AT"),
            microsoft_at=said("MICROSOFT_AT"),
        )
