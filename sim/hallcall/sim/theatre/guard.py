"""Who may look and press: pages of this very theatre, opened on this machine, and nobody else.

The theatre listens on loopback and has no password. A foreign page in the same browser could still send requests to it,
or reach it under a name of its own that leads to 127.0.0.1. Both are told apart by headers that no page can forge.

Source:
    W3C, Fetch Metadata Request Headers; RFC 6454 (origin); RFC 9110, 7.2 (host).
"""

from __future__ import annotations

from collections.abc import Mapping

_OWN = frozenset({"same-origin", "none"})
"""Values of ``Sec-Fetch-Site`` of our own page, and of an address that was typed."""
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; img-src 'self' data:; script-src 'self'; style-src 'self'; font-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""With every answer."""


def is_welcome(method: str, headers: Mapping[str, str], port: int) -> bool:
    """Whether a request may be answered.

    Args:
        method: of the request.
        headers: their names in lower case.
        port: where the theatre listens.
    """
    hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
    host = headers.get("host", "").lower()
    site = headers.get("sec-fetch-site", "")
    if host not in hosts or (site and site not in _OWN and not _is_visit(method, headers)):
        return False
    origin = headers.get("origin", "")
    if method == "GET":
        return origin in {"", f"http://{host}"}
    return origin == f"http://{host}" and headers.get("content-type", "").startswith("application/json")


def _is_visit(method: str, headers: Mapping[str, str]) -> bool:
    """Whether somebody has followed a link to the page itself."""
    return (
        method == "GET" and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )
