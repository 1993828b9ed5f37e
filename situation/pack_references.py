"""How a pack's records hang together: unique ids, references that lead somewhere, parents first."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeAlias, TypeVar

from situation.model import (
    AnyRecord,
    Assessment,
    Claim,
    ControlReading,
    Coverage,
    Document,
    Link,
    Note,
    Party,
    Place,
    Source,
    Statistic,
)
from situation.pack_files import Located, Problems
from situation.record import Record
from situation.terrain_records import Polygon

R = TypeVar("R", bound=Record)
Kind: TypeAlias = type[Record]

_REFERENCES: Final[dict[Kind, tuple[tuple[str, Kind], ...]]] = {
    Source: (("affiliation.side", Party), ("depends_on", Source)),
    Place: (("parent", Place), ("population_source", Source), ("outline", Polygon)),
    Document: (("publisher", Source),),
    ControlReading: (
        ("place", Place),
        ("source", Source),
        ("via", Source),
        ("holder", Party),
        ("document", Document),
        ("claim", Claim),
    ),
    Coverage: (("source", Source), ("document", Document)),
    Statistic: (
        ("place", Place),
        ("source", Source),
        ("via", Source),
        ("baseline", Statistic),
        ("claim", Claim),
    ),
    Claim: (
        ("source", Source),
        ("via", Source),
        ("places", Place),
        ("verification_by", Source),
        ("document", Document),
    ),
    Link: (("subject", Claim), ("object", Claim)),
    Assessment: (("claims", Claim),),
    Note: (("claims", Claim),),
}
"""The fields by which each kind of record names another, and what they name."""


def check_references(records: Sequence[Located[AnyRecord]], problems: Problems) -> None:
    """Note every id that stands twice and every field that names a record the pack lacks."""
    first_seen: dict[tuple[Kind, str], str] = {}
    for where, record in records:
        key = (type(record), record.id)
        if key in first_seen:
            problems.add(f"{where}: id", f"“{record.id}” stands already at {first_seen[key]}")
        first_seen.setdefault(key, where)
    for where, record in records:
        for field, kind, named in _named_by(record):
            if (kind, named) not in first_seen:
                problems.add(f"{where}: {field}", f"no {_word(kind)} has the id “{named}”")


def parents_first(
    records: Iterable[Located[R]], parents: Callable[[R], Iterable[str]], problems: Problems
) -> list[Located[R]]:
    """The records in their order, but each behind those of its own kind that it names.

    Parents that are not among the records are left to `check_references`.
    """
    waiting = list(records)
    unplaced = {record.id for _, record in waiting}
    ordered: list[Located[R]] = []
    while waiting:
        ready = [entry for entry in waiting if unplaced.isdisjoint(parents(entry[1]))]
        if not ready:
            where, record = waiting[0]
            problems.add(where, f"“{record.id}” is above itself in a circle")
            return ordered + waiting
        ordered += ready
        unplaced -= {record.id for _, record in ready}
        waiting = [entry for entry in waiting if entry[1].id in unplaced]
    return ordered


def _named_by(record: AnyRecord) -> Iterator[tuple[str, Kind, str]]:
    for field, kind in _REFERENCES.get(type(record), ()):
        value: object = record
        for attribute in field.split("."):
            value = getattr(value, attribute)
        if isinstance(value, tuple):
            yield from ((f"{field}[{index}]", kind, named) for index, named in enumerate(value))
        elif isinstance(value, str):
            yield field, kind, value
    if isinstance(record, Place):
        for name in record.names:
            if name.side is not None:
                yield f"names “{name.name}”", Party, name.side


def _word(kind: Kind) -> str:
    return str(kind.__struct_config__.tag)
