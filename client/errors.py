"""The errors of the client, one tree; each says what happened, to what, and what to do.

ClientError                 exit status
    BadRequest              2   what was asked cannot be understood or is not there
        NotFound            2
        BadFile             2   a file that cannot be read as what it should be
    Forbidden               3   a rule or permission says no
    WorldFailed             1   the machine failed us, not our code
        StoreLocked             another program holds the database
        DiskFull                no room left
        ReadOnly                the folder or file cannot be written
        StoreDamaged            the database is not sound
        StoreTooNew             the database was written by a newer version
    ServerAway              4   the server cannot be reached, or has no time for us
        NotPaddock              somebody else answers: a hotel's page, another program
        CertificateWrong        whoever answers cannot prove to be the server
        TooSlow                 what we sent did not arrive in the time that the server gives it
    SignInNeeded            5   nobody is signed in, or nobody any more
    Refused                 3   the server says no
        Cloned                  this device's pushes are not the ones that the server knows
        EpochChanged            the server was restored from a backup
        TooLarge                a message is longer than the server, or what is before it, takes
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Any, ClassVar

from garage.words import N_


class ClientError(Exception):
    """`message` says what happened, `hint` what to do; `code` is for programs."""

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class BadRequest(ClientError):
    """What was asked cannot be understood."""

    code = "bad_request"
    exit_status = 2


class NotFound(BadRequest):
    """What was named is not there."""

    code = "not_found"


class BadFile(BadRequest):
    """A file cannot be read as what it should be; nothing was taken from it."""

    code = "bad_file"


class Forbidden(ClientError):
    """A rule or permission says no."""

    code = "forbidden"
    exit_status = 3


class WorldFailed(ClientError):
    """The machine, the disk or another program failed us."""

    code = "world_failed"


class StoreLocked(WorldFailed):
    """Another program holds the database for longer than we wait."""

    code = "locked"


class DiskFull(WorldFailed):
    """There is no room left on the disk."""

    code = "disk_full"


class ReadOnly(WorldFailed):
    """The profile's folder or database cannot be written."""

    code = "read_only"


def of_folder(error: OSError) -> WorldFailed:
    """What to say of a profile's folder in which a file could not be made or written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            N_("the disk of the profile's folder is full"), N_("free some room and do it again")
        )
    return ReadOnly(
        N_("the profile's folder cannot be written"), N_("give yourself the right to write there")
    )


class StoreDamaged(WorldFailed):
    """The database is not sound."""

    code = "damaged"


class StoreTooNew(WorldFailed):
    """The database was written by a newer version of Paddock."""

    code = "too_new"


class ServerAway(ClientError):
    """The server cannot be reached; `retry_after` are the seconds that it asked to wait."""

    code = "server_away"
    exit_status = 4

    def __init__(self, message: str, hint: str = "", retry_after: float | None = None) -> None:
        super().__init__(message, hint)
        self.retry_after = retry_after


class NotPaddock(ServerAway):
    """Something answers that is no server of ours."""

    code = "not_paddock"


class CertificateWrong(ServerAway):
    """The server's certificate is not valid for it; never passed over."""

    code = "certificate"


class TooSlow(ServerAway):
    """What we sent came too slowly, and nothing of it was taken: less may come in time."""


class SignInNeeded(ClientError):
    """Nobody is signed in; local data and unsent edits stay."""

    code = "sign_in"
    exit_status = 5


class Refused(ClientError):
    """The server refused; `code` is its own, `more` what else it said."""

    code = "refused"
    exit_status = 3

    def __init__(
        self,
        message: str,
        hint: str = "",
        *,
        status: int = 0,
        problem: str = "",
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message, hint)
        self.status = status
        self.problem = problem or self.code
        self.more = dict(more or {})


class Cloned(Refused):
    """The server knows this device's pushes otherwise: the profile was copied or restored."""

    code = "cloned"


class TooLarge(Refused):
    """The server takes no message of this length, or a proxy in front of it does not."""

    code = "too_large"


class EpochChanged(Refused):
    """The server begins anew, in the epoch that `more` names."""

    code = "epoch"

    @property
    def epoch(self) -> str:
        """The server's epoch."""
        return str(self.more.get("epoch", ""))
