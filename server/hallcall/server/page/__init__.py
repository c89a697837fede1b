"""The visitor's own page: what the code on the slip and on the kiosk's screen leads to."""

from hallcall.server.page.routes import page_routes

__all__ = ["page_routes"]
