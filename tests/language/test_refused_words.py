"""A group is named by what stands in a family's way, never by who the family is."""

import pytest

from scheduler.language.catalogues import gettext_for, offered_languages
from scheduler.language.refused_stems import STEMS
from scheduler.language.refused_words import refusal


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Black families", "race"),
        ("Familias hispanas", "race"),
        ("Indigenous parents", "race"),
        ("Muslim families", "religion"),
        ("familias católicas", "religion"),
        ("عائلات مسلمة", "religion"),
        ("Mexican families", "origin"),
        ("People from Côte d’Ivoire", "origin"),
        ("Nascidos no Brasil", "origin"),
        ("uit Somalia", "origin"),
        ("Refugees", "immigration"),
        ("Not a citizen yet", "immigration"),
        ("Familias inmigrantes", "immigration"),
        ("اللاجئون", "immigration"),
        ("Arabic speakers", "language"),
        ("Speaks Portuguese", "language"),
        ("Gets free or reduced lunch", "school_meals"),
        ("FRPL", "school_meals"),
        ("Almuerzo escolar gratis", "school_meals"),
    ],
)
def test_a_people_a_faith_an_origin_papers_and_school_meals_are_refused(name: str, reason: str) -> None:
    assert refusal(name) == reason


@pytest.mark.parametrize(
    "name",
    [
        "Works evenings, nights or changing shifts",
        "I look after my children alone",
        "No internet at home",
        "Money is tight at home",
        "We have no car",
        "English is hard for us",
        "Uses American Sign Language",
        "Has a skin condition",
        "Trabaja de tarde, de noche o por turnos",
        "Una sola persona a cargo en casa",
        "شخص واحد يرعى الأطفال في البيت",
        "تعمل مساءً أو ليلاً أو بنوبات متغيرة",
    ],
)
def test_a_barrier_may_be_named(name: str) -> None:
    assert refusal(name) is None


FORM = (
    "Childcare",
    "No steps",
    "A hearing loop",
    "A calm room",
    "A ride",
    "A device or internet",
    "Needs an interpreter",
    "Needs childcare",
    "Needs a ride",
)
NAMED = {
    "zh-Hans": "黑人家庭|穆斯林家庭|难民|国籍不明|领取免费午餐的家庭|来自墨西哥的家庭|会说越南语",
    "vi": "Gia đình da đen|Gia đình Hồi giáo|Người tị nạn|Chưa có quốc tịch|Được ăn trưa miễn phí|Người Việt|Nói tiếng Hàn",
    "pt-BR": "Famílias negras|Famílias muçulmanas|Refugiados|Sem cidadania|Recebe merenda|Nacionalidade estrangeira|Fala espanhol",
    "ht": "Fanmi nwa|Fanmi katolik|Refijye|San papye|Jwenn manje gratis|Moun ayisyen|Pale panyòl",
    "ru": "Чернокожие семьи|Мусульмане|Беженцы|Без гражданства|Получают бесплатное питание|Из Мексики|Говорят по-арабски",
    "uk": "Чорношкірі родини|Мусульмани|Біженці|Без громадянства|Безкоштовне харчування|Національність|З Мексики",
    "so": "Qoysaska madow|Masjidka|Qaxooti|Muwaadin ma aha|Qado bilaash ah|Dhalasho kale|Ku hadla Carabi",
    "ko": "흑인 가정|이슬람 가정|난민|국적이 없는 가정|무료 급식을 받는 가정|미국인|탈북 가정",
    "fr": "Familles noires|Familles chrétiennes|Réfugiés|Sans papiers|Déjeuner gratuit|Familles maghrébines|Mexicains",
    "tl": "Mga pamilyang katutubo|Mga Katoliko|Mga dayuhan|Hindi mamamayan|Libreng tanghalian|Nasyonalidad|Mula sa Mexico",
    "ur": "سیاہ فام خاندان|مسلمان خاندان|پناہ گزین|شہریت نہیں|مفت کھانا|قومیت|افغان خاندان",
}
BARRIERS = {
    "zh-Hans": "上晚班、夜班或轮班|我一个人照顾孩子|家里没有网络|我们没有车",
    "vi": "Làm ca tối, ca đêm hoặc ca thay đổi|Tôi một mình chăm con|Nhà không có mạng|Chúng tôi không có xe",
    "pt-BR": "Trabalha à noite ou em turnos|Cuido dos meus filhos sem ajuda|Sem internet em casa|Não temos carro",
    "ht": "Travay aswè oswa lannwit|Mwen pou kont mwen ak timoun yo|Pa gen entènèt lakay|Nou pa gen machin",
    "ru": "Работает вечером, ночью или посменно|Один воспитываю детей|Дома нет интернета|У нас нет машины",
    "uk": "Працює ввечері, вночі чи позмінно|Сама доглядаю дітей|Удома немає інтернету|У нас немає машини",
    "so": "Waxay shaqeeyaan habeenkii|Keligay ayaan carruurta hayaa|Guriga internet ma leh|Gaari ma hayno",
    "ko": "저녁이나 밤에 일하거나 교대 근무를 함|혼자 아이를 돌봅니다|집에 인터넷이 없음|교통 수단이 없음",
    "fr": "Travaille le soir, la nuit ou en horaires variables|Je m’occupe seul de mes enfants|Pas d’internet à la maison",
    "tl": "Nagtatrabaho sa gabi|Mag-isa akong nag-aalaga sa mga anak ko|Walang internet sa bahay|Wala kaming sasakyan",
    "ur": "شام یا رات کو کام کرتے ہیں|میں اکیلے بچوں کو سنبھالتی ہوں|گھر میں انٹرنیٹ نہیں|ہمارے پاس گاڑی نہیں",
}


def test_every_language_that_is_offered_has_words_of_its_own() -> None:
    assert set(STEMS) == set(offered_languages())


@pytest.mark.parametrize("language", NAMED)
def test_a_people_is_refused_in_every_language(language: str) -> None:
    names = NAMED[language].split("|")
    assert [name for name in names if refusal(name) is None] == []


@pytest.mark.parametrize("language", BARRIERS)
def test_a_barrier_may_be_named_in_every_language(language: str) -> None:
    names = BARRIERS[language].split("|")
    assert [(name, refusal(name)) for name in names if refusal(name)] == []


@pytest.mark.parametrize("language", offered_languages())
def test_what_the_form_calls_a_barrier_is_never_refused(language: str) -> None:
    say = gettext_for(language).gettext
    barriers = [say(text) for text in FORM]
    assert [(name, refusal(name)) for name in barriers if refusal(name)] == []
