"""PySide6 6.12.0 loses one reference to None with every void call before Python 3.12, and then kills the process."""

from __future__ import annotations

import sys

from PySide6.QtCore import QCoreApplication, QObject


def test_calls_into_qt_keep_the_count_of_references_to_none_flat(qapp: QCoreApplication) -> None:
    probe = QObject()
    before = sys.getrefcount(None)
    for _ in range(2000):
        probe.setObjectName("hall")
        qapp.processEvents()
    assert abs(sys.getrefcount(None) - before) < 200
