"""The way by face on the real window: touched, read, and left at every step."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from hallcall.assets import load_texts
from hallcall.face import Mode
from hallcall.face.liveness import Ask, Failure
from hallcall.face.notice import write_notice
from hallcall.face.quality import Guidance
from hallcall.kiosk.app import make_kiosk_view
from hallcall.kiosk.face_scanner import FaceTools, HalFaceScanner
from hallcall.kiosk.model.face_port import FaceParts, FaceScanner, Outcome
from hallcall.kiosk.model.kiosk import Kiosk
from hallcall.sim.faces.engine import DrawnFaceEngine
from hallcall.ui.fonts import load_fonts
from hallcall.ui.texts import ScreenTexts
from helpers.face_fakes import CAMERA, HANDLING, FakeCamera, FakeMemory, FakeScanner, card_with_photo, child_with_photo
from helpers.kiosk_fakes import FakeDevices, FakeServer, booking_of, card_of
from helpers.kiosk_looks import looks, wrong_in_any_look
from helpers.pictures import at_rest, looks_as_agreed
from helpers.scene import box, findings, giants, walk, written

if TYPE_CHECKING:
    from conftest import Screen


_GOLDEN = Path(__file__).parent / "golden"


@dataclass
class FaceScreen:
    """A screen, and whoever looks at faces for it."""

    screen: Screen
    scanner: FakeScanner
    memory: FakeMemory


def _shown(
    qapp: QGuiApplication, scanner: FaceScanner, made: type[Screen], memory: FakeMemory | None = None
) -> Iterator[Screen]:
    load_fonts()
    server, devices, texts = FakeServer(), FakeDevices(), ScreenTexts("zh-CN")
    kiosk = Kiosk(server, devices, texts, "K1", faces=FaceParts(scanner=scanner, memory=memory), second_ms=3_600_000)
    view = make_kiosk_view(texts, kiosk)
    view.resize(1080, 1920)
    view.show()
    shown = made(server, devices, texts, kiosk, view)
    shown.settle()
    yield shown
    view.close()
    view.deleteLater()
    QTest.qWait(1)
    gc.collect()


@pytest.fixture
def faced(qapp: QGuiApplication, screen: Screen) -> Iterator[FaceScreen]:
    scanner, memory = FakeScanner(), FakeMemory()
    for shown in _shown(qapp, scanner, type(screen), memory):
        yield FaceScreen(shown, scanner, memory)


@pytest.fixture
def camera() -> Iterator[FakeCamera]:
    camera = FakeCamera()
    yield camera
    camera.close()


@pytest.fixture
def looking(qapp: QGuiApplication, screen: Screen, camera: FakeCamera) -> Iterator[Screen]:
    """A kiosk with a camera that shows drawn frames, and the engine for them."""
    scanner = HalFaceScanner(camera, CAMERA, HANDLING, FaceTools(make_engine=DrawnFaceEngine, record=lambda _: None))
    yield from _shown(qapp, scanner, type(screen))
    scanner.close()


def _consent(faced: FaceScreen) -> None:
    faced.screen.touch("face.action")


def _guardian(faced: FaceScreen) -> None:
    _consent(faced)
    faced.screen.touch("consent.yes")
    faced.screen.lay(child_with_photo())


def _wrong_guardian(faced: FaceScreen) -> None:
    _guardian(faced)
    faced.screen.lay(child_with_photo())


def _face(faced: FaceScreen) -> None:
    _consent(faced)
    faced.screen.touch("consent.yes")
    faced.screen.lay(card_with_photo())
    faced.scanner.show(Guidance.MORE_LIGHT, 40)


def _ended(outcome: Outcome, tries: int = 1) -> Callable[[FaceScreen], None]:
    def show(faced: FaceScreen) -> None:
        _face(faced)
        for _ in range(tries - 1):
            faced.scanner.judge(outcome)
            faced.screen.kiosk.property("faces").again()
        faced.scanner.judge(outcome)

    return show


def _ways(faced: FaceScreen) -> None:
    faced.scanner.can_find = True
    faced.screen.touch("face.action")


def _consent_find(faced: FaceScreen) -> None:
    _ways(faced)
    faced.screen.touch("ways.find")


def _turning(ask: Ask) -> Callable[[FaceScreen], None]:
    def show(faced: FaceScreen) -> None:
        _consent_find(faced)
        faced.screen.touch("consent.yes")
        faced.scanner.show(Guidance.GOOD, 60, ask=ask)

    return show


def _not_shown(faced: FaceScreen) -> None:
    _turning(Ask.TURN_LEFT)(faced)
    faced.scanner.judge(Outcome.NOT_SHOWN, failure=Failure.OTHER_PERSON)


def _match(faced: FaceScreen) -> None:
    booking = booking_of(faced.screen.server, card_of(), 20)
    faced.screen.server.digits = "1234"
    _consent_find(faced)
    faced.screen.touch("consent.yes")
    faced.scanner.judge(Outcome.SAME, str(booking.code))
    faced.screen.wait(lambda: bool(faced.screen.part("faces").property("match").property("asks")))
    faced.screen.settle()


def _mistyped(times: int) -> Callable[[FaceScreen], None]:
    def show(faced: FaceScreen) -> None:
        _match(faced)
        for asked in range(1, times + 1):
            for _ in range(4):
                faced.screen.touch("key.0")
            faced.screen.unlock()
            faced.screen.touch("match.confirm")
            faced.screen.wait(lambda asked=asked: len(faced.screen.server.check_ins) == asked)
            faced.screen.wait(lambda: not faced.screen.part("ticket").property("busy"))
        faced.screen.settle()

    return show


def _mine(faced: FaceScreen, held: tuple[int, ...] = ()) -> None:
    """Three bookings, two of them today; by some of them the visitor is remembered."""
    faced.scanner.can_find = True
    for minutes in (120, 180, 24 * 60):
        booking_of(faced.screen.server, card_of(), minutes)
    faced.memory.held |= {f"{one:08}" for one in held}
    faced.screen.lay(card_with_photo())
    faced.screen.wait(lambda: len(faced.screen.part("bookings").todays()) == 2)
    faced.screen.settle()
    faced.screen.touch("mine")


def _consent_remember(faced: FaceScreen) -> None:
    _mine(faced)
    faced.screen.touch("mine.face")


def _kept(faced: FaceScreen) -> None:
    _consent_remember(faced)
    faced.screen.touch("consent.yes")
    faced.screen.lay(card_with_photo())
    faced.scanner.judge(Outcome.SAME)
    faced.memory.held.add("00000000")


def _forget(faced: FaceScreen) -> None:
    _ways(faced)
    faced.screen.touch("ways.forget")


def _forgotten(faced: FaceScreen, code: str = "00000017") -> None:
    _forget(faced)
    faced.memory.held.add("00000017")
    for key in code:
        faced.screen.touch(f"key.{key}")
    faced.screen.touch("forget.confirm")
    faced.screen.wait(lambda: bool(faced.memory.wishes))
    faced.screen.wait(lambda: faced.screen.part("faces").property("forgetting").property("step") != "busy")


def _not_forgotten(faced: FaceScreen) -> None:
    faced.memory.refuses = True
    _forgotten(faced)


def _forget_mine(faced: FaceScreen) -> None:
    _mine(faced, held=(0, 1))
    faced.screen.touch("mine.forget")


_PAGES: dict[str, Callable[[FaceScreen], None]] = {
    "home": lambda _: None,
    "consent": _consent,
    "guardian": _guardian,
    "wrong guardian": _wrong_guardian,
    "face": _face,
    "once more": _ended(Outcome.UNSURE),
    "three tries": _ended(Outcome.OTHER, 3),
    "camera broken": _ended(Outcome.CAMERA),
    "no photo": _ended(Outcome.NO_PHOTO),
    "verified": _ended(Outcome.SAME),
    "ways": _ways,
    "consent to be found": _consent_find,
    "turn left": _turning(Ask.TURN_LEFT),
    "turn right": _turning(Ask.TURN_RIGHT),
    "keep straight": _turning(Ask.WAIT),
    "not shown": _not_shown,
    "match": _match,
    "match mistyped": _mistyped(1),
    "match over": _mistyped(3),
    "mine": _mine,
    "mine, one kept": lambda faced: _mine(faced, held=(0,)),
    "consent to be remembered": _consent_remember,
    "kept": _kept,
    "forget": _forget,
    "forget mine": _forget_mine,
    "forgotten": _forgotten,
    "nothing to forget": lambda faced: _forgotten(faced, "00000018"),
    "not forgotten": _not_forgotten,
}


_UNKNOWN = {"consent", "ways", "consent to be found", "not shown", "turn left", "match", "match over"}
"""No card was laid yet."""


@pytest.mark.feature("F029", "F030")
@pytest.mark.parametrize("page", list(_PAGES))
def test_nothing_collides_and_nothing_is_cut(faced: FaceScreen, page: str) -> None:
    _PAGES[page](faced)
    faced.screen.settle()
    assert wrong_in_any_look(faced.screen) == []


@pytest.mark.feature("F029")
def test_the_notice_tells_all_of_it_and_offers_three_ways_of_the_same_weight(faced: FaceScreen) -> None:
    screen = faced.screen
    _consent(faced)
    said = " ".join(text.text for text in written(screen.stage, screen.stage))
    for told in ("摄像头现在没有打开", "10 秒", "90 天", "只在这台机器里", "用身份证", HANDLING.handler, "12345"):
        assert told in said
    ways = [screen.see(name) for name in ("consent.yes", "face.card", "face.staff")]
    assert len({(way.width(), way.height(), way.property("fill").name()) for way in ways}) == 1
    tops = [box(way, screen.stage).top() for way in ways]
    assert tops[1] - tops[0] == tops[2] - tops[1]
    assert faced.scanner.opens == 0


@pytest.mark.feature("F029")
@pytest.mark.parametrize("page", ["consent", "consent to be found", "consent to be remembered"])
def test_the_notice_grows_with_the_type_and_has_pages_then(faced: FaceScreen, page: str) -> None:
    screen = faced.screen
    _PAGES[page](faced)
    sizes: dict[str, list[int]] = {}
    for look in looks(screen):
        said = list[str]()
        while True:
            assert findings(screen.stage, screen.stage) == [], look
            assert screen.see("face.card").isEnabled()
            assert screen.see("face.staff").isEnabled()
            facts = [text for text in walk(screen.stage) if text.objectName() == "consent.fact"]
            said += [str(fact.property("text")) for fact in facts]
            sizes.setdefault(look.split()[0], []).append(facts[0].property("size"))
            told = screen.part("faces").property("told")
            if told.property("page") == told.property("pages") - 1:
                break
            screen.touch("page.next")
        assert len(said) == len(set(said)) == 6, "every paragraph once"
        assert screen.see("consent.yes").isEnabled()
    assert {language: len(set(of_one)) for language, of_one in sizes.items()} == {"zh-CN": 3, "en": 3}


@pytest.mark.feature("F029", "F188")
@pytest.mark.parametrize(
    ("page", "mode"), [("consent", Mode.ONE_TO_ONE), ("consent to be found", Mode.ONE_TO_MANY)], ids=["1:1", "1:N"]
)
def test_who_listens_hears_all_of_the_notice_page_by_page(faced: FaceScreen, page: str, mode: Mode) -> None:
    screen = faced.screen
    screen.devices.plug_headphones()
    screen.settle()
    screen.touch("dock.aloud")
    screen.part("dock").set_look(1.25, high_contrast=False)
    _PAGES[page](faced)
    notice = write_notice(mode, HANDLING, load_texts("zh-CN"))
    first = screen.devices.read[-1][0]
    screen.touch("page.next")
    second = screen.devices.read[-1][0]
    assert first.startswith(notice.title)
    for paragraph in notice.paragraphs:
        assert (paragraph.sentence in first) is not (paragraph.sentence in second), paragraph.part


@pytest.mark.feature("F029")
def test_nobody_agrees_to_what_they_have_not_been_shown(faced: FaceScreen) -> None:
    screen = faced.screen
    screen.part("dock").set_look(1.25, high_contrast=False)
    _consent_find(faced)
    told = screen.part("faces").property("told")
    assert told.property("pages") == 2
    yes = screen.see("consent.yes")
    assert (yes.isEnabled(), yes.property("text")) == (False, "看完最后一页才能同意")
    screen.kiosk.property("faces").agree()
    assert not faced.scanner.is_open
    screen.touch("page.next")
    assert yes.isEnabled()
    screen.touch("page.previous")
    assert yes.isEnabled(), "they have seen it"
    # In other words it is another text.
    screen.touch("dock.language")
    assert not yes.isEnabled()
    screen.touch("page.next")
    screen.touch("consent.yes")
    assert faced.scanner.is_open


@pytest.mark.feature("F029")
@pytest.mark.parametrize(
    "step",
    [
        "consent",
        "guardian",
        "face",
        "once more",
        "three tries",
        "camera broken",
        "no photo",
        "ways",
        "consent to be found",
        "not shown",
        "turn left",
        "match",
        "match over",
        "consent to be remembered",
        "kept",
    ],
)
def test_one_touch_leads_to_the_way_without_a_face(faced: FaceScreen, step: str) -> None:
    _PAGES[step](faced)
    faced.screen.settle()
    faced.screen.touch("face.cancel" if step in {"face", "turn left"} else "face.card")
    assert faced.screen.page == ("card" if step in _UNKNOWN else "item")
    assert not faced.scanner.is_open


@pytest.mark.feature("F029")
def test_the_camera_stays_closed_until_consent(looking: Screen, camera: FakeCamera) -> None:
    looking.touch("face.action")
    assert looking.page == "consent"
    assert camera.opens == 0
    looking.touch("face.card")
    assert looking.page == "card"
    looking.lay(card_with_photo())
    assert looking.page == "item"
    assert camera.opens == 0
    looking.touch("exit")
    looking.touch("face.action")
    looking.touch("consent.yes")
    assert camera.opens == 0
    looking.lay(card_with_photo())
    looking.wait(lambda: camera.opens == 1)


@pytest.mark.feature("F032")
def test_a_face_and_one_touch_lead_to_the_number(looking: Screen, camera: FakeCamera) -> None:
    looking.touch("face.action")
    looking.touch("consent.yes")
    looking.lay(card_with_photo())
    looking.wait(lambda: looking.page == "item")
    assert not camera.is_open
    assert looking.see("sub").property("text") == "已确认是您本人，请先把证件收好"
    looking.touch("tile.0")
    looking.wait(lambda: looking.page == "ticket")
    (request, _), *_ = looking.server.requests
    assert request.document is not None
    assert request.document.verified


@pytest.mark.feature("F032")
def test_a_stranger_with_the_card_is_sent_to_staff_after_three_tries(looking: Screen, camera: FakeCamera) -> None:
    camera.people = (2,)
    looking.touch("face.action")
    looking.touch("consent.yes")
    looking.lay(card_with_photo())
    scan = looking.part("faces").property("scan")
    for _ in range(2):
        looking.wait(lambda: bool(scan.property("retry")))
        looking.touch("face.again")
    looking.wait(lambda: scan.property("title") == "请工作人员核对")
    looking.touch("face.staff")
    assert looking.server.help_calls == ["K1"]
    assert camera.opens == 3
    assert not camera.is_open


@pytest.mark.feature("F030")
def test_a_camera_that_does_not_answer_never_holds_the_screen(looking: Screen, camera: FakeCamera) -> None:
    camera.never_opens = True
    looking.touch("face.action")
    looking.touch("consent.yes")
    looking.lay(card_with_photo())
    assert looking.page == "face"
    looking.touch("dock.language")
    assert looking.texts.get_language() == "en"
    looking.touch("face.cancel")
    assert looking.page == "item"


@pytest.mark.feature("F029")
def test_what_the_camera_saw_is_gone_with_the_visit(faced: FaceScreen) -> None:
    _face(faced)
    faced.screen.settle()
    picture = faced.screen.see("face.picture")
    assert str(picture.property("source").toString()) != "image://face/0"
    faced.screen.kiosk.wipe()
    faced.screen.settle()
    assert faced.screen.kiosk.face_look is not None
    assert faced.screen.kiosk.face_look.picture.isNull()


def _off(faced: FaceScreen) -> Screen:
    """The camera is disabled."""
    faced.scanner.set_available(available=False)
    faced.screen.settle()
    said = [text.text for text in written(faced.screen.stage, faced.screen.stage)]
    assert not [text for text in said if "刷脸" in text]
    return faced.screen


@pytest.mark.feature("F030")
def test_no_face_path_takes_a_number(faced: FaceScreen) -> None:
    screen = _off(faced)
    screen.touch("card.action")
    screen.lay()
    screen.touch("tile.0")
    screen.wait(lambda: screen.page == "ticket")
    assert faced.scanner.opens == 0


@pytest.mark.feature("F030")
def test_no_face_path_checks_in(faced: FaceScreen) -> None:
    screen = _off(faced)
    booking = booking_of(screen.server, card_of(), 20)
    screen.lay()
    screen.wait(lambda: len(screen.part("bookings").property("rows")) == 1)
    screen.kiosk.checkIn(str(booking.code))
    screen.wait(lambda: screen.page == "ticket")
    assert len(screen.server.check_ins) == 1
    assert faced.scanner.opens == 0


@pytest.mark.feature("F030")
def test_no_face_path_tells_how_long_it_still_takes(faced: FaceScreen) -> None:
    screen = _off(faced)
    for _ in range(2):
        screen.lay()
        screen.touch("tile.0")
        screen.wait(lambda: screen.page == "ticket")
        screen.kiosk.leave()
        screen.unlock()
    assert screen.server.tickets == 1
    assert faced.scanner.opens == 0


@pytest.mark.feature("F030")
def test_no_face_path_takes_a_number_for_a_pick_up(faced: FaceScreen) -> None:
    """Papers are picked up with a number of an item like any other."""
    screen = _off(faced)
    screen.touch("all.items")
    for letter in "SPJY":
        screen.touch(f"key.{letter}")
    screen.touch("result.0")
    screen.lay()
    screen.wait(lambda: screen.page == "ticket")
    assert faced.scanner.opens == 0


@pytest.mark.feature("F030", "F033")
def test_no_face_path_checks_in_who_is_remembered(faced: FaceScreen) -> None:
    booking = booking_of(faced.screen.server, card_of(), 20)
    faced.memory.held.add(str(booking.code))
    screen = _off(faced)
    screen.lay()
    screen.wait(lambda: len(screen.part("bookings").property("rows")) == 1)
    screen.settle()
    screen.touch("booking.0")
    screen.wait(lambda: screen.page == "ticket")
    assert faced.scanner.opens == 0


@pytest.mark.feature("F029", "F030", "F236")
def test_no_face_path_leads_to_being_forgotten_in_two_touches(faced: FaceScreen) -> None:
    _mine(faced, held=(0,))
    faced.scanner.set_available(available=False)
    faced.screen.settle()
    faced.screen.touch("mine.forget")
    faced.screen.touch("forget.now")
    faced.screen.wait(lambda: faced.memory.forgotten == ["00000000"])
    faced.screen.settle()
    assert faced.screen.see("forget.text").property("text").startswith("您登记的人脸数据已删除")
    assert faced.scanner.opens == 0


@pytest.mark.feature("F029", "F236")
def test_from_the_way_by_face_being_forgotten_is_two_touches_away(faced: FaceScreen) -> None:
    _ways(faced)
    faced.screen.touch("ways.forget")
    assert faced.screen.page == "forget"
    assert faced.scanner.opens == 0


@pytest.mark.feature("F033")
def test_who_is_found_types_four_places_and_gets_their_number(faced: FaceScreen) -> None:
    _match(faced)
    assert "王*明" in faced.screen.see("title").property("text")
    for key in "1234":
        faced.screen.touch(f"key.{key}")
    faced.screen.touch("match.confirm")
    faced.screen.wait(lambda: faced.screen.page == "ticket")
    assert faced.memory.let_gone == ["00000000"]


@pytest.mark.feature("F034")
def test_the_arrow_stands_on_the_side_to_turn_to(faced: FaceScreen) -> None:
    _turning(Ask.TURN_LEFT)(faced)
    faced.screen.settle()
    stage = faced.screen.stage
    assert box(faced.screen.see("face.turn"), stage).right() < stage.width() / 3
    faced.scanner.show(Guidance.GOOD, 70, ask=Ask.TURN_RIGHT)
    faced.screen.settle()
    assert box(faced.screen.see("face.turn"), stage).left() > stage.width() / 3 * 2


@pytest.mark.feature("F029", "F030")
@pytest.mark.parametrize("look", ["zh-CN", "en-large"])
@pytest.mark.parametrize(
    "page", ["consent", "face", "ways", "consent to be found", "turn left", "match", "kept", "forget", "forgotten"]
)
def test_a_page_looks_as_it_did(faced: FaceScreen, page: str, look: str) -> None:
    screen = faced.screen
    _PAGES[page](faced)
    if look == "en-large":
        screen.texts.set_language("en")
        screen.part("dock").set_look(1.5, high_contrast=False)
    screen.settle()
    golden = _GOLDEN / f"face-{page.replace(' ', '-')}-{look}.png"
    looks_as_agreed(at_rest(screen.view), golden, giants(screen.view.rootObject()))


_READ = {
    "ways": "刷脸，请选一种，摄像头没有打开，选好后还会先问您",
    "turn left": "请慢慢向左转头，看着屏幕上方的摄像头，脸放进椭圆里",
    "match": "您是 王*明 吗？，今天 10:01　社保卡补换领，请输入证件号码后四位",
    "kept": "登记好了，今天可以在这台机器上刷脸签到",
    "forget": "删除我的人脸数据，请输入 8 位预约码，或把身份证放在读卡区",
    "forgotten": ("已经删除，您登记的人脸数据已删除，无法恢复；同意已撤回。预约不变，请用身份证或预约码签到。"),
}
"""What is read aloud when the page comes."""


@pytest.mark.feature("F029")
@pytest.mark.parametrize("page", list(_READ))
def test_a_page_is_read_aloud_as_it_is_written(faced: FaceScreen, page: str) -> None:
    _PAGES[page](faced)
    faced.screen.settle()
    spoken = faced.screen.see("page").property("item").property("spoken")
    assert spoken == _READ[page]
    faced.screen.texts.set_language("en")
    faced.screen.settle()
    assert spoken != faced.screen.see("page").property("item").property("spoken").strip("，") != ""
