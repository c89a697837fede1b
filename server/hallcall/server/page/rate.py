"""The visitor's own page takes a rating: five levels, reasons if they like, once."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from urllib.parse import parse_qs

from hallcall.core.commands import RateVisit, RatingReason
from hallcall.core.errors import Refused
from hallcall.core.ratings_kept import LOW
from hallcall.server.page.facts import PageFacts, Stage, find_done, page_facts
from hallcall.server.parts import Parts
from hallcall.server.storage import Once

_ACTOR = "page"
_FIELDS_MAX = 16


async def rate_visit(parts: Parts, token: str, body: bytes, language: str) -> PageFacts:
    """Take the rating that a form holds; the page that follows. What cannot be understood leaves the question."""
    facts = page_facts(parts.hall, parts.feed.state, parts.estimator, token, language, parts.clock())
    visit = find_done(parts.feed.state, token)
    wish = _wish(body)
    if visit is None or wish is None:
        return facts
    level, reasons = wish
    command = RateVisit(ticket=visit.ticket, level=level, reasons=reasons if level <= LOW else frozenset())
    known = sha256(token.encode()).hexdigest()
    once = Once(key=f"rate-{known[:32]}", actor=_ACTOR, body_hash=parts.vault.digest("rate", token.encode()))
    try:
        await parts.writer.ask(once, lambda _connection, _now: command)
    except Refused:
        return facts
    return replace(facts, stage=Stage.RATED)


def _wish(body: bytes) -> tuple[int, frozenset[RatingReason]] | None:
    """Level and reasons of a form; None when it is not ours."""
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=_FIELDS_MAX, strict_parsing=True)
        level = int(fields["level"][0])
        return level, frozenset(RatingReason(reason) for reason in fields.get("reason", ()))
    except (ValueError, KeyError):
        return None
