"""What a typed claim says in so many words: a control reading, or a figure with its qualifiers."""

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from situation.errors import UsageError
from situation.model import Claim, ControlReading, Statistic
from situation.text import clean
from situation.typed_claim import Known, TypedClaim
from situation.typed_fields import (
    LINE_LENGTH,
    Quantity,
    choice,
    line,
    metric_name,
    moment,
    needed,
    party_named,
    quantity,
)
from situation.vocabulary import (
    Basis,
    ClaimKind,
    Comparator,
    ControlStatus,
    Extent,
    Precision,
)

_HAS_HOLDER: Final = frozenset({ControlStatus.HELD, ControlStatus.OCCUPIED})
_CONTROL_FIELDS: Final = ("status", "holder", "extent", "part")
_FIGURE_FIELDS: Final = ("metric", "comparator", "value", "unit", "of", "figure_date")


def says_control(typed: TypedClaim) -> bool:
    """Whether any field about control was typed."""
    return any(getattr(typed, field) for field in _CONTROL_FIELDS)


def says_figure(typed: TypedClaim) -> bool:
    """Whether any field about a figure was typed."""
    return any(getattr(typed, field) for field in _FIGURE_FIELDS)


def typed_reading(
    claim: Claim, typed: TypedClaim, known: Known, before: ControlReading | None = None
) -> ControlReading | None:
    """What the claim says of who holds its place; None: it says nothing of it.

    Args:
        claim: the claim as it will be recorded.
        typed: the fields; those that are empty stay as in `before`.
        known: the sides.
        before: the reading that the claim had so far.

    Raises:
        UsageError: a field is missing or wrong; `where` names it.
    """
    if says_control(typed):
        _fits("status", claim, ClaimKind.CONTROL)
    elif before is None:
        return None
    status = before.status if before and not typed.status else _status(typed)
    holder = party_named("holder", typed.holder, known.parties) if typed.holder else None
    if not typed.holder and before is not None and before.status is status:
        holder = before.holder
    if holder is None and status in _HAS_HOLDER:
        raise UsageError(f"“{status}” by whom", where="holder", do="name the side")
    part = line("part", typed.part) or (before.part if before else "")
    extent = before.extent if before else Extent.PART if part else Extent.WHOLE
    said = ControlReading(
        id=f"{claim.id}:control",
        place=claim.places[0],
        source=claim.source,
        via=claim.via,
        label=clean(claim.text, LINE_LENGTH),
        status=status,
        holder=holder,
        basis=Basis.CLAIMED,
        extent=choice("extent", typed.extent, Extent) if typed.extent else extent,
        part=part,
        valid_from=claim.said_at,
        valid_precision=claim.said_precision,
        said_at=claim.said_at,
        said_precision=claim.said_precision,
        url=claim.url,
        claim=claim.id,
    )
    if before is None:
        return said
    return replace(said, id=before.id, basis=before.basis, change=before.change)


def typed_figure(
    claim: Claim, typed: TypedClaim, known: Known, before: Statistic | None = None
) -> Statistic | None:
    """The figure that the claim states; None: it states none.

    Args:
        claim: the claim as it will be recorded.
        typed: the fields; those that are empty stay as in `before`.
        known: the clock, for the figure's date.
        before: the figure that the claim stated so far.

    Raises:
        UsageError: a field is missing or wrong; `where` names it.
    """
    if says_figure(typed):
        _fits("metric", claim, ClaimKind.STATISTIC)
    elif before is None:
        return None
    start = before or _first_figure(claim, typed)
    comparator = start.comparator
    if typed.comparator:
        comparator = choice("comparator", typed.comparator, Comparator)
    amount = Quantity(start.value, start.low, start.high, start.unit)
    if typed.value:
        amount = quantity("value", typed.value, comparator)
    elif (comparator is Comparator.RANGE) != (start.comparator is Comparator.RANGE):
        raise UsageError(f"“{comparator}” needs another value", where="value")
    unit = line("unit", typed.unit) or amount.unit or start.unit
    as_of, precision = _date(claim, typed, known, before)
    return replace(
        start,
        place=claim.places[0],
        source=claim.source,
        via=claim.via,
        metric=metric_name("metric", typed.metric) if typed.metric else start.metric,
        comparator=comparator,
        value=amount.value,
        low=amount.low,
        high=amount.high,
        unit=needed("unit", unit, "what is counted"),
        of=line("of", typed.of) or start.of,
        as_of=as_of,
        as_of_precision=precision,
        verification=claim.verification,
        said_at=claim.said_at,
        said_precision=claim.said_precision,
        url=claim.url,
    )


def _status(typed: TypedClaim) -> ControlStatus:
    return choice("status", needed("status", typed.status, "the status"), ControlStatus)


def _fits(field: str, claim: Claim, kind: ClaimKind) -> None:
    if claim.kind is not kind:
        do = f"give the kind {kind}, or leave this out"
        raise UsageError(f"a claim of the kind {claim.kind} has none", where=field, do=do)
    if len(claim.places) != 1:
        raise UsageError("what is said here is said of one place", where="place", do="name one")


def _first_figure(claim: Claim, typed: TypedClaim) -> Statistic:
    needed("metric", typed.metric, "the name of the figure")
    needed("value", typed.value, "the value")
    return Statistic(
        id=f"{claim.id}:figure",
        place=claim.places[0],
        metric=metric_name("metric", typed.metric),
        source=claim.source,
        comparator=choice("comparator", typed.comparator or Comparator.EQUAL, Comparator),
        unit="",
        as_of=claim.said_at,
        said_at=claim.said_at,
        claim=claim.id,
    )


def _date(
    claim: Claim, typed: TypedClaim, known: Known, before: Statistic | None
) -> tuple[datetime, Precision]:
    if typed.figure_date:
        return moment("figure_date", typed.figure_date, known.clock)
    if before is not None:
        return before.as_of, before.as_of_precision
    return claim.said_at, claim.said_precision
