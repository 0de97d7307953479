"""Letters as they are sent: a template filled in, as plain text and as HTML beside it."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, localtime, make_msgid, parseaddr
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from resources import path
from sync_server.kit.words import translator

CALENDAR, METHOD, ANSWER_TO, SENDER = "_calendar", "_method", "_answer_to", "_sender"
"""Values that fill no place: an iTIP message and its method, and whom the letter is from."""


def letter(
    to: str, sender: str, template: str, values: Mapping[str, str], language: str
) -> EmailMessage:
    """The message; raises jinja2's TemplateError or ValueError for what cannot be written."""
    calendar = values.get(CALENDAR, "")
    # A name may bring a line's end along: nothing else may come of it.
    values = {name: " ".join(value.split()) for name, value in values.items() if name != CALENDAR}
    text = _texts().get_template(f"{template}.txt").render(values, _=translator(language))
    subject, _, body = text.strip().partition("\n")
    message = EmailMessage(policy=SMTP)
    message["From"] = _named(values.get(SENDER, ""), sender)
    message["To"] = to
    if values.get(ANSWER_TO):
        message["Reply-To"] = values[ANSWER_TO]
    message["Subject"] = subject.strip()
    message["Date"] = format_datetime(localtime())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or None)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = language
    message.set_content(body.strip() + "\n")
    message.add_alternative(_html(body, language, values.get("code", "")), subtype="html")
    if calendar:
        _add_calendar(message, calendar, values[METHOD])
    return message


def _named(name: str, sender: str) -> str:
    """The sender under another name, as "Anna (Paddock)"; the address stays ours."""
    return formataddr((name, parseaddr(sender)[1])) if name else sender


def _add_calendar(message: EmailMessage, calendar: str, method: str) -> None:
    """As calendars expect it (RFC 6047): an alternative with the method, and a file beside it."""
    text = calendar.encode()
    told = {"method": method, "charset": "utf-8"}
    message.add_alternative(text, "text", "calendar", cte="base64", params=told)
    message.add_attachment(text, "application", "ics", filename="invite.ics")


def _html(body: str, language: str, code: str) -> str:
    paragraphs = [part.strip() for part in body.strip().split("\n\n") if part.strip()]
    marked = [
        {"text": Markup("<br>").join(part.split("\n")), "code": bool(code) and part == code}
        for part in paragraphs
    ]
    page = _pages().get_template("letter.html")
    return page.render(paragraphs=marked, language=language)


@cache
def _texts() -> Environment:
    loader = FileSystemLoader(path("letters"))
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=False)


@cache
def _pages() -> Environment:
    loader = FileSystemLoader(path("letters"))
    return Environment(loader=loader, undefined=StrictUndefined, autoescape=True)
