"""What hallcall ships beside code: fonts, icons, theme tokens and the texts of every language."""

from hallcall.assets.files import asset_path
from hallcall.assets.texts import LANGUAGES, Texts, TextValue, load_texts

__all__ = ["LANGUAGES", "TextValue", "Texts", "asset_path", "load_texts"]
