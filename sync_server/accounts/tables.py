"""What the server keeps of a person. Everything that is secret is kept as a hash."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text

from sync_server.kit.database import METADATA

PERSON = Table(
    "person",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("email", Text, nullable=False),
    # Folded, so that one address is one account however it is typed.
    Column("email_key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False, server_default=""),
    Column("password", Text),
    Column("confirmed", BigInteger),
    Column("created", BigInteger, nullable=False),
    # The space that is their own garage, once their first device has told its id.
    Column("home", Text),
    # What they read, as the browser told when they last signed in; letters are written in it.
    Column("language", Text, nullable=False, server_default=""),
    # The region that the browser told with it, as "AT".
    Column("region", Text, nullable=False, server_default=""),
    Index("person_home", "home"),
)

# A device that is signed in, and the family of its refresh tokens.
SESSION = Table(
    "session",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("person", Text, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("device", Text, nullable=False, server_default=""),
    Column("name", Text, nullable=False, server_default=""),
    Column("client", Text, nullable=False),
    Column("scope", Text, nullable=False),
    # Seconds since 1970, as tokens say it.
    Column("auth_time", BigInteger, nullable=False),
    Column("first", BigInteger, nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("revoked", BigInteger),
    # Where it was when its tokens were last renewed: a network, and the zone of its clock. Both
    # are forgotten when it is signed out.
    Column("network", Text, nullable=False, server_default=""),
    Column("zone", Text, nullable=False, server_default=""),
    Index("session_of_person", "person"),
    Index("session_of_device", "device"),
)

# A browser that is signed in to the server's pages.
BROWSER = Table(
    "browser",
    METADATA,
    Column("hash", Text, primary_key=True),
    Column("person", Text, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("auth_time", BigInteger, nullable=False),
    Column("expires", BigInteger, nullable=False),
    Index("browser_of_person", "person"),
)

# A code on its way by mail, and what happens when it is typed: a sign-up, a new password.
CHALLENGE = Table(
    "challenge",
    METADATA,
    # Of the secret that the waiting page holds: a code is worth nothing in another browser.
    Column("hash", Text, primary_key=True),
    Column("purpose", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("password", Text),
    Column("code", Text, nullable=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("expires", BigInteger, nullable=False),
    Index("challenge_expires", "expires"),
)

# A password for one program that knows no other way in: a calendar, by HTTP Basic.
APP_PASSWORD = Table(
    "app_password",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("person", Text, ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("created", BigInteger, nullable=False),
    Column("last", BigInteger),
    Index("app_password_of_person", "person"),
)
