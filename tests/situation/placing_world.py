"""A small country with many namesakes, for the tests of placing texts."""

from typing import Final

from situation.model import Place, PlaceName
from situation.vocabulary import PlaceKind

_C, _T, _V = PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE

_Point = tuple[float, float, int | None]
"""Latitude, longitude and population."""

_REGIONS: Final = {
    "donetsk-oblast": "Donetsk oblast|Донецька область|Донецкая область|Донеччина",
    "kharkiv-oblast": "Kharkiv oblast|Харківська область|Харьковская область|Харківщина",
    "sumy-oblast": "Sumy oblast|Сумська область|Сумская область|Сумщина",
    "dnipropetrovsk-oblast": "Dnipropetrovsk oblast|Дніпропетровська область"
    "|Днепропетровская область",
    "poltava-oblast": "Poltava oblast|Полтавська область|Полтавская область",
    "zaporizhzhia-oblast": "Zaporizhzhia oblast|Запорізька область|Запорожская область",
    "kherson-oblast": "Kherson oblast|Херсонська область|Херсонская область",
    "luhansk-oblast": "Luhansk oblast|Луганська область|Луганская область|Луганщина",
    "mykolaiv-oblast": "Mykolaiv oblast|Миколаївська область|Николаевская область",
    "crimea": "Autonomous Republic of Crimea|Crimea|Крим|Крым",
    "kyiv-city": "Kyiv city|місто Київ|город Киев",
}

_NAMESAKES: Final = {"zolochiv": (1, 22_608), "pokrovsk": (2, 90)}
"""How many more there are outside the store, and the people of the greatest."""

_OTHERS: Final[tuple[tuple[str, PlaceKind, str, str], ...]] = (
    ("front-line", PlaceKind.FRONT, "ukraine", "Front line|лінія фронту"),
    ("donbas", PlaceKind.AREA, "ukraine", "Donbas|Донбас|Донбасс|Donbass"),
    (
        "pokrovsk-direction",
        PlaceKind.DIRECTION,
        "donetsk-oblast",
        "Pokrovsk direction|Покровський напрямок|Покровское направление",
    ),
    (
        "lyman-direction",
        PlaceKind.DIRECTION,
        "donetsk-oblast",
        "Lyman direction|Лиманський напрямок|Лиманское направление",
    ),
)

