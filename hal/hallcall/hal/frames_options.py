"""Options that every driver with a frame map has, and what they make."""

from __future__ import annotations

from collections.abc import Mapping

from hallcall.core.errors import ConfigError, Finding
from hallcall.hal.codec.framemap import MapError, load_map
from hallcall.hal.framed import Asker
from hallcall.hal.options import Option, Text, Whole
from hallcall.hal.registry import DeviceConfig
from hallcall.hal.transport import Transport

ADDRESS = "address"


class MapOption(Text):
    """The name of a frame map that can be read."""

    def problem(self, value: object) -> str:
        """What is wrong with the map, or an example."""
        if example := Text.problem(self, value):
            return example
        try:
            load_map(str(value))
        except MapError as error:
            return str(error)
        return ""


def frames_options(*, poll_ms: int, frame_map: str = "hallcall-pad") -> Mapping[str, Option]:
    """The options, with the defaults of one kind of device."""
    return {
        ADDRESS: Whole(1, 1, 247),
        "map": MapOption(frame_map, r"[a-z0-9-]+|/[^\n]+", "hallcall-pad | /etc/hallcall/pad.toml"),
        "poll_ms": Whole(poll_ms, 10, 5000),
        "timeout_ms": Whole(200, 20, 5000),
    }


def asker_of(config: DeviceConfig, wire: Transport) -> Asker:
    """The device of ``config`` at its address.

    Raises:
        ConfigError: its map has been changed to something wrong since the machine's file was read.
    """
    try:
        frame_map = load_map(config.text("map"))
    except MapError as error:
        finding = Finding(
            file=config.text("map"), line=0, key="map", code="machine.value", fields=(("allowed", str(error)),)
        )
        raise ConfigError("config.invalid", (finding,)) from error
    return Asker(config.id, wire, frame_map, config.whole(ADDRESS), config.seconds("timeout_ms"))
