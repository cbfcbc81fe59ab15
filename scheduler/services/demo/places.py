"""Schools, partners, places and providers of the demo district."""

from __future__ import annotations

from dataclasses import dataclass

SCHOOLS = (("school-oak", "Oak Street School", "north"), ("school-elm", "Elm Park School", "river"),
           ("school-cedar", "Cedar Hill School", "hill"))  # fmt: skip
PARTNERS = (
    ("North Branch Library", "hello@library.example.org"),
    ("Riverside Community Centre", "hello@riverside.example.org"),
)

WEEKDAYS = range(5)


@dataclass(frozen=True, slots=True)
class PlaceIdea:
    """`hours` are (days, first hour, last hour). `geo` is latitude, longitude.

    `school` and `partner` are numbers in the lists above.
    """

    name: str
    format: str
    capacity: int | None
    zone: str | None
    hours: tuple[tuple[range, float, float], ...]
    features: tuple[str, ...] = ()
    online_capacity: int | None = None
    cost_cents: int = 0
    parallel: int = 1
    address: str = ""
    join_url: str = ""
    geo: tuple[float | None, float | None] = (None, None)
    school: int | None = None
    partner: int | None = None
    spanish: str = ""
    arabic: str = ""


SCHOOL_HOURS = ((WEEKDAYS, 8, 21), (range(5, 6), 9, 15))
PARTNER_HOURS = ((WEEKDAYS, 10, 20.5), (range(5, 7), 10, 18))
CALL_HOURS = ((range(7), 8, 21.5),)

# in a forest without a house, so that a demo's map points at nobody's door
OAK_STREET, ELM_PARK, CEDAR_HILL = (44.1310, -74.6020), (44.1180, -74.5870), (44.1420, -74.5710)
LIBRARY_SQUARE, RIVER_ROAD = (44.1330, -74.5990), (44.1160, -74.5840)

