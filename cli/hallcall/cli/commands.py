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
    "alarm": "hallcall.cli.alarm:alarm",
    "audit export": "hallcall.cli.audit:export",
    "audit heads": "hallcall.cli.audit:heads",
    "audit looks": "hallcall.cli.audit:looks",
    "audit verify": "hallcall.cli.audit:verify",
    "backup": "hallcall.cli.care:backup",
    "bench face": "hallcall.cli.face:bench",
    "bench hall": "hallcall.cli.benchmarks:hall",
    "bench search": "hallcall.cli.benchmarks:search",
    "bench voice": "hallcall.cli.benchmarks:voice",
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
    "emergency drill": "hallcall.cli.evacuation:drill",
    "emergency enter": "hallcall.cli.emergency:enter",
    "emergency off": "hallcall.cli.evacuation:off",
    "emergency on": "hallcall.cli.evacuation:on",
    "emergency status": "hallcall.cli.evacuation:status",
    "emergency paper": "hallcall.cli.emergency:paper",
    "enrol": "hallcall.cli.enrol:enrol",
    "estimate": "hallcall.cli.waits:estimate",
    "face compare": "hallcall.cli.face:compare",
    "face consent": "hallcall.cli.face_gallery:consent",
    "face engines": "hallcall.cli.face:engines",
    "face enroll": "hallcall.cli.face_gallery:enroll",
    "face gallery": "hallcall.cli.face_gallery:gallery",
    "face pad-evaluate": "hallcall.cli.face:pad_evaluate",
    "face sign": "hallcall.cli.gate:sign",
    "face withdraw": "hallcall.cli.face_gallery:withdraw",
    "follow-up": "hallcall.cli.rating:follow_up",
    "finish": "hallcall.cli.desk:finish",
    "gate": "hallcall.cli.gate:gate",
    "glass": "hallcall.cli.glass:glass",
    "hal list": "hallcall.cli.hal:list_",
    "hal probe": "hallcall.cli.hal:probe",
    "hal sim": "hallcall.cli.devices:simulate",
    "hal status": "hallcall.cli.hal:status",
    "hal test": "hallcall.cli.hal:test",
    "hal trace": "hallcall.cli.hal:trace",
    "hald": "hallcall.cli.hald:hald",
    "hot": "hallcall.cli.reports:hot",
    "id": "hallcall.cli.identity:document",
    "item": "hallcall.cli.items:item",
    "kiosk": "hallcall.cli.kiosk:kiosk",
    "led": "hallcall.cli.led:led",
    "loadtest": "hallcall.cli.benchmarks:loadtest",
    "locker clear": "hallcall.cli.locker:clear",
    "locker get": "hallcall.cli.locker:get",
    "locker list": "hallcall.cli.locker:list_",
    "locker put": "hallcall.cli.locker:put",
    "locker renew": "hallcall.cli.locker:renew",
    "next": "hallcall.cli.desk:next_",
    "notify log": "hallcall.cli.server:notify_log",
    "notify test": "hallcall.cli.channels:notify_test",
    "overbook": "hallcall.cli.advice:overbook",
    "net import": "hallcall.cli.network:import_",
    "net way": "hallcall.cli.network:way",
    "package": "hallcall.cli.packages:package",
    "pager back": "hallcall.cli.pagers:back",
    "pager give": "hallcall.cli.pagers:give",
    "pager list": "hallcall.cli.pagers:list_",
    "pagers": "hallcall.cli.pagers:pagers",
    "pass": "hallcall.cli.desk:pass_",
    "playlist check": "hallcall.cli.playlist:check",
    "purge": "hallcall.cli.purge:PURGE",
    "queue close": "hallcall.cli.closures:close",
    "queue open": "hallcall.cli.closures:open_",
    "people": "hallcall.cli.people:people",
    "rating": "hallcall.cli.rating:rating",
    "rebook": "hallcall.cli.booking:rebook",
    "recall": "hallcall.cli.desk:recall",
    "recall-me": "hallcall.cli.visits:recall_me",
    "replay": "hallcall.cli.replay:replay",
    "report channels": "hallcall.cli.channels:report",
    "report estimate": "hallcall.cli.waits:report",
    "report times": "hallcall.cli.waits:times",
    "report advice": "hallcall.cli.reports:phone_advice",
    "report paper": "hallcall.cli.paperless:report",
    "report people": "hallcall.cli.people:report",
    "report ratings": "hallcall.cli.rating:report",
    "report suggestions": "hallcall.cli.reports:suggestions",
    "report waits": "hallcall.cli.reports:waits",
    "report urgent": "hallcall.cli.urgent:urgent",
    "restore": "hallcall.cli.care:restore",
    "search": "hallcall.cli.items:search",
    "server": "hallcall.cli.server:SERVER",
    "show board": "hallcall.cli.display:show_board",
    "sim": "hallcall.cli.sim:SIM",
    "sign-out": "hallcall.cli.desk:sign_out",
    "slots": "hallcall.cli.booking:slots",
    "staff": "hallcall.cli.advice:staff",
    "start": "hallcall.cli.desk:start",
    "strikes": "hallcall.cli.booking:strikes",
    "take": "hallcall.cli.take:take",
    "tidal accept": "hallcall.cli.tidal:accept",
    "tidal back": "hallcall.cli.tidal:back",
    "tidal convert": "hallcall.cli.tidal:convert",
    "uscc": "hallcall.cli.identity:credit_code",
    "voice": "hallcall.cli.voice:voice",
    "why": "hallcall.cli.why:why",
    "window": "hallcall.cli.window:window",
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
