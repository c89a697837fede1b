"""From the log to every screen: each event once, in order, and only after it is on the disk."""

from hallcall.server.fanout.feed import Feed, Outlet, Subscription
from hallcall.server.fanout.stream import Position, parse_position, stream

__all__ = ["Feed", "Outlet", "Position", "Subscription", "parse_position", "stream"]
