"""Which rows may leave the store: those with a source, and by the licence class of each source.

`open`, `attribution` and `share_alike` pass and carry credit and terms. `permission` and
`no_redistribution` pass only for the reader's own use, which the reader has to declare. A row is
judged by all of its sources, the claimant and everybody it came through, and the strictest decides.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Generic, TypeVar

from msgspec import Struct

from situation.model import Source
from situation.vocabulary import LicenceClass, SourceKind

T = TypeVar("T")

FREE_CLASSES: Final = frozenset(
    {LicenceClass.OPEN, LicenceClass.ATTRIBUTION, LicenceClass.SHARE_ALIKE}
)


class Permit(Struct, frozen=True, kw_only=True):
    """What the reader has declared."""

    own_use: bool = False
    """The export is for the reader's own use and will not be passed on."""
    unsourced: bool = False
    """Rows that nobody stands behind may be among the rest."""


class Rights(Struct, frozen=True, kw_only=True):
    """What an item is judged by."""

    sources: tuple[Source, ...]
    has_source: bool


class Sifted(Struct, Generic[T], frozen=True, kw_only=True):
    """What passed, and why the rest did not."""

    passed: tuple[T, ...]
    without_source: int
    held_back: Mapping[str, int]
    """Rows that a licence keeps here, by the name of the source that does."""

    @property
    def left_out(self) -> int:
        """How many did not pass."""
        return self.without_source + sum(self.held_back.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out and why, one line each; empty when nothing was."""
        lines = []
        if self.without_source:
            lines.append(
                f"left out {_rows(self.without_source)} that no source stands behind; "
                "--allow-unsourced exports them"
            )
        for name, count in sorted(self.held_back.items()):
            lines.append(
                f"left out {_rows(count)}: {name} does not let its data be passed on; "
                "--own-use exports them for yourself"
            )
        return tuple(lines)


def sift(items: Iterable[T], rights_of: Callable[[T], Rights], permit: Permit) -> Sifted[T]:
    """Part what may be exported from what may not, in the order given.

    Args:
        items: what is asked for.
        rights_of: whose data an item is.
        permit: what the reader has declared.
    """
    passed: list[T] = []
    without_source = 0
    held_back: Counter[str] = Counter()
    for item in items:
        rights = rights_of(item)
        holder = None if permit.own_use else keeper(rights.sources)
        if not rights.has_source and not permit.unsourced:
            without_source += 1
        elif holder is not None:
            held_back[holder.name] += 1
        else:
            passed.append(item)
    return Sifted(passed=tuple(passed), without_source=without_source, held_back=held_back)


def keeper(sources: Iterable[Source]) -> Source | None:
    """The first source whose licence class keeps a row here; None: it may be passed on.

    Where nobody is named there is nobody whose terms could be broken.
    """
    for source in sources:
        if source.kind is not SourceKind.UNNAMED and source.licence not in FREE_CLASSES:
            return source
    return None


def _rows(count: int) -> str:
    return f"{count:,} row" if count == 1 else f"{count:,} rows"
