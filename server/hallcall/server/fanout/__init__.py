"""From the log to every screen: each event once, in order, and only after it is on the disk."""

from hallcall.server.fanout.feed import Feed, Outlet, Subscription
from hallcall.server.fanout.stream import Position, parse_position, stream
from hallcall.server.fanout.waits import WaitBoard

__all__ = ["Feed", "Outlet", "Position", "Subscription", "WaitBoard", "parse_position", "stream"]
