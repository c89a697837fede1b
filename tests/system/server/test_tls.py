"""Machines with certificates of the hall's own authority: enrolled, at work, renewed, revoked; all others refused."""

from __future__ import annotations

import socket
import ssl
import stat
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from cryptography import x509
from httpx_sse import connect_sse

from hallcall.client import Beat, HallLink, LinkSettings, LinkStatus
from hallcall.client.trust import MachineIdentity, enrol, new_request
from hallcall.core.commands import AskForHelp
from hallcall.core.errors import ConfigError, LinkError, Refused
from hallcall.core.events import Recorded
from hallcall.core.hall import Hall
from hallcall.core.snapshot import Snapshot
from hallcall.server.security.authority import Authority
from helpers.live_server import CARD, PASSWORD, HandClock
from helpers.small_hall import NINE
from helpers.tls_hall import Machine, TlsServer, bare_context

pytestmark = pytest.mark.system
DAY_S = 86_400.0


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hallcall.server.security.passwords.COST", {"time_cost": 1, "memory_cost": 8, "parallelism": 1})


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def hall(tmp_path: Path, clock: HandClock) -> Iterator[TlsServer]:
    with TlsServer(tmp_path / "data", clock) as live:
        yield live


@pytest.fixture
def kiosk(hall: TlsServer, tmp_path: Path) -> Machine:
    return hall.enrol("kiosk", "K1", tmp_path / "K1.tls")


def refusal(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


@pytest.mark.feature("F239")
def test_a_machine_enrols_with_a_code_and_works_over_tls(hall: TlsServer, kiosk: Machine) -> None:
    assert hall.url.startswith("https://")
    assert (kiosk.pairing.role, kiosk.pairing.device) == ("kiosk", "K1")
    caller = hall.at(kiosk)
    assert caller.do("ticket.issue", item="a1", document=CARD)["ticket"]["number"] == "A001"
    with connect_sse(caller.http, "GET", "/v1/events") as source:
        assert next(source.iter_sse()).event == "beat"


@pytest.mark.feature("F239")
def test_the_key_is_made_on_the_machine_and_only_its_owner_can_read_it(hall: TlsServer, kiosk: Machine) -> None:
    own = kiosk.folder / "client.pem"
    assert stat.S_IMODE(own.stat().st_mode) == 0o600
    key = own.read_text().partition("-----BEGIN CERTIFICATE")[0].strip()
    assert "PRIVATE KEY" in key
    for path in hall.settings.data.iterdir():
        if path.is_file():
            assert key.encode() not in path.read_bytes()


@pytest.mark.feature("F239")
def test_the_certificate_names_the_machine_and_is_good_for_ninety_days(hall: TlsServer, kiosk: Machine) -> None:
    certificate = x509.load_pem_x509_certificates((kiosk.folder / "client.pem").read_bytes())[0]
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.UniformResourceIdentifier) == ["hall://TEST/device/kiosk/K1"]
    assert certificate.not_valid_after_utc == NINE + timedelta(days=90)
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [x509.ExtendedKeyUsageOID.CLIENT_AUTH]
    rows = hall.admin.get("/v1/admin/devices").json()["devices"]
    row = next(row for row in rows if row["device"] == "K1")
    assert msgspec.convert(row["certificate_until"], type(NINE)) == NINE + timedelta(days=90)


@pytest.mark.feature("F239", "F215")
def test_without_a_certificate_every_door_but_the_open_ones_is_closed(hall: TlsServer, kiosk: Machine) -> None:
    bare = hall.speaking(kiosk.pairing.token, bare_context(kiosk.folder / "ca.crt"))
    for method, path in (("GET", "/v1/snapshot"), ("GET", "/v1/events"), ("GET", "/schema"), ("POST", "/v1/renew")):
        assert refusal(bare.http.request(method, path)) == (403, "access.certificate_missing")
    assert refusal(bare.send("ticket.issue", item="a1")) == (403, "access.certificate_missing")
    assert bare.get("/livez").status_code == 200
    assert bare.get("/readyz").status_code == 200
    assert bare.get("/t/none").status_code == 404
    assert "BEGIN CERTIFICATE" in bare.get("/v1/authority").text
    assert refusal(bare.post("/v1/pair", {"code": "AAAA-AAAA"})) == (409, "access.pairing_code_invalid")


@pytest.mark.feature("F239")
def test_nobody_speaks_in_plain_text_through_that_door(hall: TlsServer) -> None:
    with socket.create_connection(("127.0.0.1", int(hall.url.rpartition(":")[2])), timeout=10) as plain:
        plain.sendall(b"GET /livez HTTP/1.1\r\nHost: hall\r\n\r\n")
        try:
            assert b"HTTP/1.1" not in plain.recv(1000)
        except ConnectionResetError:
            return


