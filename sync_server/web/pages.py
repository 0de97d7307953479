"""Pages: a template filled in, in the visitor's language, under a strict policy."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from garage.calendar.zone_words import city_of
from garage.words import N_
from resources import path
from sync_server.accounts.service import Session
from sync_server.kit import clock
from sync_server.kit.forms import fields_of, once_each
from sync_server.kit.problem import BadRequest, Forbidden, Problem
from sync_server.kit.secret import new_token, same
from sync_server.kit.tongues import Tongue, tongue_of
from sync_server.kit.words import chosen, translator
from sync_server.settings import Settings
from sync_server.web import cookies, style

_FORM_SECONDS = 30 * clock.DAY // clock.SECOND
_COMMON_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Vary": "Accept-Language, Cookie",
}
_KNOWN_BY_US = ("/device", "/app-passwords", "/connected-calendars", "/delete-account", "/")
_ASKING = ("/oauth/authorize?", "/device?")


def language_of(request: Request) -> str:
    """The language that the visitor reads."""
    return chosen(request.headers.get("accept-language", ""))


def visitors_tongue(request: Request) -> Tongue:
    """The language, with the region that dates are written for where the browser names one."""
    return tongue_of(request.headers.get("accept-language", ""))


def page(
    request: Request,
    name: str,
    /,
    status: int = 200,
    leads_to: str = "",
    problem: Problem | None = None,
    **values: Any,
) -> Response:
    """A page. `leads_to`: where else than here its form may end, an origin; `problem` is said."""
    settings: Settings = request.app.state.settings
    cookie = cookies.read(request, cookies.FORM) or new_token()
    language = language_of(request)
    response = HTMLResponse(
        _templates()
        .get_template(f"{name}.html")
        .render(
            _=translator(language),
            language=language,
            server=settings.name,
            style=style.version(),
            form_token=_token(cookie),
            moment=_moment,
            place=lambda device: _place(device, language),
            sentence=_sentence,
            minutes=math.ceil(int(problem.headers.get("Retry-After", "0")) / 60) if problem else 0,
            problem=problem,
            fields=values.pop("fields", {}),
            **values,
        ),
        problem.status if problem else status,
        {**_COMMON_HEADERS, "Content-Security-Policy": _policy(leads_to)},
    )
    if problem:
        response.headers.update({k: v for k, v in problem.headers.items() if k != "Vary"})
    cookies.write(request, response, cookies.FORM, cookie, _FORM_SECONDS)
    return response


def problem_page(request: Request, problem: Problem) -> Response:
    """What a browser shows of a refusal, wherever in the server it comes from."""
    if not problem.detail:
        problem.detail = N_("this page is for programs")
    return page(request, "problem", problem=problem)


def see_other(address: str) -> Response:
    """After a form: another page, fetched anew, so that nothing is sent twice (RFC 9110, 303)."""
    return RedirectResponse(address, 303, _COMMON_HEADERS)


async def form(request: Request) -> dict[str, str]:
    """The fields of a form of ours; raises Forbidden for one that another site sent."""
    fields = await fields_of(request)
    cookie = cookies.read(request, cookies.FORM)
    ours = cookie and same(fields.pop("form_token", ""), _token(cookie))
    if not ours or not _is_from_here(request):
        raise Forbidden(
            N_("this form is too old, or not from here"),
            N_("open the page again and send it once more"),
            code="foreign_form",
        )
    return fields


def _is_from_here(request: Request) -> bool:
    """Whether the browser sent the form from a page of ours, as far as it tells.

    Sec-Fetch-Site is told over HTTPS alone, Origin with every form; a program tells neither.
    """
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    if "origin" not in request.headers:
        return True
    settings: Settings = request.app.state.settings
    issuer, origin = (
        address.lower().partition("://")[2]
        for address in (settings.issuer, request.headers["origin"])
    )
    # `null` is nowhere.
    return bool(origin) and origin in (issuer, request.headers.get("host", "").lower())


def query(request: Request) -> dict[str, str]:
    """The fields of the address, each once; raises BadRequest."""
    text = request.url.query
    return once_each(text.encode()) if text else {}


def way_on(address: str) -> str:
    """Where to go after signing in: only to pages of ours that ask for it."""
    known = address in _KNOWN_BY_US or address.startswith(_ASKING)
    return address if known and len(address) < 4_000 and "\\" not in address else "/"


def with_next(address: str, way: str) -> str:
    """An address that remembers where to go then."""
    return address if way == "/" else f"{address}?next={quote(way, safe='')}"


class PageRoute(APIRoute):
    """A route whose refusals are pages too; HEAD is answered as GET is (RFC 9110, 9.3.2)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.methods and "GET" in self.methods:
            self.methods.add("HEAD")

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with a page for each problem."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            try:
                return await handle(request)
            except Problem as problem:
                return problem_page(request, problem)
            except RequestValidationError:
                return page(request, "problem", problem=BadRequest(N_("this page needs more")))

        return handled


def _moment(milliseconds: int) -> str:
    """A moment for people of any country; the pages do not know their zone."""
    when = datetime.fromtimestamp(milliseconds / clock.SECOND, UTC)
    return when.strftime("%Y-%m-%d %H:%M UTC")


def _place(device: Session, language: str) -> str:
    """Where a device was last, as far as that is known."""
    say, city = translator(language), city_of(device.zone, language)
    words = [say(N_("{city} time")).format(city=city)] if city else []
    if device.network:
        words.append(say(N_("network {address}")).format(address=device.network))
    return " · ".join(words)


def _sentence(text: str) -> str:
    """What went wrong, as it stands on a page."""
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _policy(leads_to: str) -> str:
    forms = f"'self' {leads_to}".strip()
    rules: Mapping[str, str] = {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "form-action": forms,
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _token(cookie: str) -> str:
    return hashlib.sha256(f"form\0{cookie}".encode()).hexdigest()


@cache
def _templates() -> Environment:
    loader = FileSystemLoader(path("pages"))
    return Environment(
        loader=loader, undefined=StrictUndefined, autoescape=True, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
