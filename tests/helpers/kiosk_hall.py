"""A hand-made hall of two floors, seen from a kiosk on the first."""

from datetime import date

from hallcall.core.catalogue import Department, DepartmentKind, Material, MaterialKind, Package, ServiceItem
from hallcall.core.hall import Hall
from hallcall.core.opening import Calendar, Holidays, HolidayYear, Span
from hallcall.core.places import Counter, KioskPlace, Queue, Zone
from hallcall.core.rules import TicketRules
from hallcall.core.terms import CounterNumber, DepartmentId, ItemCode, Minutes, Name, QueuePrefix, ZoneId

_WEEK = ((Span(540, 720), Span(840, 1050)),) * 5 + ((Span(540, 720),), ())


def _item(code: str, zh: str, en: str, queue: str, department: str, **more: object) -> ServiceItem:
    return ServiceItem(
        code=ItemCode(code),
        name=Name(zh=zh, en=en, zh_short=str(more.pop("zh_short", "")), en_short=str(more.pop("en_short", ""))),
        department=DepartmentId(department),
        queue=QueuePrefix(queue),
        audience="person",
        keywords=(),
        materials=tuple(more.pop("materials", ("id",))),  # type: ignore[arg-type]
        service_mean_min=Minutes(8.0),
        service_cv=0.5,
        legal_limit=None,
        promised_limit=None,
        fee_cny=0.0,
        **more,  # type: ignore[arg-type]
    )


def small_hall(rules: TicketRules | None = None, packages: tuple[Package, ...] = ()) -> Hall:
    """Five queues, eight items, one kiosk."""
    queues = [
        ("A", "社会保险", "Social insurance", "A"),
        ("B", "医疗保障", "Medical insurance", "A"),
        ("C", "户政出入境", "Residence, entry and exit", "E"),
        ("D", "企业开办", "Start a business", "C"),
        ("F", "公积金", "Housing fund", "D"),
    ]
    return Hall(
        code="T-1",
        name=Name(zh="海滨区政务服务大厅", en="Haibin District Government Service Hall"),
        region_code="440399000000",
        timezone="Asia/Shanghai",
        help_desk=Name(zh="一层咨询台", en="Help desk on floor 1"),
        help_phone="12345",
        zones=(
            Zone(id=ZoneId("A"), floor=1, name=Name(zh="社保医保", en="Insurance")),
            Zone(id=ZoneId("E"), floor=1, name=Name(zh="户政", en="Residence")),
            Zone(id=ZoneId("C"), floor=2, name=Name(zh="企业", en="Business")),
            Zone(id=ZoneId("D"), floor=2, name=Name(zh="办税", en="Taxes")),
        ),
        departments=tuple(
            Department(id=DepartmentId(f"D{n:02}"), name=Name(zh=zh, en=en), kind=DepartmentKind.DISTRICT)
            for n, (zh, en) in enumerate(
                [
                    ("社会保险", "Social insurance"),
                    ("医疗保障", "Medical insurance"),
                    ("公安户政", "Police: residence"),
                    ("市场监管", "Market regulation"),
                    ("住房公积金", "Housing fund"),
                ],
                start=1,
            )
        ),
        materials=(
            Material(
                id="id", name=Name(zh="居民身份证", en="ID card"), kind=MaterialKind.ORIGINAL, replaceable_by_data=True
            ),
            Material(
                id="photo",
                name=Name(zh="近期免冠照片", en="Photo"),
                kind=MaterialKind.ORIGINAL,
                replaceable_by_data=False,
            ),
        ),
        queues=tuple(
            Queue(prefix=QueuePrefix(prefix), name=Name(zh=zh, en=en), zone=ZoneId(zone), calendar="week")
            for prefix, zh, en, zone in queues
        ),
        counters=tuple(
            Counter(number=CounterNumber(number), zone=ZoneId(zone), queues=(QueuePrefix(queue),))
            for number, zone, queue in [
                *((n, "A", "A") for n in range(8, 15)),
                *((n, "A", "B") for n in range(15, 19)),
                *((n, "E", "C") for n in (20, 22, 23)),
                *((n, "C", "D") for n in range(58, 70)),
                *((n, "D", "F") for n in range(70, 78)),
            ]
        ),
        items=(
            _item(
                "SB-01",
                "社会保障卡补领、换领",
                "Replace social security card",
                "A",
                "D01",
                zh_short="社保卡补换领",
                materials=("id", "photo"),
                phone_too=True,
            ),
            _item(
                "YB-01",
                "基本医疗保险异地就医备案",
                "Medical cover in another city",
                "B",
                "D02",
                zh_short="医保异地备案",
            ),
            _item("GA-01", "居住证办理", "Residence permit", "C", "D03"),
            _item("GJ-01", "住房公积金提取", "Withdraw housing fund", "F", "D05", zh_short="公积金提取"),
            _item("SJ-01", "营业执照变更登记", "Change business licence", "D", "D04", zh_short="营业执照变更"),
            _item("GA-02", "居民身份证换领", "Renew ID card", "C", "D03", zh_short="身份证换领"),
            _item("SJ-06", "食品经营许可 · 新办", "Food licence: new", "D", "D04", phone_too=True),
            _item("SJ-07", "高龄老人津贴及特困人员救助供养待遇资格认定申请", "", "D", "D04"),
        ),
        packages=packages,
        calendars=(Calendar(id="week", weekly=_WEEK),),
        holidays=Holidays(
            {2026: HolidayYear(year=2026, off=((date(2026, 10, 1), date(2026, 10, 7)),), work=frozenset())}
        ),
        rules=rules or TicketRules(),
        kiosks=(
            KioskPlace(
                id="K1",
                floor=1,
                label=Name(zh="1 层 3 号机", en="Kiosk 3, floor 1"),
                ways=(
                    (ZoneId("A"), Name(zh="转身向左，直走约 40 米", en="Turn left, walk about 40 m")),
                    (
                        ZoneId("C"),
                        Name(
                            zh="乘右手边扶梯上 2 层，直走约 20 米",
                            en="Take the escalator on your right to floor 2, walk about 20 m",
                        ),
                    ),
                ),
            ),
        ),
        hot_items=tuple(ItemCode(code) for code in ("SB-01", "YB-01", "GA-01", "GJ-01", "SJ-01", "GA-02")),
    )
