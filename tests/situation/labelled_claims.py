"""Two hundred claims whose echoes and contradictions are known because they were made so.

Eleven scenes, each at its own place, five times over with other names and numbers. A scene writes
down which claims report one statement and which statements cannot both be true; that is the label.
Some labels are there to be missed: reports in other words, and parts of a town that only a reader
who knows the town can tell apart or take for one.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

from situation.model import Affiliation, Claim, ControlReading, Source, Statistic
from situation.vocabulary import (
    Basis,
    ClaimKind,
    Comparator,
    ControlStatus,
    Extent,
    Relation,
    SourceKind,
)

ROUNDS = 5
FIRST_DAY = datetime(2025, 3, 1, tzinfo=UTC)
S = ControlStatus


def _source(source_id: str, kind: SourceKind, side: str = "", **fields: Any) -> Source:
    relation = Relation.SPEAKS_FOR if side else Relation.NONE
    tie = Affiliation(relation=relation, side=side or None)
    return Source(id=source_id, name=source_id.title(), kind=kind, affiliation=tie, **fields)


SOURCES = {
    source.id: source
    for source in (
        _source("ministry", SourceKind.MILITARY_COMMAND, "RU"),
        _source("general", SourceKind.MILITARY_COMMAND, "RU"),
        _source("staff", SourceKind.MILITARY_COMMAND, "UA"),
        _source("brigade", SourceKind.MILITARY_UNIT, "UA"),
        _source("mayor", SourceKind.LOCAL_AUTHORITY),
        _source("police", SourceKind.EMERGENCY_SERVICE),
        _source("hospital", SourceKind.MEDICAL_ORG),
        _source("aid", SourceKind.NGO),
        _source("map", SourceKind.MAPPING_PROJECT),
        _source("copy", SourceKind.MAPPING_PROJECT, depends_on=("map",)),
        _source("agency", SourceKind.NEWS_AGENCY),
        _source("paper", SourceKind.NEWS_OUTLET),
        _source("blog", SourceKind.SOCIAL_MEDIA),
    )
}
_FIRST_NAMES = ("Velyka", "Mala", "Verkhnia", "Nyzhnia", "Stara")
_LAST_NAMES = (
    "Hora",
    "Balka",
    "Dolyna",
    "Rika",
    "Skelia",
    "Poliana",
    "Kosa",
    "Zatoka",
    "Krynytsia",
    "Luka",
    "Vyshnia",
)


@dataclass
class Labelled:
    """The claims with their predicates and their labels."""

    claims: list[Claim] = field(default_factory=list)
    readings: list[ControlReading] = field(default_factory=list)
    figures: list[Statistic] = field(default_factory=list)
    statement_of: dict[str, str] = field(default_factory=dict)
    """Which statement a claim reports."""
    contradictions: set[frozenset[str]] = field(default_factory=set)
    """Pairs of statements that cannot both be true."""

    @property
    def echoes(self) -> set[frozenset[str]]:
        """Pairs of claims that report one statement."""
        return {
            frozenset((one, other))
            for one, other in combinations(self.statement_of, 2)
            if self.statement_of[one] == self.statement_of[other]
        }


class _Scene:
    """Writes the claims of one scene; `place` is its name in the texts."""

    def __init__(self, labelled: Labelled, number: int, scene: int) -> None:
        self.place = f"{_FIRST_NAMES[number % ROUNDS]} {_LAST_NAMES[scene]}"
        self.day = FIRST_DAY + timedelta(days=60 * number)
        self._labelled = labelled
        self._key = f"{number}-{scene}"
        self._count = 0

    def says(self, statement: str, source: str, text: str, **said: Any) -> None:
        """One report; `control` or `figure` are fields of its predicate, `later` are days."""
        self._count += 1
        claim_id = f"{self._key}-{self._count}"
        moment = self.day + timedelta(days=said.get("later", 0))
        common: dict[str, Any] = {"source": source, "via": said.get("via", ()), "said_at": moment}
        control, figure = said.get("control"), said.get("figure")
        kind = ClaimKind.CONTROL if control else ClaimKind.STATISTIC if figure else ClaimKind.EVENT
        text = text.format(place=self.place)
        claim = Claim(id=claim_id, places=(self._key,), kind=kind, text=text, **common)
        self._labelled.claims.append(claim)
        self._labelled.statement_of[claim_id] = f"{self._key}:{statement}"
        predicate = {"id": claim_id, "place": self._key, "claim": claim_id, **common}
        if control:
            basis = {"basis": Basis.CLAIMED, "label": "said", "valid_from": moment}
            self._labelled.readings.append(ControlReading(**{**predicate, **basis, **control}))
        if figure:
            exact = {"comparator": Comparator.EQUAL, "as_of": self.day}
            self._labelled.figures.append(Statistic(**{**predicate, **exact, **figure}))

    def contradict(self, one: str, other: str) -> None:
        """Label two statements."""
        pair = frozenset((f"{self._key}:{one}", f"{self._key}:{other}"))
        self._labelled.contradictions.add(pair)


def _whole(status: ControlStatus, holder: str) -> dict[str, Any]:
    return {"status": status, "holder": holder}


def _part(status: ControlStatus, holder: str, part: str) -> dict[str, Any]:
    return {"status": status, "holder": holder, "extent": Extent.PART, "part": part}


def _figure(metric: str, value: float, unit: str = "people", **fields: Any) -> dict[str, Any]:
    return {"metric": metric, "value": value, "unit": unit, **fields}


def _taken_or_held(scene: _Scene, number: int) -> None:
    taken, held = _whole(S.OCCUPIED, "RU"), _whole(S.HELD, "UA")
    text = (
        f"Russian troops have taken full control of {{place}} after {number + 3} weeks of fighting"
    )
    scene.says("taken", "ministry", f"{text}.", control=taken)
    scene.says(
        "taken", "ministry", f"{text}, Ministry bulletin says.", via=("agency",), control=taken
    )
    scene.says("taken", "ministry", f"{text}!", via=("paper",), later=1, control=taken)
    other_words = "Moscow’s army says that {place} has fallen."
    scene.says("taken", "ministry", other_words, via=("blog",), control=taken)
    text = f"Ukrainian forces hold {{place}} and repelled {number + 6} attacks during the day."
    scene.says("held", "staff", text, control=held)
    scene.says("held", "staff", text, via=("paper",), control=held)
    scene.contradict("taken", "held")


def _dead(scene: _Scene, number: int) -> None:
    dead = 14 + number
    text = (
        "A strike on the market of {{place}} in the morning killed {} people and damaged a school"
    )
    first = _figure("killed", dead)
    scene.says("first", "mayor", f"{text.format(dead)}.", figure=first)
    scene.says("first", "mayor", f"{text.format(dead)}, Mayor said.", via=("agency",), figure=first)
    lower = _figure("killed", dead - 3)
    scene.says("corrected", "mayor", f"{text.format(dead - 3)}.", later=1, figure=lower)
    scene.says("police", "police", f"{text.format(dead + 5)}.", figure=_figure("killed", dead + 5))
    floor = _figure("killed", 10, comparator=Comparator.ABOVE)
    scene.says("floor", "hospital", "More than 10 people died in {place}.", figure=floor)
    scene.contradict("first", "police")
    scene.contradict("corrected", "police")


def _quarters(scene: _Scene, number: int) -> None:
    taken = _part(S.OCCUPIED, "RU", "northern quarter")
    text = f"Russian assault groups took the northern quarter of {{place}} with {number + 2} tanks."
    scene.says("taken", "general", text, control=taken)
    scene.says("taken", "general", text, via=("agency",), control=taken)
    text = "By the map, Russia holds the northern quarter of {place} and the road out of it."
    scene.says("map", "map", text, control=taken)
    scene.says("map", "copy", text, control=taken)
    south = _part(S.HELD, "UA", "southern quarter")
    scene.says("south", "staff", "The southern quarter of {place} is in our hands.", control=south)
    back = _part(S.HELD, "UA", "northern quarter")
    scene.says("back", "brigade", "We took the northern quarter of {place} back.", control=back)
    scene.contradict("taken", "back")
    scene.contradict("map", "back")


def _named_quarters(scene: _Scene, number: int) -> None:
    """One ground under two names: only somebody who knows the town sees it."""
    theirs = _part(S.OCCUPIED, "RU", f"Dynamo district, block {number}")
    scene.says("theirs", "ministry", "Dynamo in {place} was taken.", control=theirs)
    ours = _part(S.HELD, "UA", "streets of Sobachivka")
    scene.says("ours", "brigade", "Sobachivka in {place} is ours.", control=ours)
    scene.contradict("theirs", "ours")


def _unnamed_quarters(scene: _Scene, number: int) -> None:
    """Two grounds that the words do not tell apart."""
    theirs = _part(S.OCCUPIED, "RU", f"settlement of mine {number}")
    scene.says("theirs", "ministry", "The mine settlement of {place} was taken.", control=theirs)
    ours = _part(S.HELD, "UA", "market square")
    scene.says("ours", "brigade", "The market square of {place} is ours.", control=ours)


def _ring(scene: _Scene, number: int) -> None:
    ring = _whole(S.ENCIRCLED, "UA")
    text = f"A garrison of {number + 2} Ukrainian brigades in {{place}} is encircled."
    scene.says("ring", "general", text, control=ring)
    other_words = "The ring round {place} has closed."
    scene.says("ring", "general", other_words, via=("blog",), control=ring)
    denied = {**ring, "basis": Basis.DENIED, "extent": Extent.SURROUNDINGS}
    text = f"A garrison of {number + 2} Ukrainian brigades in {{place}} is not encircled."
    scene.says("no ring", "staff", text, later=2, control=denied)
    scene.contradict("ring", "no ring")


def _months_apart(scene: _Scene, number: int) -> None:
    held, taken = _whole(S.HELD, "UA"), _whole(S.OCCUPIED, "RU")
    scene.says("held", "staff", "{place} is ours.", control=held)
    scene.says("taken", "general", "{place} was taken.", later=25 + number, control=taken)


def _figures(scene: _Scene, number: int) -> None:
    shells = _figure("share-of-fire", 0.5, "share", of="all shells of the week")
    scene.says("shells", "mayor", "Half of all shells fall on {place}.", figure=shells)
    raids = _figure("share-of-fire", 0.1, "share", of="air raids of the week")
    scene.says("raids", "aid", "A tenth of the air raids go to {place}.", figure=raids)
    rounded = _figure("population", 60_000 + 10_000 * number)
    scene.says("rounded", "aid", "Some people lived in {place}.", figure=rounded)
    exact = _figure("population", 60_127 + 10_000 * number)
    scene.says("exact", "police", "The register of {place} counts them.", figure=exact)
    about = _figure("remaining", 1_300 + number, comparator=Comparator.ABOUT)
    scene.says("about", "mayor", "About 1,300 people remain in {place}.", figure=about)
    fewer = _figure("remaining", 1_000, comparator=Comparator.BELOW)
    scene.says("fewer", "police", "Fewer than 1,000 people remain in {place}.", figure=fewer)
    scene.contradict("about", "fewer")


def _again(scene: _Scene, number: int) -> None:
    """The same words about another week, then the same short words from another mouth."""
    text = f"Russian aircraft destroyed {number + 1} command posts near {{place}} in the past week."
    scene.says("week one", "ministry", text)
    scene.says("week two", "ministry", text, later=7)
    held = _whole(S.HELD, "UA")
    scene.says("staff", "staff", "Ukrainian forces hold {place}.", control=held)
    scene.says("map", "map", "Ukrainian forces hold {place}.", control=held)


def _copied(scene: _Scene, number: int) -> None:
    text = (
        f"Power and water have been cut off in {{place}} for {number + 2} days, and queues form at "
        "the wells in the courtyards every morning."
    )
    scene.says("wells", "agency", text)
    scene.says("wells", "blog", text, later=1)


def _one_word_more(scene: _Scene, number: int) -> None:
    """Two markets of one town."""
    text = f"Shells hit the {{}}market of {{{{place}}}} at {number + 8} and once more."
    scene.says("market", "police", text.format(""))
    scene.says("covered market", "police", text.format("covered "), via=("agency",))


_SCENES = (
    _taken_or_held,
    _dead,
    _quarters,
    _named_quarters,
    _unnamed_quarters,
    _ring,
    _months_apart,
    _figures,
    _again,
    _copied,
    _one_word_more,
)


def labelled_claims(rounds: int = ROUNDS) -> Labelled:
    """The set, the same each time; more rounds than five repeat the names in later years."""
    labelled = Labelled()
    for number in range(rounds):
        for place, write in enumerate(_SCENES):
            write(_Scene(labelled, number, place), number)
    return labelled
