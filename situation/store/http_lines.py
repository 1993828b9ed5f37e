"""Lines out of the bytes of a stream as they come, bounded."""

from situation.errors import FetchError, FetchFailure


class LineInflow:
    """Takes the pieces of one stream.

    Args:
        most: bytes that a line may have.
        where: the address, for errors.
    """

    def __init__(self, most: int, where: str) -> None:
        self._most = most
        self._where = where
        self._begun: list[bytes] = []
        self._begun_bytes = 0

    @property
    def is_between(self) -> bool:
        """Whether the last line that began has ended."""
        return self._begun_bytes == 0

    def take(self, piece: bytes) -> list[bytes]:
        """The lines that end in the next piece, without their line feeds.

        Raises:
            FetchError: a line is too long.
        """
        *ended, begun = piece.split(b"\n")
        if ended:
            ended[0] = b"".join((*self._begun, ended[0]))
            self._begun, self._begun_bytes = [], 0
        self._begun.append(begun)
        self._begun_bytes += len(begun)
        if max(self._begun_bytes, *map(len, ended), 0) > self._most:
            raise FetchError(
                FetchFailure.TOO_LARGE,
                f"a line of its answer is longer than the {self._most:,} bytes allowed",
                where=self._where,
            )
        return ended
