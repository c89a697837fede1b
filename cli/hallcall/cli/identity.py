"""``hallcall id`` and ``hallcall uscc``: check a number as every screen of the hall does."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.core.identity import parse_credit_code, parse_document_number
from hallcall.core.masking import mask_number


def document(number: Annotated[str, Parameter(help=say("cli-option-number"))]) -> int:
    """Check the number of an identity document."""
    found = parse_document_number(number, datetime.now(UTC).date())
    sex = say(f"cli-sex-{found.sex.value}") if found.sex is not None else ""
    birth = found.birth.isoformat() if found.birth is not None else ""
    kind = say(f"cli-document-{found.kind.value.replace('_', '-')}")
    print(say("cli-id-ok", number=mask_number(found.number), kind=kind, birth=birth, sex=sex))
    return 0


def credit_code(code: Annotated[str, Parameter(help=say("cli-option-number"))]) -> int:
    """Check a unified social credit code."""
    print(say("cli-uscc-ok", code=parse_credit_code(code)))
    return 0
