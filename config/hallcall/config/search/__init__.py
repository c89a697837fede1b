"""Search over the items of a hall: by words, pinyin, first letters and English, forgiving one slip."""

from hallcall.config.search._search import ItemSearch, SearchHit, Why

__all__ = ["ItemSearch", "SearchHit", "Why"]
