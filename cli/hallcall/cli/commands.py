"""The table of commands, and what every command has in common: help, exit codes, errors as one sentence."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version

from cyclopts import App, CycloptsError, Group
from cyclopts.exceptions import CoercionError, MissingArgumentError, UnknownCommandError, UnknownOptionError

from hallcall.cli.language import language, say, texts
from hallcall.config import report
from hallcall.core.errors import ConfigError, HallcallError

COMMANDS = {
    "audit export": "hallcall.cli.audit:export",
    "audit heads": "hallcall.cli.audit:heads",
    "audit looks": "hallcall.cli.audit:looks",
    "audit verify": "hallcall.cli.audit:verify",
    "backup": "hallcall.cli.care:backup",
    "bench hall": "hallcall.cli.benchmarks:hall",
    "bench search": "hallcall.cli.benchmarks:search",
    "bench wait": "hallcall.cli.benchmarks:wait",
    "book": "hallcall.cli.booking:book",
    "ca init": "hallcall.cli.ca:init",
    "ca show": "hallcall.cli.ca:show",
    "cal open": "hallcall.cli.calendar:is_open",
    "cap": "hallcall.cli.cap:cap",
    "cancel": "hallcall.cli.booking:cancel",
    "catalog check": "hallcall.cli.catalogue:check",
    "catalog export": "hallcall.cli.catalogue:export",
    "catalog gen": "hallcall.cli.catalogue:gen",
    "catalog import": "hallcall.cli.catalogue:import_",
    "catalog rev": "hallcall.cli.revision:rev",
    "change": "hallcall.cli.visits:change",
    "checkin": "hallcall.cli.booking:check_in",
    "counter": "hallcall.cli.counter:counter",
    "day close": "hallcall.cli.day:close",
    "db copy": "hallcall.cli.database:copy",
    "db rollback": "hallcall.cli.care:roll_back",
    "defer": "hallcall.cli.visits:defer",
    "demo": "hallcall.cli.demo:demo",
    "display": "hallcall.cli.display:display",
    "doctor": "hallcall.cli.doctor:doctor",
    "emergency enter": "hallcall.cli.emergency:enter",
    "emergency paper": "hallcall.cli.emergency:paper",
    "enrol": "hallcall.cli.enrol:enrol",
    "estimate": "hallcall.cli.waits:estimate",
    "finish": "hallcall.cli.desk:finish",
    "hal sim": "hallcall.cli.devices:simulate",
    "hot": "hallcall.cli.reports:hot",
    "id": "hallcall.cli.identity:document",
    "item": "hallcall.cli.items:item",
    "kiosk": "hallcall.cli.kiosk:kiosk",
    "loadtest": "hallcall.cli.benchmarks:loadtest",
    "next": "hallcall.cli.desk:next_",
    "notify log": "hallcall.cli.server:notify_log",
    "overbook": "hallcall.cli.advice:overbook",
    "package": "hallcall.cli.packages:package",
    "pass": "hallcall.cli.desk:pass_",
    "purge": "hallcall.cli.purge:PURGE",
    "rebook": "hallcall.cli.booking:rebook",
    "recall": "hallcall.cli.desk:recall",
    "recall-me": "hallcall.cli.visits:recall_me",
    "replay": "hallcall.cli.replay:replay",
    "report estimate": "hallcall.cli.waits:report",
    "report times": "hallcall.cli.waits:times",
    "report advice": "hallcall.cli.reports:phone_advice",
    "report suggestions": "hallcall.cli.reports:suggestions",
    "report waits": "hallcall.cli.reports:waits",
    "report urgent": "hallcall.cli.urgent:urgent",
    "restore": "hallcall.cli.care:restore",
    "search": "hallcall.cli.items:search",
    "server": "hallcall.cli.server:SERVER",
    "show board": "hallcall.cli.display:show_board",
    "sim": "hallcall.cli.sim:sim",
    "sign-out": "hallcall.cli.desk:sign_out",
    "slots": "hallcall.cli.booking:slots",
    "staff": "hallcall.cli.advice:staff",
    "start": "hallcall.cli.desk:start",
    "strikes": "hallcall.cli.booking:strikes",
    "take": "hallcall.cli.take:take",
    "uscc": "hallcall.cli.identity:credit_code",
    "why": "hallcall.cli.why:why",
}
"""Command, and the function that does it. Its help is the message ``cli-help-<command>``, spaces as hyphens.

A command returns its exit code, or None for 0. It may raise any error of hallcall: the sentence is printed here.
"""


def make_app() -> App:
    """The command line in the language spoken now."""
    app = App(
        name="hallcall",
        help=say("cli-help"),
        version=version("hallcall"),
        help_format="plaintext",
        group_commands=Group(say("cli-help-commands")),
        group_parameters=Group(say("cli-help-parameters")),
        group_arguments=Group(say("cli-help-parameters")),
    )
    app["--help"].help = say("cli-help-help")
    app["--version"].help = say("cli-help-version")
    groups: dict[str, App] = {}
    for command, target in COMMANDS.items():
        group, _, name = command.rpartition(" ")
        if group and group not in groups:
            groups[group] = App(name=group, help=say(f"cli-help-{group}"), help_format="plaintext")
            app.command(groups[group])
        help_text = say(f"cli-help-{command.replace(' ', '-')}")
        (groups[group] if group else app).command(target, name=name, help=help_text)
    return app


def run(arguments: Sequence[str]) -> int:
    """Run one command."""
    try:
        code = make_app()(list(arguments), exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        lines = [_usage(error), say("cli-usage-help")]
    except ConfigError as error:
        lines = report(error, language())
    except HallcallError as error:
        lines = [texts().error(error.code, error.fields)]
    else:
        return code if isinstance(code, int) else 0
    print("\n".join(lines), file=sys.stderr)
    return 2


def _usage(error: CycloptsError) -> str:
    match error:
        case UnknownCommandError():
            return say("cli-usage-command", word=(error.unused_tokens or ["?"])[0])
        case UnknownOptionError():
            return say("cli-usage-option", word=error.token.keyword or error.token.value)
        case MissingArgumentError():
            return say("cli-usage-missing", word=error.argument.name if error.argument else "?")
        case CoercionError():
            return say("cli-usage-value", word=error.token.value if error.token else "?")
        case _:
            return say("cli-usage")