def test_older_tls_than_1_3_is_not_spoken(hall: TlsServer) -> None:
    context = bare_context(hall.settings.data / "ca.crt")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    with pytest.raises(httpx.ConnectError):
        hall.speaking("", context).get("/livez")
    context.maximum_version = ssl.TLSVersion.TLSv1_3
    assert hall.speaking("", context).get("/livez").status_code == 200


@pytest.mark.feature("F239", "F215")
def test_a_revoked_machine_is_refused_at_once_on_the_connection_it_has(hall: TlsServer, kiosk: Machine) -> None:
    caller = hall.at(kiosk)
    ended = threading.Event()
    begun = threading.Event()

    def listen() -> None:
        with connect_sse(hall.at(kiosk).http, "GET", "/v1/events") as source:
            for _ in source.iter_sse():
                begun.set()
        ended.set()

    thread = threading.Thread(target=listen)
    thread.start()
    assert begun.wait(10)
    assert caller.get("/v1/snapshot").status_code == 200
    lost = {"role": "kiosk", "device": "K1"}
    assert hall.admin.post("/v1/admin/devices/revoke", lost).status_code == 200
    assert ended.wait(10)
    thread.join()
    assert refusal(caller.get("/v1/snapshot")) == (401, "access.token_unknown")
    # A thief who finds a fresh token of the machine still has the old certificate only.
    token = caller.post("/v1/pair", {"code": hall.code("kiosk", "K1")}).json()["token"]
    assert refusal(hall.at(kiosk, token).get("/v1/snapshot")) == (403, "access.certificate_revoked")


def test_a_revoked_certificate_stays_revoked_when_the_server_starts_again(
    hall: TlsServer, kiosk: Machine, clock: HandClock
) -> None:
    hall.admin.post("/v1/admin/devices/revoke", {"role": "kiosk", "device": "K1"})
    token = hall.caller().post("/v1/pair", {"code": hall.code("kiosk", "K1")}).json()["token"]
    hall.__exit__()
    with TlsServer(hall.settings.data, clock) as again:
        assert refusal(again.at(kiosk, token).get("/v1/snapshot")) == (403, "access.certificate_revoked")


@pytest.mark.feature("F239")
def test_a_token_and_the_certificate_of_another_machine_are_refused(
    hall: TlsServer, kiosk: Machine, tmp_path: Path
) -> None:
    wall = hall.enrol("display", "W1", tmp_path / "W1.tls")
    assert refusal(hall.at(wall, kiosk.pairing.token).get("/v1/snapshot")) == (403, "access.certificate_wrong")


@pytest.mark.feature("F239")
def test_a_clerk_speaks_from_the_machine_at_the_counter_and_from_no_other(hall: TlsServer, tmp_path: Path) -> None:
    machine = hall.enrol("counter", "C1", tmp_path / "C1.tls")
    other = hall.enrol("counter", "C2", tmp_path / "C2.tls")
    hall.admin.post("/v1/admin/clerks", {"clerk": "1001", "name": "一", "password": PASSWORD})
    token = hall.at(machine).post("/v1/login", {"clerk": "1001", "password": PASSWORD}).json()["token"]
    assert refusal(hall.at(machine, token).send("call.next", counter=1)) == (409, "queue.empty")
    assert refusal(hall.at(other, token).send("call.next", counter=1)) == (403, "access.certificate_wrong")


@pytest.mark.feature("F239")
def test_a_certificate_of_another_authority_does_not_get_through_the_door(
    hall: TlsServer, kiosk: Machine, tmp_path: Path
) -> None:
    stranger = tmp_path / "stranger"
    stranger.mkdir()
    key, request = new_request()
    issued = Authority.create(stranger, NINE).issue(
        Authority.requested_key(request), "hall://TEST/device/kiosk/K1", NINE
    )
    (stranger / "client.pem").write_bytes(key + issued.pem.encode())
    context = bare_context(kiosk.folder / "ca.crt")
    context.load_cert_chain(stranger / "client.pem")
    with pytest.raises((httpx.HTTPError, ssl.SSLError)):
        hall.speaking(kiosk.pairing.token, context).get("/v1/snapshot")


class Server:
    """Somebody in the server's place: counts what it is told."""

    def __init__(self, own: Path) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(own)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._listening.getsockname()[1]}"
        self.answer = b""
        self.heard = b""
        self.thread = threading.Thread(target=self._serve)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            with connection:
                first = connection.recv(1, socket.MSG_PEEK)
                if first == b"x":
                    return
                try:
                    with self._context.wrap_socket(connection, server_side=True) as speaking:
                        self.heard += speaking.recv(65536)
                        speaking.sendall(self.answer)
                except OSError:
                    continue

    def close(self) -> None:
        with socket.create_connection(self._listening.getsockname()) as last:
            last.sendall(b"x")
            self.thread.join()
        self._listening.close()


