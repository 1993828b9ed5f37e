"""What a place is and what its newest map measured, in sentences that may be quoted."""

from situation.model import Place
from situation.periods import age
from situation.reports.measured import newest_map
from situation.reports.words import distance_words, sector_sentence
from situation.views import PlaceDetail
from widgets.figures import percent

_NAMES_SHOWN = 4
_DIFFERENCES_SHOWN = 3


def place_facts(detail: PlaceDetail) -> tuple[str, ...]:
    """Sentences about the place, the most telling first; without a full stop."""
    place = detail.row.place
    region = f"{detail.row.region}, " if detail.row.region else ""
    about = f"{region}{_population(place)}{_other_names(place)}"
    return (*_measured(detail), *_differences(detail), about)


def _measured(detail: PlaceDetail) -> list[str]:
    """What the newest map says, as share, distance and sectors."""
    view = newest_map(detail)
    if view is None or view.reading.shares is None or view.reading.shares.occupied is None:
        return []
    reading, occupied = view.reading, view.reading.shares.occupied
    disc = f" of the {reading.footprint_km:g} km disc" if reading.footprint_km else ""
    distance = f", {distance_words(reading.distance_km)}" if reading.distance_km is not None else ""
    facts = [f"{view.source.name}: {percent(occupied)}{disc} occupied{distance}"]
    if reading.sectors is not None and 0 < occupied < 1:
        facts.append(sector_sentence(reading.sectors))
    return facts


def _differences(detail: PlaceDetail) -> list[str]:
    """The disagreement clock: who differs on what since when, the longest first."""
    return [
        f"{item.first}: {item.first_says} / {item.second}: {item.second_says}"
        f" ({'partly, ' if item.partly else ''}{item.about}, for "
        f"{age(item.since, detail.viewpoint.valid_at)})"
        for item in detail.differences[:_DIFFERENCES_SHOWN]
    ]


def _population(place: Place) -> str:
    if place.population is None:
        return "population unknown"
    when = f" in {place.population_as_of.year}" if place.population_as_of else ", before the war"
    return f"population {place.population:,}{when}"


def _other_names(place: Place) -> str:
    names = [name.name for name in place.names if name.name != place.name]
    shown = ", ".join(dict.fromkeys(names[:_NAMES_SHOWN]))
    return f" · also {shown}" if shown else ""