_SETTLEMENTS: Final[tuple[tuple[str, PlaceKind, str, str, _Point], ...]] = (
    ("pokrovsk", _C, "donetsk-oblast",
           "Pokrovsk|Покровськ|Покровск|Krasnoarmeysk|Красноармейск|Красноармійськ",
           (48.282, 37.1758, 60127)),
    ("pokrovske", _T, "dnipropetrovsk-oblast", "Pokrovske|Покровське|Покровское",
           (47.98126, 36.23446, 9868)),
    ("pokrovske-bakhmut", _V, "donetsk-oblast", "Pokrovske|Покровське|Покровское",
           (48.62351, 38.1427, 1333)),
    ("pokrovske-poltava", _V, "poltava-oblast", "Pokrovske|Покровське|Покровское",
           (50.04967, 34.37732, 556)),
    ("pokrovka-sumy", _V, "sumy-oblast", "Pokrovka|Покровка", (50.80187, 35.38197, 771)),
    ("pokrovka-dnipro", _V, "dnipropetrovsk-oblast", "Pokrovka|Покровка",
           (48.23538, 34.06788, 529)),
    ("myrnohrad", _C, "donetsk-oblast",
           "Myrnohrad|Мирноград|Dimitrov|Димитров|Dymytrov", (48.302, 37.261, 46098)),
    ("rodynske", _C, "donetsk-oblast", "Rodynske|Родинське|Родинское|Rodinskoye",
           (48.351, 37.208, 9850)),
    ("kostiantynivka", _C, "donetsk-oblast",
           "Kostiantynivka|Костянтинівка|Константиновка|Konstantinovka",
           (48.528, 37.706, 67350)),
    ("kramatorsk", _C, "donetsk-oblast", "Kramatorsk|Краматорськ|Краматорск",
           (48.723, 37.556, 147145)),
    ("sloviansk", _C, "donetsk-oblast", "Sloviansk|Слов’янськ|Славянск",
           (48.853, 37.606, 105141)),
    ("lyman", _C, "donetsk-oblast", "Lyman|Лиман|Красный Лиман|Krasny Liman",
           (48.986, 37.811, 20066)),
    ("bakhmut", _C, "donetsk-oblast", "Bakhmut|Бахмут|Артёмовск", (48.595, 38.0, 71094)),
    ("chasiv-yar", _C, "donetsk-oblast", "Chasiv Yar|Часів Яр|Часов Яр",
           (48.586, 37.836, 12250)),
    ("toretsk", _C, "donetsk-oblast", "Toretsk|Торецьк|Торецк|Дзержинск|Дзержинськ|Dzerzhinsk",
           (48.398, 37.848, 30914)),
    ("donetsk", _C, "donetsk-oblast", "Donetsk|Донецьк|Донецк", (48.023, 37.803, 901645)),
    ("mariupol", _C, "donetsk-oblast", "Mariupol|Маріуполь|Мариуполь|Жданов",
           (47.096, 37.549, 425681)),
    ("velyka-novosilka", _T, "donetsk-oblast",
           "Velyka Novosilka|Велика Новосілка|Великая Новосёлка", (47.843, 36.838, 5235)),
    ("niu-york", _T, "donetsk-oblast", "Niu-York|Нью-Йорк|New York",
           (48.331, 37.837, 9735)),
    ("oleksandrivka-donetsk", _T, "donetsk-oblast",
           "Oleksandrivka|Олександрівка|Александровка", (48.81, 36.9, 3338)),
    ("oleksandrivka-poltava", _V, "poltava-oblast",
           "Oleksandrivka|Олександрівка|Александровка", (50.1, 33.2, None)),
    ("oleksandrivka-kherson", _V, "kherson-oblast",
           "Oleksandrivka|Олександрівка|Александровка", (46.6, 32.1, None)),
    ("dobropillia", _C, "donetsk-oblast", "Dobropillia|Добропілля|Доброполье",
           (48.469, 37.086, 28170)),
    ("kharkiv", _C, "kharkiv-oblast", "Kharkiv|Харків|Харьков|Kharkov",
           (49.98177, 36.25475, 1421125)),
    ("zolochiv", _T, "kharkiv-oblast", "Zolochiv|Золочів|Золочев", (50.273, 35.978, 7744)),
    ("kupiansk", _C, "kharkiv-oblast", "Kupiansk|Куп’янськ|Купянск|Kupyansk",
           (49.71, 37.615, 27169)),
    ("izium", _C, "kharkiv-oblast", "Izium|Ізюм|Изюм|Izyum", (49.208, 37.248, 45884)),
    ("vovchansk", _C, "kharkiv-oblast", "Vovchansk|Вовчанськ|Волчанск",
           (50.29, 36.94, 17459)),
    ("sumy", _C, "sumy-oblast", "Sumy|Суми|Сумы", (50.911, 34.803, 256474)),
    ("shostka", _C, "sumy-oblast", "Shostka|Шостка", (51.866, 33.475, 73197)),
    ("dnipro", _C, "dnipropetrovsk-oblast", "Dnipro|Дніпро|Днепр",
           (48.4666, 35.0407, 968502)),
    ("kryvyi-rih", _C, "dnipropetrovsk-oblast", "Kryvyi Rih|Кривий Ріг|Кривой Рог",
           (47.91, 33.39, 603904)),
    ("pavlohrad", _C, "dnipropetrovsk-oblast", "Pavlohrad|Павлоград",
           (48.534, 35.87, 101430)),
    ("poltava", _C, "poltava-oblast", "Poltava|Полтава", (49.588, 34.551, 279593)),
    ("zaporizhzhia", _C, "zaporizhzhia-oblast", "Zaporizhzhia|Запоріжжя|Запорожье",
           (47.838, 35.139, 710052)),
    ("huliaipole", _C, "zaporizhzhia-oblast", "Huliaipole|Гуляйполе",
           (47.66, 36.26, 13446)),
    ("orikhiv", _C, "zaporizhzhia-oblast", "Orikhiv|Оріхів|Орехов",
           (47.567, 35.786, 14479)),
    ("kherson", _C, "kherson-oblast", "Kherson|Херсон", (46.655, 32.618, 279131)),
    ("mykolaiv", _C, "mykolaiv-oblast", "Mykolaiv|Миколаїв|Николаев",
           (46.9659, 31.9974, 470011)),
    ("shchastia", _C, "luhansk-oblast", "Shchastia|Щастя|Счастье",
           (48.738, 39.231, 11411)),
    ("kyiv", _C, "kyiv-city", "Kyiv|Київ|Киев|Kiev", (50.45466, 30.5238, 2952301)),
    ("kyiv-hamlet", _V, "mykolaiv-oblast", "Kyiv|Київ|Киев", (47.6, 31.1, 20)),
)  # fmt: skip


def places() -> tuple[Place, ...]:
    """The country, its regions, two sectors of the front and the settlements."""
    country = _place("ukraine", PlaceKind.COUNTRY, None, "Ukraine|Україна|Украина")
    regions = (_place(key, PlaceKind.REGION, "ukraine", names) for key, names in _REGIONS.items())
    others = (_place(*row) for row in _OTHERS)
    settlements = (_place(*row[:4], where=row[4]) for row in _SETTLEMENTS)
    return (country, *regions, *others, *settlements)


def _place(
    key: str, kind: PlaceKind, parent: str | None, names: str, *, where: _Point | None = None
) -> Place:
    first, *others = names.split("|")
    lat, lon, population = where or (None, None, None)
    namesakes, greatest = _NAMESAKES.get(key, (0, None))
    return Place(
        id=key,
        name=first,
        kind=kind,
        parent=parent,
        country="UA",
        names=tuple(PlaceName(name=name, language="und") for name in others),
        lat=lat,
        lon=lon,
        population=population,
        namesakes=namesakes,
        namesake_population=greatest,
    )
