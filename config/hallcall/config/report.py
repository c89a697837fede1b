"""Findings as sentences: ``file:line: key: sentence``, in the language of the reader."""

from __future__ import annotations

from hallcall.assets import load_texts
from hallcall.core.errors import ConfigError, Finding

_WORDS = {"wanted": "kind", "found": "kind", "kind": "section"}
"""Fields whose value is a word of the schema, and the family of messages that translates it."""


def finding_text(finding: Finding, language: str) -> str:
    """The sentence of one finding, without its place."""
    texts = load_texts(language)
    fields = dict(finding.fields)
    for field, kind in _WORDS.items():
        word = f"finding-{kind}-{fields.get(field, '').replace('_', '-')}"
        if word in texts:
            fields[field] = texts.text(word)
    return texts.text(f"finding-{finding.code.replace('.', '-').replace('_', '-')}", fields)


def finding_line(finding: Finding, language: str) -> str:
    """One finding as a line of a report. Parts that are not known are left out."""
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    return ": ".join(part for part in (place, finding.key, finding_text(finding, language)) if part)


def report(error: ConfigError, language: str) -> list[str]:
    """All that is wrong, one line each; the error's own sentence when it carries no findings."""
    if not error.findings:
        return [load_texts(language).error(error.code, error.fields)]
    return [finding_line(finding, language) for finding in error.findings]
