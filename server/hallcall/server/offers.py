"""The way from a message about a free place to the place: an address that nobody guesses and that ends with the offer.

The token is made from the offer and the hall's key, and found again the same way: nothing of it is kept, so the log,
a backup or a restored server hold none that works.
"""

from __future__ import annotations

import base64
import hmac
from datetime import datetime

import msgspec

from hallcall.core.booking.book import Bookings, Waiter
from hallcall.core.terms import ItemCode
from hallcall.core.tickets import PersonId
from hallcall.server.security.vault import Vault

_BYTES = 16
"""128 bits."""


def offer_token(vault: Vault, person: PersonId, item: ItemCode, start: datetime, until: datetime) -> str:
    """The token of an offer, 22 characters that are safe in an address; another offer has another one.

    Args:
        vault: has the hall's key.
        person: the first of those who wait.
        item: what they wait for.
        start: of the slot that is kept.
        until: how long.
    """
    content = msgspec.json.encode([person, item, start.timestamp(), until.timestamp()])
    return base64.urlsafe_b64encode(vault.digest("offer", content)[:_BYTES]).decode().rstrip("=")


def find_offer(vault: Vault, bookings: Bookings, token: str, now: datetime) -> Waiter | None:
    """Those for whom the place behind a token is kept now; compared in constant time."""
    wanted, found = token.encode(), None
    for waiter in bookings.waiters.values():
        if waiter.offer is None or waiter.until is None or now > waiter.until:
            continue
        its = offer_token(vault, waiter.people[0], waiter.item, waiter.offer, waiter.until)
        if hmac.compare_digest(its.encode(), wanted):
            found = waiter
    return found
