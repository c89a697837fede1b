"""What a zone's loudspeaker says next. Pure: who asks brings the time.

One loudspeaker carries about six calls a minute (4.5 s twice and a second between), a hall at its opening calls a
hundred. So a call is said twice only while nobody else waits, is left out once it is old, and more than a few are said
as one sentence that sends people to the screens. An emergency is said before all, now.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from hallcall.core.languages import Language
from hallcall.core.spoken import Speaker


class Priority(IntEnum):
    """Who is heard first; among equals who came first."""

    CALL = 0
    NEEDED = 1
    """For somebody who cannot see the screens: never left to them, never late."""
    PERSONAL = 2
    """For one person with headphones: said once, and cut off by the next."""
    EMERGENCY = 3
    """Interrupts what is being said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One job: a sentence for one zone."""

    job: str
    """Chosen by who asks; the same is never said twice."""
    zone: str
    """The loudspeaker."""
    language: Language
    text: str
    """As it is said."""
    caption: str
    """As it is read by who cannot hear it."""
    priority: Priority = Priority.CALL
    fresh_until: float = float("inf")
    """Not begun after that, in the seconds of who asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What is said in one go, and the jobs that are done by it."""

    text: str
    language: Language
    jobs: tuple[Announcement, ...]
    times: int = 1

    @property
    def priority(self) -> Priority:
        """Of the most important of its jobs."""
        return max(job.priority for job in self.jobs)

    @property
    def is_crowd(self) -> bool:
        """Whether one sentence stands for several calls."""
        return len({job.text for job in self.jobs}) > 1


class ZoneQueue:
    """What waits for one loudspeaker."""

    def __init__(self, *, most_calls: int = 3) -> None:
        """Begin empty.

        Args:
            most_calls: with more of them waiting they are said as one sentence.
        """
        self._most_calls = most_calls
        self._waiting: list[Announcement] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, announcement: Announcement) -> None:
        """Let it wait for its turn."""
        self._waiting.append(announcement)

    def put_back(self, utterance: Utterance) -> None:
        """It was taken and not begun: it is first again among its equals."""
        self._waiting[:0] = utterance.jobs

    def drop_stale(self, now: float) -> tuple[Announcement, ...]:
        """Take out what is too old to be said, and what another sentence has replaced. ``NEEDED`` is never late."""
        stale = tuple(
            one
            for at, one in enumerate(self._waiting)
            if (one.priority is not Priority.NEEDED and one.fresh_until <= now)
            or any(_replaces(later, one.text, one.language, one.priority) for later in self._waiting[at + 1 :])
        )
        self._waiting = [one for one in self._waiting if one not in stale]
        return stale

    def overrules(self, saying: Utterance) -> bool:
        """Whether something waits that cannot wait for the end of what is said now."""
        if saying.priority is Priority.PERSONAL and self.highest is Priority.PERSONAL:
            return True
        if saying.priority is not Priority.EMERGENCY:
            return self.highest is Priority.EMERGENCY
        return any(_replaces(one, saying.text, saying.language, saying.priority) for one in self._waiting)

    @property
    def highest(self) -> Priority | None:
        """Priority of what comes next; None when nothing waits."""
        return max((one.priority for one in self._waiting), default=None)

    def take(self) -> Utterance | None:
        """What is said now, or None. The same sentence twice in the queue is said once, for both jobs."""
        highest = self.highest
        if highest is None:
            return None
        first = next(one for one in self._waiting if one.priority is highest)
        calls = [one for one in self._waiting if one.priority is Priority.CALL and one.language is first.language]
        if highest is Priority.CALL and len({one.text for one in calls}) > self._most_calls:
            text, jobs = Speaker(language=first.language).many(len(calls)), calls
        else:
            text = first.text
            jobs = [one for one in self._waiting if (one.text, one.language) == (text, first.language)]
        self._waiting = [one for one in self._waiting if one not in jobs]
        is_alone = not self._waiting or highest > Priority.CALL
        times = 2 if is_alone and highest is not Priority.PERSONAL and len({one.text for one in jobs}) == 1 else 1
        return Utterance(text=text, language=first.language, jobs=tuple(jobs), times=times)


def _replaces(later: Announcement, text: str, language: Language, priority: Priority) -> bool:
    """Whether what comes later makes an earlier sentence untrue or useless.

    A drill that has become serious is no drill any more, and who has walked on to another control hears of that one.
    """
    if later.priority is priority is Priority.PERSONAL:
        return True
    return later.priority is priority is Priority.EMERGENCY and later.language is language and later.text != text
