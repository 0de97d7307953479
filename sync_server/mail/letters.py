"""Letters as they are sent: a template filled in, as plain text and as HTML beside it."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime, make_msgid
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from resources import path
from sync_server.kit.words import translator


def letter(
    to: str, sender: str, template: str, values: Mapping[str, str], language: str
) -> EmailMessage:
    """The message; raises jinja2's TemplateError or ValueError for what cannot be written."""
    # A name may bring a line's end along: nothing else may come of it.
    values = {name: " ".join(value.split()) for name, value in values.items()}
    text = _texts().get_template(f"{template}.txt").render(values, _=translator(language))
    subject, _, body = text.strip().partition("\n")
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = to
    message["Subject"] = subject.strip()
    message["Date"] = format_datetime(localtime())
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2].strip("> ") or None)
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = language
    message.set_content(body.strip() + "\n")
    message.add_alternative(_html(body, language, values.get("code", "")), subtype="html")
    return message


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
