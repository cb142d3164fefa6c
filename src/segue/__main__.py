"""The command `segue`, and `python -m segue`: ready for Ctrl-C before anything is loaded."""

# The part of `signal` that is built in: a Ctrl-C while the rest of it loads would be shown.
import _signal  # type: ignore[import-not-found]
import sys


def main() -> int:
    """Load the command and run it; returns the exit status.

    While it loads, Ctrl-C ends the process without a traceback: there is nothing to be undone yet.
    `cli.main` then has it raise KeyboardInterrupt again.
    """
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    from segue.commandline import cli

    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