PLACES = (
    PlaceIdea("Oak Street School, hall", "in_person", 150, "north", SCHOOL_HOURS, ("step_free",), address="12 Oak Street", geo=OAK_STREET, school=0, spanish="Escuela Oak Street, salón", arabic="مدرسة شارع أوك، القاعة"),
    PlaceIdea("Oak Street School, library", "in_person", 40, "north", SCHOOL_HOURS, ("quiet_room",), address="12 Oak Street", geo=OAK_STREET, school=0, spanish="Escuela Oak Street, biblioteca", arabic="مدرسة شارع أوك، المكتبة"),
    PlaceIdea("Elm Park School, hall", "hybrid", 180, "river", SCHOOL_HOURS, ("step_free", "hearing_loop"), online_capacity=200, address="3 Elm Park", geo=ELM_PARK, join_url="https://meet.example.org/elm-hall", school=1, spanish="Escuela Elm Park, salón", arabic="مدرسة إلم بارك، القاعة"),
    PlaceIdea("Elm Park School, library", "in_person", 50, "river", SCHOOL_HOURS, ("step_free",), address="3 Elm Park", geo=ELM_PARK, school=1, spanish="Escuela Elm Park, biblioteca", arabic="مدرسة إلم بارك، المكتبة"),
    PlaceIdea("Cedar Hill School, hall", "in_person", 200, "hill", SCHOOL_HOURS, address="40 Cedar Hill", geo=CEDAR_HILL, school=2, spanish="Escuela Cedar Hill, salón", arabic="مدرسة سيدار هيل، القاعة"),
    PlaceIdea("Cedar Hill School, library", "in_person", 40, "hill", SCHOOL_HOURS, ("step_free", "quiet_room"), address="40 Cedar Hill", geo=CEDAR_HILL, school=2, spanish="Escuela Cedar Hill, biblioteca", arabic="مدرسة سيدار هيل، المكتبة"),
    PlaceIdea("North Branch Library, meeting room", "in_person", 60, "north", PARTNER_HOURS, ("step_free", "hearing_loop", "quiet_room"), cost_cents=4000, address="1 Library Square", geo=LIBRARY_SQUARE, partner=0, spanish="Biblioteca North Branch, sala de reuniones", arabic="مكتبة نورث برانش، غرفة الاجتماعات"),
    PlaceIdea("Riverside Community Centre, big room", "hybrid", 120, "river", PARTNER_HOURS, ("step_free",), online_capacity=100, cost_cents=8000, address="77 River Road", geo=RIVER_ROAD, join_url="https://meet.example.org/riverside", partner=1, spanish="Centro comunitario Riverside, sala grande", arabic="مركز ريفرسايد المجتمعي، القاعة الكبيرة"),
    PlaceIdea("Video call", "online", None, None, CALL_HOURS, parallel=3, join_url="https://meet.example.org/commonhour", spanish="Videollamada", arabic="مكالمة فيديو"),
    PlaceIdea("Phone line", "phone", None, None, CALL_HOURS, online_capacity=60, cost_cents=500, parallel=2, address="+1 555 0100", spanish="Línea telefónica", arabic="خط هاتف"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ProviderIdea:
    """`hours` as of a place; a weekly contract in minutes; `cost_cents` a session."""

    name: str
    kind: str
    hours: tuple[tuple[range, float, float], ...]
    cost_cents: int = 0
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("in_person",)
    capacity: int = 0
    zone: str | None = None
    minutes_per_week: int | None = None
    extra_minutes: int = 0
    partner: int | None = None


ANYWHERE = ("in_person", "online", "phone")
ON_CALLS = ("online", "phone")


def _interpreter(
    name: str, languages: str, *hours: tuple[range, float, float], formats: tuple[str, ...] = ANYWHERE
) -> ProviderIdea:
    return ProviderIdea(
        f"{name} (interpreter)",
        "interpreter",
        hours,
        9000,
        tuple(languages.split()),
        formats,
        minutes_per_week=300,
        extra_minutes=30,
    )


def _carer(
    name: str, capacity: int, *hours: tuple[range, float, float], partner: int | None = None
) -> ProviderIdea:
    return ProviderIdea(
        f"{name} (childcare)",
        "childcare",
        hours,
        9000,
        capacity=capacity,
        minutes_per_week=480,
        extra_minutes=30,
        partner=partner,
    )


def _bus(name: str, zone: str, *hours: tuple[range, float, float]) -> ProviderIdea:
    return ProviderIdea(
        f"{name} (bus)",
        "transport",
        hours,
        12000,
        capacity=24,
        zone=zone,
        minutes_per_week=480,
        extra_minutes=60,
    )


def _host(name: str, *hours: tuple[range, float, float]) -> ProviderIdea:
    return ProviderIdea(
        f"{name} (staff)", "host", hours, formats=ANYWHERE, minutes_per_week=360, extra_minutes=30
    )


PAPERS = (("es", "Spanish"), ("ar", "Arabic"), ("so", "Somali"), ("vi", "Vietnamese"), ("zh-Hans", "Chinese"))
SATURDAY, SUNDAY = range(5, 6), range(6, 7)

PROVIDERS = (
    _interpreter("Marisol", "es", (WEEKDAYS, 9, 18)),
    _interpreter("Rubén", "es", (range(3), 15, 21), (SATURDAY, 9, 14)),
    _interpreter("Inés", "es pt-BR", (range(1, 5), 17, 21.5), formats=ON_CALLS),
    _interpreter("Nour", "ar", (range(1, 4), 12, 20)),
    _interpreter("Ayaan", "so", (range(1, 2), 9, 21), (SATURDAY, 9, 17)),
    _interpreter("Trang", "vi", (range(2, 5), 16, 20.5)),
    _interpreter("Yan", "zh-Hans", (WEEKDAYS, 10, 15), (SATURDAY, 10, 14)),
    _interpreter("Letícia", "pt-BR", (range(3), 17, 21)),
    _interpreter("Roseline", "ht", (range(3, 5), 10, 19)),
    _interpreter("Vera", "ru uk", (WEEKDAYS, 8, 12), (range(2, 4), 17, 20), formats=ON_CALLS),
    _interpreter("Sam", "ase", (range(1, 4), 9, 20), formats=("in_person", "online")),
    _interpreter("Alex", "ase", (range(2, 5), 12, 20), formats=("in_person", "online")),
    _carer("After-school team", 20, (WEEKDAYS, 14, 20)),
    _carer("Riverside crèche", 15, (WEEKDAYS, 10, 19), (SATURDAY, 10, 16), partner=1),
    _carer("Saturday sitters", 12, (SATURDAY, 9, 17), (SUNDAY, 12, 18)),
    _bus("North", "north", (WEEKDAYS, 9, 20)),
    _bus("River", "river", (WEEKDAYS, 15, 21), (SATURDAY, 9, 15)),
    _bus("Hill", "hill", (range(1, 4), 12, 20), (SATURDAY, 10, 16)),
    ProviderIdea("Live captions", "captions", ((WEEKDAYS, 9, 20),), 10000, formats=("in_person", "online"), minutes_per_week=360),
    ProviderIdea("School kitchen", "meal", ((WEEKDAYS, 8, 21), (SATURDAY, 9, 15)), 6000, minutes_per_week=480),
    ProviderIdea("Tablets to borrow", "device", CALL_HOURS, 2000, formats=("online",), minutes_per_week=480),
    *(ProviderIdea(f"Papers in {name}", f"written-{code}", CALL_HOURS, 4000, formats=ANYWHERE, minutes_per_week=480) for code, name in PAPERS),
    _host("Ms Allen", (WEEKDAYS, 8, 16), (range(1, 3), 16, 21)),
    _host("Mr Boateng", (range(4), 12, 21)),
    _host("Ms Cruz", (range(2, 5), 14, 21.5), (SATURDAY, 9, 15)),
    _host("Mr Dang", (WEEKDAYS, 9, 18)),
    _host("Ms Elmi", (range(1, 5), 9, 20), (SATURDAY, 9, 17)),
    _host("Mr Fields", (SATURDAY, 9, 17), (SUNDAY, 12, 18), (range(2), 17, 21)),
)  # fmt: skip
