"""What of an input was left out, kept within bounds."""

from typing import Final

from situation.mapday import Skipped
from situation.text import clean

MOST_NAMED: Final = 50


class Faults:
    """The parts of one input that could not or must not be used.

    Args:
        where: what to call the input; cleaned.
    """

    def __init__(self, where: str) -> None:
        self._where = clean(where)
        self._named: list[Skipped] = []
        self._unnamed = 0
        self._counted: dict[str, int] = {}

    def skip(self, part: str, why: object) -> None:
        """Note one part; a hostile input must not make the list grow for ever."""
        if len(self._named) < MOST_NAMED:
            where = clean(f"{self._where}: {part}")
            self._named.append(Skipped(where=where, why=clean(why, 200)))
        else:
            self._unnamed += 1

    def count(self, why: str) -> None:
        """Note one of many parts that are left out for the same reason, in the program's words."""
        self._counted[why] = self._counted.get(why, 0) + 1

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Everything that was noted: parts by name, then counts."""
        counted = [
            Skipped(where=self._where, why=f"{count:,} × {why}")
            for why, count in self._counted.items()
        ]
        if self._unnamed:
            counted.append(Skipped(where=self._where, why=f"{self._unnamed:,} more parts left out"))
        return (*self._named, *counted)