@pytest.mark.feature("F239")
def test_before_the_fingerprint_fits_no_secret_is_sent(hall: TlsServer, tmp_path: Path) -> None:
    code = hall.code("kiosk", "K1")
    impostor = tmp_path / "impostor"
    impostor.mkdir()
    false = Authority.create(impostor, NINE)
    false.keep_server([], NINE)
    server = Server(impostor / "server.pem")
    body = false.pem.encode()
    server.answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(body), body)
    try:
        with pytest.raises(LinkError, match=r"link\.untrusted"):
            enrol(server.url, code, hall.fingerprint, tmp_path / "K1.tls")
    finally:
        server.close()
    assert b"/v1/authority" in server.heard
    assert code.encode() not in server.heard
    assert b"csr" not in server.heard
    assert not (tmp_path / "K1.tls").exists()
    # The code was not used up by that.
    assert hall.enrol("display", "W1", tmp_path / "W1.tls")
    assert enrol(hall.url, code, hall.fingerprint, tmp_path / "K1.tls").device == "K1"


@pytest.mark.feature("F239")
def test_somebody_who_repeats_the_right_authority_still_gets_no_code(hall: TlsServer, tmp_path: Path) -> None:
    impostor = tmp_path / "impostor"
    impostor.mkdir()
    Authority.create(impostor, NINE).keep_server([], NINE)
    server = Server(impostor / "server.pem")
    body = Authority.open(hall.settings.data).pem.encode()
    server.answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(body), body)
    try:
        with pytest.raises(LinkError, match=r"link\.untrusted"):
            enrol(server.url, "7KQM-3XWA", hall.fingerprint, tmp_path / "K1.tls")
    finally:
        server.close()
    assert b"7KQM" not in server.heard


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "ftp://127.0.0.1"])
def test_a_code_is_not_sent_in_plain_text(url: str, tmp_path: Path) -> None:
    with pytest.raises(LinkError, match=r"link\.untrusted"):
        enrol(url, "7KQM-3XWA", "00" * 32, tmp_path)


@pytest.mark.feature("F239")
def test_a_code_enrols_once(hall: TlsServer, tmp_path: Path) -> None:
    code = hall.code("kiosk", "K1")
    enrol(hall.url, code, hall.fingerprint.upper(), tmp_path / "first")
    with pytest.raises(Refused, match="pairing_code_invalid"):
        enrol(hall.url, code, hall.fingerprint, tmp_path / "second")
    assert not (tmp_path / "second").exists()


def test_a_machine_that_is_enrolled_again_loses_its_old_certificate(
    hall: TlsServer, kiosk: Machine, tmp_path: Path
) -> None:
    again = hall.enrol("kiosk", "K1", tmp_path / "again")
    assert hall.at(again).get("/v1/snapshot").status_code == 200
    assert refusal(hall.at(kiosk, again.pairing.token).get("/v1/snapshot")) == (403, "access.certificate_revoked")


