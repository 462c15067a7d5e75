"""A look at the dashboard from this machine alone: its folder over HTTP on the loopback."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
KNOWN = (HOST, "localhost")


class Pages(SimpleHTTPRequestHandler):
    """Pages and nothing else: no lists of folders, no hidden files, no other site's questions."""

    def send_head(self) -> Any:
        name = self.headers.get("Host", "").rpartition(":")[0]
        path = Path(self.translate_path(self.path))
        hidden = any(part.startswith(".") for part in self.path.split("/"))
        page = path / "index.html" if path.is_dir() else path
        if name not in KNOWN or hidden or page.suffix != ".html" or not page.is_file():
            self.send_error(404)
            return None
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Who looks when is nobody's business."""


def server_of(folder: Path, port: int) -> ThreadingHTTPServer:
    """Port 0 takes any that is free."""
    return ThreadingHTTPServer((HOST, port), partial(Pages, directory=str(folder)))
