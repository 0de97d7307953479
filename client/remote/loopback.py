"""The listener on 127.0.0.1 that the browser comes back to (RFC 8252, section 7.3)."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl, urlsplit

_PATH = "/callback"
_PAGE = (
    "<!doctype html><meta charset=utf-8><title>Paddock</title>"
    "<body style='font: 16px system-ui; margin: 4em auto; max-width: 28em'>"
    "<h1>{title}</h1><p>{text}</p>"
)


class Loopback:
    """Bound before the browser opens; answers one path, once."""

    def __init__(self, title: str, text: str) -> None:
        """`title` and `text` are what the browser says then."""
        self._answer: dict[str, str] | None = None
        self._came = threading.Event()
        outer, page = self, _PAGE.format(title=title, text=text).encode()

        class Handler(BaseHTTPRequestHandler):
            timeout = 5

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                known = parts.path == _PATH and outer._answer is None
                self.send_response(200 if known else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Referrer-Policy", "no-referrer")
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                if known:
                    self.wfile.write(page)
                    outer._answer = dict(parse_qsl(parts.query, max_num_fields=20))
                    outer._came.set()

            def log_message(self, *_: object) -> None:
                """Codes are nobody's business."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.redirect = f"http://127.0.0.1:{self._server.server_port}{_PATH}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="paddock-loopback", daemon=True
        )
        self._thread.start()

    def wait(self, seconds: float) -> dict[str, str] | None:
        """What the browser brought, if it comes in time."""
        self._came.wait(seconds)
        return self._answer

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
