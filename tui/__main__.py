"""`python -m tui` and the `sitmon` command."""

import gc
import sys

# A command makes no garbage worth looking for, and what the monitor makes while it starts stays;
# the application takes up collecting when it stands. Imports are where it costs most.
gc.disable()

from tui.cli import main  # noqa: E402

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