@pytest.mark.parametrize("csr", ["x", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----\n"])
def test_a_request_that_is_none_uses_up_no_code(hall: TlsServer, csr: str, tmp_path: Path) -> None:
    code = hall.code("kiosk", "K1")
    assert refusal(hall.caller().post("/v1/enrol", {"code": code, "csr": csr})) == (422, "command.malformed")
    assert enrol(hall.url, code, hall.fingerprint, tmp_path / "K1.tls").device == "K1"


@pytest.mark.logs_warnings  # the hall says that its clock leaps by months
@pytest.mark.feature("F239")
def test_a_certificate_ends_by_the_server_s_clock(hall: TlsServer, kiosk: Machine, clock: HandClock) -> None:
    clock.turn(90 * DAY_S - 1)
    assert hall.at(kiosk).get("/v1/snapshot").status_code == 200
    clock.turn(1)
    assert refusal(hall.at(kiosk).get("/v1/snapshot")) == (403, "access.certificate_expired")


@pytest.mark.feature("F239")
@pytest.mark.parametrize("years", [-56, 30])
def test_a_machine_whose_clock_is_wrong_at_its_first_boot_enrols_and_works(
    hall: TlsServer, tmp_path: Path, years: int
) -> None:
    """Seen from the machine, the server's clock is decades away; nothing that the machine checks looks at its own."""
    hall.__exit__()
    away = HandClock(NINE + timedelta(days=365 * years))
    with TlsServer(tmp_path / "other", away) as far:
        machine = far.enrol("kiosk", "K1", tmp_path / "K1.tls")
        assert far.at(machine).get("/v1/snapshot").status_code == 200
        identity = MachineIdentity(machine.folder)
        assert not identity.is_due(away.now)
        assert identity.is_due(away.now + timedelta(days=61))


class Watch:
    """Hears what a link tells."""

    def __init__(self) -> None:
        self.beaten = threading.Event()
        self.said = threading.Event()
        self.snapshots = 0

    def on_hall(self, _: Hall) -> None:
        pass

    def on_snapshot(self, _: Snapshot) -> None:
        self.snapshots += 1

    def on_event(self, _: Recorded) -> None:
        self.said.set()

    def on_beat(self, _: Beat) -> None:
        self.beaten.set()

    def on_link(self, _: LinkStatus) -> None:
        pass


def link_of(hall: TlsServer, machine: Machine, watch: Watch, **more: Any) -> HallLink:
    return HallLink(LinkSettings(url=hall.url, token=machine.pairing.token, certificates=machine.folder, **more), watch)


@pytest.mark.feature("F239")
def test_the_link_works_over_tls(hall: TlsServer, kiosk: Machine) -> None:
    watch = Watch()
    link = link_of(hall, kiosk, watch)
    link.start()
    try:
        assert watch.beaten.wait(10)
        assert link.send(AskForHelp(kiosk="K1")).result(10).events
        assert watch.said.wait(10)
    finally:
        link.close()


@pytest.mark.logs_warnings  # the hall says that its clock leaps by months
@pytest.mark.feature("F239")
def test_the_link_renews_its_certificate_thirty_days_before_its_end(
    hall: TlsServer, kiosk: Machine, clock: HandClock
) -> None:
    before = MachineIdentity(kiosk.folder).expires_at
    clock.turn(61 * DAY_S)
    watch = Watch()
    renewed = threading.Event()
    link = link_of(hall, kiosk, watch)
    opened = link._open

    def reopened() -> httpx.AsyncClient:
        if MachineIdentity(kiosk.folder).expires_at != before:
            renewed.set()
        return opened()

    link._open = reopened  # type: ignore[method-assign]
    link.start()
    try:
        assert renewed.wait(20)
        assert MachineIdentity(kiosk.folder).expires_at == clock.now + timedelta(days=90)
        assert link.send(AskForHelp(kiosk="K1")).result(10).events
        # The old certificate ends; the link has long changed to the new one.
        clock.turn(40 * DAY_S)
        assert link.send(AskForHelp(kiosk="K1")).result(10)
    finally:
        link.close()
    assert stat.S_IMODE((kiosk.folder / "client.pem").stat().st_mode) == 0o600


@pytest.mark.feature("F239")
def test_a_certificate_with_more_than_thirty_days_is_left_as_it_is(kiosk: Machine) -> None:
    identity = MachineIdentity(kiosk.folder)
    assert not identity.is_due(identity.expires_at - timedelta(days=31))
    due = identity.expires_at - timedelta(days=29)
    assert identity.is_due(due)
    identity.try_later(due)
    assert not identity.is_due(due + timedelta(minutes=59))
    assert identity.is_due(due + timedelta(hours=1))


def test_a_link_to_somebody_else_says_so(hall: TlsServer, kiosk: Machine, tmp_path: Path) -> None:
    with TlsServer(tmp_path / "other") as other:
        link = link_of(other, kiosk, Watch(), patience_s=0.1)
        link.start(follow=False)
        try:
            with pytest.raises(LinkError, match=r"link\.untrusted"):
                link.send(AskForHelp(kiosk="K1")).result(10)
        finally:
            link.close()


def test_a_machine_without_its_files_says_which_are_missing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as missing:
        HallLink(LinkSettings(url="https://127.0.0.1:9", token="t", certificates=tmp_path / "none"), Watch())
    assert missing.value.code == "config.missing"


def test_a_server_without_an_authority_says_so(tmp_path: Path) -> None:
    from helpers.live_server import LiveServer

    with LiveServer(tmp_path / "data") as plain:
        nobody = plain.caller()
        assert refusal(nobody.get("/v1/authority")) == (404, "authority.unknown")
        answer = nobody.post("/v1/enrol", {"code": "7KQM-3XWA", "csr": new_request()[1]})
        assert refusal(answer) == (404, "authority.unknown")
        code = plain.admin.post("/v1/admin/pairing-codes", {"role": "guide", "device": "G1"}).json()
        assert code["fingerprint"] == ""
