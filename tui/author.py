"""Who sits at the terminal: the author of what is recorded."""

import getpass

from situation.opening import APPLICATION
from situation.text import clean

NAME_LIMIT = 60


def login_name() -> str:
    """The login name of the user; `sitmon` where the system has none for this process."""
    try:
        return clean(getpass.getuser(), NAME_LIMIT) or APPLICATION
    except (KeyError, OSError):
        return APPLICATION
