"""``hallcall enrol``: a machine gets its token and its certificate for a one-time code."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from hallcall.cli.language import say
from hallcall.cli.machine import CERTIFICATES, CodeOption, machine_folder, write_token


def enrol(
    url: Annotated[str, Parameter(help=say("cli-option-enrol-url"))],
    *,
    code: CodeOption,
    fingerprint: Annotated[str, Parameter(help=say("cli-option-fingerprint"))],
    folder: Annotated[Path | None, Parameter(name="--dir", help=say("cli-option-enrol-dir"))] = None,
) -> None:
    """Enrol this machine; the applications find token and certificate by the machine's name."""
    from hallcall.client.trust import enrol as enrol_machine

    folder = folder or machine_folder()
    folder.mkdir(parents=True, exist_ok=True)
    # Which machine the code is for is known only afterwards.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".enrol-") as fresh:
        pairing = enrol_machine(url, code, fingerprint, Path(fresh) / "new")
        token = write_token(folder / f"{pairing.device}.token", pairing.token)
        certificates = token.with_suffix(CERTIFICATES)
        certificates.mkdir(exist_ok=True, mode=0o700)
        for file in (Path(fresh) / "new").iterdir():
            file.replace(certificates / file.name)
    print(say("enrol-done", device=pairing.device, role=pairing.role, file=str(token)))
