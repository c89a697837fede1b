"""Every error has a sentence in every language, and needs no value that is not always there."""

from __future__ import annotations

import pytest

from hallcall.assets import LANGUAGES, load_texts
from hallcall.core import errors

GIVEN = {
    "access.locked": {"wait_s": 12},
    "access.too_many": {"wait_s": 6},
    "backup.damaged": {"file": "hall.db"},
    "backup.no_space": {"needed_mb": 300, "free_mb": 20},
    "backup.unknown": {"file": "hall.db"},
    "booking.blocked": {"until": "2026-12-24"},
    "booking.ended": {"state": "used"},
    "booking.item_per_day": {"most": 3},
    "booking.not_offered": {"queue": "A"},
    "booking.per_day": {"most": 1},
    "booking.too_early": {"day": "2026-11-24", "time": "09:30"},
    "booking.too_far": {"days": 5},
    "booking.too_late": {"minutes": 120},
    "booking.too_near": {"minutes": 10},
    "booking.too_soon": {"days": 1},
    "calendar.closed": {"queue": "A", "opens": ""},
    "calendar.year_missing": {"year": 2031},
    "call.give_time": {"wait_s": 1},
    "call.none": {"number": "A801"},
    "call.too_soon": {"wait_s": 5},
    "call.wrong_state": {"state": "serving"},
    "clerk.elsewhere": {"counter": 7},
    "config.invalid": {"file": "hall.toml"},
    "config.missing": {"file": "hall.toml"},
    "config.unreadable": {"file": "hall.toml"},
    "counter.awaited": {"counter": 5},
    "counter.serves_it": {"counter": 5, "queue": "A"},
    "counter.busy": {"counter": 7},
    "counter.idle": {"counter": 7},
    "counter.not_open": {"counter": 7},
    "counter.occupied": {"counter": 7},
    "counter.paused": {"counter": 7},
    "counter.unknown": {"counter": 700},
    "face.booking_not_today": {"booking": "00000001"},
    "face.consent_damaged": {"file": "consent.jsonl", "line": 3},
    "face.consent_missing": {"booking": "00000001"},
    "face.day_ended": {"day": "2026-11-23"},
    "face.engine_missing": {"engine": "dlib", "extra": "dlib"},
    "face.engine_unknown": {"engine": "eigen", "known": "sface"},
    "face.folder_missing": {"folder": "/data/lfw"},
    "face.folder_pairs": {"file": "pairs.txt", "line": 3},
    "face.guardian_needed": {"under": 14},
    "face.key_changed": {"file": "root.key"},
    "face.key_open": {"file": "root.key", "mode": "0644"},
    "face.model_licence": {"engine": "arcface"},
    "face.notice_incomplete": {"missing": "contact"},
    "face.one_to_many": {"engine": "dlib"},
    "face.other_day": {"stored": "2026-11-22", "present": "2026-11-23"},
    "face.other_engine": {"stored": "0123456789ab", "present": "ba9876543210"},
    "face.other_hall": {"stored": "haibin", "present": "street"},
    "face.pad_missing": {"file": "attacks/print/01.jpg"},
    "face.pad_unknown": {"pad": "depth", "known": "onnx"},
    "face.picture_too_large": {"most": 25},
    "face.picture_too_small": {"least": 48},
    "face.picture_unreadable": {"file": "a.png"},
    "face.several": {"count": 2},
    "face.store_failed": {"folder": "/var/lib/hallcall/faces", "why": "full"},
    "face.too_few_looks": {"least": 3},
    "face.weights_changed": {"file": "sface.onnx"},
    "face.weights_missing": {"file": "sface.onnx"},
    "heads.format": {"file": "heads.jsonl"},
    "heads.other": {"file": "heads.jsonl", "seq": 12},
    "locker.empty": {"box": 3},
    "locker.locked": {"box": 3},
    "locker.none": {"machine": "f1-locker-01"},
    "locker.not_closed": {"box": 3},
    "locker.not_opened": {"box": 3},
    "locker.people": {"most": 2},
    "locker.wrong_code": {"left": 4},
    "note.invalid": {"most": 80},
    "number.impossible": {"what": "served"},
    "number.used": {"number": "A801"},
    "paper.number": {"number": "A801"},
    "paper.other_day": {"number": "A601"},
    "route.too_many": {"most": 8},
    "defer.range": {"most": 10},
    "defer.used": {"most": 1},
    "item.other_queue": {"item": "A-1", "queue": "B"},
    "passing.not_passed": {"number": "A012"},
    "passing.see_desk": {"number": "A012"},
    "day.unknown": {"day": "2026-11-21"},
    "pager.in_use": {"pager": 3, "number": "A012"},
    "pager.not_ready": {"pager": 3, "condition": "low"},
    "pager.unknown": {"pager": 30, "most": 20},
    "rating.elsewhere": {"counter": 3},
    "queue.closed": {"queue": "A", "reason": "staff"},
    "queue.daily_cap": {"queue": "A", "cap": 90},
    "quantity.range": {"most": 20},
    "queue.not_served": {"queue": "B"},
    "replay.event_unknown": {"type": "visit.painted", "seq": 12},
    "storage.missing": {"path": "hall.db"},
    "storage.not_empty": {"database": "hall.db"},
    "storage.other_version": {"found": "0001", "needed": "0002"},
    "storage.not_durable": {"setting": "fsync"},
    "storage.not_utf8": {"found": "SQL_ASCII"},
    "storage.postgres_too_old": {"found": "14.9", "needed": "15"},
    "storage.sqlite_too_old": {"found": "3.40.1", "needed": "3.51.3"},
    "ticket.daily_cap": {"cap": 3},
    "ticket.too_late": {"closes": "17:30", "opens": "2026-11-24 09:00"},
    "upgrade.opening_hours": {"until": "17:30"},
    "upgrade.would_lose": {"count": 12},
    "ticket.wrong_state": {"state": "done"},
}
"""What those who raise a code always say with it; all others must do without."""


def classes(kind: type[errors.HallcallError] = errors.HallcallError) -> list[type[errors.HallcallError]]:
    return [kind, *(found for child in kind.__subclasses__() for found in classes(child))]


CODES = sorted({code for kind in classes() for code in kind.codes})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_of_every_class_is_one_sentence_in_every_language(code: str, language: str) -> None:
    sentence = load_texts(language).error(code, GIVEN.get(code, {}))
    assert sentence.strip()
    assert "\n" not in sentence
    assert code not in sentence


def test_every_class_of_the_tree_is_looked_at() -> None:
    assert {errors.Refused, errors.StorageError, errors.LinkError, errors.ConfigError} <= set(classes())
    assert len(CODES) > 70
