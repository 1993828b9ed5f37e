"""The server's own words: a line for each request, and what went wrong."""

import logging

from situation.text import clean


def log_to_standard_error() -> None:
    """Write what a server has to say to standard error, which a service manager keeps."""
    handler = logging.StreamHandler()
    handler.setFormatter(_OneLine("%(levelname)s %(message)s"))
    for name in ("sitmon.serving", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO if name == "sitmon.serving" else logging.WARNING)
        logger.propagate = False


class _OneLine(logging.Formatter):
    """What others put into a message can forge no second line and no control character."""

    def format(self, record: logging.LogRecord) -> str:
        return clean(super().format(record), 4_000, lines=record.exc_info is not None)
