"""Tells the server, once for each call, that this screen has shown it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from hallcall.core.commands import Channel
from hallcall.core.tickets import TicketId
from hallcall.display.model.source import HallSource

_REMEMBERED = 1024
"""Calls that are not told again; the server keeps fewer."""


class Confirming:
    """What one screen has confirmed."""

    def __init__(self, source: HallSource, channel: Channel) -> None:
        self._source = source
        self._channel = channel
        self._told: OrderedDict[tuple[TicketId, int], None] = OrderedDict()

    def see(self, calls: Iterable[tuple[TicketId, int]]) -> None:
        """These calls are in the picture. A hall that does not ask is told nothing."""
        hall = self._source.hall
        if hall is None or not hall.rules.call.confirm_s:
            return
        fresh = [call for call in calls if call not in self._told]
        if not fresh:
            return
        self._told.update(dict.fromkeys(fresh))
        while len(self._told) > _REMEMBERED:
            self._told.popitem(last=False)
        self._source.confirm(self._channel, fresh)
