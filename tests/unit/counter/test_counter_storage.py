"""What a clerk reads when the server cannot keep what they pressed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hallcall.assets import LANGUAGES
from hallcall.client import Answer
from hallcall.client.answers import error_from
from hallcall.core import commands as cm
from hallcall.core.errors import HallcallError, StorageError
from hallcall.counter.model import DeskStatus, Key
from helpers.counter_server import FakeServer, make_desk

pytestmark = pytest.mark.usefixtures("qapp")


class ServerOnAFullDisk(FakeServer):
    """Refuses every press as a server does whose disk does not work."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code: str | None = code

    def send(
        self,
        command: cm.Command,
        on_answer: Callable[[Answer], None],
        on_error: Callable[[HallcallError], None],
        *,
        key: str | None = None,
    ) -> None:
        if self.code is None:
            super().send(command, on_answer, on_error, key=key)
            return
        body = b'{"code": "%s", "fields": {}}' % self.code.encode()
        error: Any = error_from(503, body)
        assert isinstance(error, StorageError)
        on_error(error)


@pytest.mark.feature("F212")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["storage.disk_full", "storage.read_only", "storage.corrupt", "storage.failed"])
def test_a_press_that_could_not_be_kept_is_told_in_a_sentence_and_can_be_made_again(code: str, language: str) -> None:
    server = ServerOnAFullDisk(code)
    server.issue()
    desk = make_desk(server, language=language)
    heard: list[str] = []
    desk.noticed.connect(heard.append)
    desk.press(Key.PRIMARY)
    assert len(heard) == 1
    assert code not in heard[0]
    assert ("没有保存" if language == "zh-CN" else "othing was saved") in heard[0]
    assert desk.status is DeskStatus.IDLE
    server.code = None
    server.wait(2)
    desk.press(Key.PRIMARY)
    assert desk.status is DeskStatus.CALLING
