"""The command `segue`, and `python -m segue`: ready for Ctrl-C before anything is loaded."""

from __future__ import annotations

import signal
import sys


def main() -> int:
    """Load the command and run it; returns the exit status.

    While it loads, Ctrl-C ends the process without a traceback: there is nothing to be undone yet.
    `cli.main` then has it raise KeyboardInterrupt again.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from segue.commandline import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
