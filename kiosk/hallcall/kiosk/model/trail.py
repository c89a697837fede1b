"""The way of a visitor through the pages: where they are, and where back leads."""

from __future__ import annotations

from collections.abc import Callable

from hallcall.kiosk.model.pages import Page

__all__ = ["Trail"]


class Trail:
    """The page that is shown and those before it. Nobody goes back to the first page, it is where a visit ends."""

    def __init__(self, is_answered: Callable[[Page], bool]) -> None:
        """``is_answered`` says whether a page asks only what is known by now: nobody goes back to it either."""
        self._is_answered = is_answered
        self._behind: list[Page] = []
        self.page = Page.HOME

    @property
    def can_go_back(self) -> bool:
        """Whether a page lies behind."""
        return bool(self._behind)

    def __contains__(self, page: Page) -> bool:
        """Whether the visitor came through a page."""
        return page in self._behind

    def go(self, page: Page, *, forget: bool = False) -> None:
        """Go on to a page; ``forget`` cuts the way back."""
        if forget:
            self._behind = []
        elif page is not self.page and not self._is_passed(self.page):
            self._behind.append(self.page)
        self.page = page

    def back(self) -> None:
        """One page back."""
        self.page = self._behind.pop()

    def return_to(self, page: Page) -> None:
        """Back to a page that the visitor came through, or to it for the first time."""
        if page in self._behind:
            del self._behind[self._behind.index(page) :]
        self.page = page

    def drop_answered(self) -> None:
        """Something more is known of the visitor: pages that asked for it are no way back any more."""
        self._behind = [page for page in self._behind if not self._is_passed(page)]

    def end(self) -> None:
        """The visit is over."""
        self._behind = []
        self.page = Page.HOME

    def _is_passed(self, page: Page) -> bool:
        return page is Page.HOME or self._is_answered(page)
