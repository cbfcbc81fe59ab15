"""Home languages of the demo district, with names that are common where they are spoken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HomeLanguage:
    """`share` is a relative number of families; `needs_interpreter` the part of them that needs one."""

    code: str
    share: float
    needs_interpreter: float
    given_names: tuple[str, ...]
    family_names: tuple[str, ...]


def _language(code: str, share: float, needs: float, given: str, family: str) -> HomeLanguage:
    return HomeLanguage(code, share, needs, tuple(given.split()), tuple(family.split()))


HOME_LANGUAGES = (
    _language(
        "en", 36, 0.0,
        "Alice Brian Carol Dennis Ella Frank Grace Henry Ivy James Kate Leo",
        "Adams Baker Clark Davis Evans Foster Green Hughes Jones Mills Parker Ward",
    ),
    _language(
        "es", 22, 0.6,
        "Ana Beatriz Carlos Diego Elena Fernando Gabriela Javier Lucía Marta Rosa Sofía",
        "Aguilar Castro Díaz Flores García Herrera López Morales Núñez Ortiz Rivera Soto",
    ),
    _language("ar", 9, 0.8, "Amal Fatima Hassan Khalid Layla Mariam Omar Samir", "Abbas Haddad Khoury Mansour Najjar Saleh"),
    _language("so", 8, 0.9, "Abdi Amina Asha Faduma Hodan Ismail Sahra Yusuf", "Abdullahi Ali Farah Hersi Jama Warsame"),
    _language("vi", 7, 0.8, "Anh Bình Hoa Lan Linh Minh Thảo Tuấn", "Bùi Đặng Lê Nguyễn Phạm Trần"),
    _language("zh-Hans", 6, 0.7, "Fang Hua Jing Li Mei Ping Wei Xin", "Chen Huang Lin Liu Wang Zhao"),
    _language("pt-BR", 4, 0.5, "Aline Bruno Camila Paulo Rafaela Thiago", "Barbosa Cardoso Moreira Ribeiro Teixeira"),
    _language("ht", 3, 0.7, "Darline Emmanuel Guerda Jacques Mirlande Wilner", "Baptiste Desir Jean Louis Pierre"),
    _language("ru", 2, 0.5, "Anna Dmitri Irina Olga Pavel Sergei", "Ivanova Kuznetsov Orlova Smirnov"),
    _language("uk", 2, 0.7, "Andriy Halyna Kateryna Oksana Taras", "Bondarenko Koval Shevchuk Tkachenko"),
    _language("ps", 1.5, 0.9, "Gul Jamila Nadia Rahim Zarmina", "Ahmadzai Noori Stanikzai"),
    _language("hmn", 1.5, 0.8, "Kia Mai Pao Tou Yer", "Lor Vang Xiong Yang"),
    _language("ase", 1, 1.0, "Dana Jordan Morgan Robin", "Cole Frost Hale Stone"),
)  # fmt: skip
