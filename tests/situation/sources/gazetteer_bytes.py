"""Small gazetteer files for tests, in the forms of the real ones."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from situation.model import Place, PlaceName
from situation.place_matching import PlaceMatcher
from situation.vocabulary import PlaceKind

CODIFIER_HEADER = (
    "Перший рівень;Другий рівень;Третій рівень;Четвертий рівень;Додатковий рівень;"
    "Категорія об’єкта;Назва об’єкта"
)
REGION = "UA14000000000091971"
RAION = "UA14160000000061982"
HROMADA = "UA14160210000011148"
CITY = "UA14160210010099403"
VILLAGE = "UA14160210050051234"


def geonames_row(
    number: int,
    name: str,
    at: tuple[float, float],
    *,
    others: str = "",
    kind: str = "P.PPL.05",
    population: int = 0,
    country: str = "UA",
) -> str:
    """A row of `UA.txt`; `kind` is class, code and division."""
    feature, code, division = kind.split(".")
    return "\t".join(
        (
            *(str(number), name, name, others, str(at[0]), str(at[1]), feature, code, country, ""),
            *(division, "", "", "", str(population), "", "", "Europe/Kyiv", "2024-06-01"),
        )
    )


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip archive of these files."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def codifier(*rows: str) -> bytes:
    """A codifier file of these rows under its header."""
    return "\r\n".join(["\ufeff" + CODIFIER_HEADER, *rows, ""]).encode()


def donetsk_places() -> tuple[Place, ...]:
    """A country, a region and a city, as a pack has them."""
    return (
        Place(id="ukraine", name="Ukraine", kind=PlaceKind.COUNTRY, country="UA"),
        Place(
            id="donetsk-oblast",
            name="Donetsk oblast",
            kind=PlaceKind.REGION,
            names=(PlaceName(name="Донецька область", language="uk"),),
            parent="ukraine",
            country="UA",
            katottg=REGION,
        ),
        Place(
            id="pokrovsk",
            name="Pokrovsk",
            kind=PlaceKind.CITY,
            names=(PlaceName(name="Покровськ", language="uk"),),
            parent="donetsk-oblast",
            country="UA",
            lat=48.282,
            lon=37.1758,
            population=60127,
        ),
    )


def matcher(*more: Place, without: Iterable[str] = ()) -> PlaceMatcher:
    """A matcher of `donetsk_places` and others; later ones replace those of the same id."""
    places = {place.id: place for place in (*donetsk_places(), *more)}
    return PlaceMatcher(
        (place for key, place in places.items() if key not in without), country="UA"
    )
