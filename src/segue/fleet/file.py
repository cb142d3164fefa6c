"""The file of a fleet: read with every mistake at its line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path as FilePath

from segue.commandline.arguments import StrictParser
from segue.commandline.arguments.manual import COMMANDS
from segue.database.address import require_address
from segue.errors import BadAddress, NoFleet, PasswordInAddress, UsageError
from segue.fleet.model import NAME, Fleet, FleetEntry, Pattern
from segue.plan.document import DocumentReader, Table, decoded, did_you_mean, document_of, shown
from segue.plan.positions import Path

KIND = "fleet"
FLEET_KEYS = ("version", "plan", "at_once", "options", "move")
MOVE_KEYS = ("name", "names", "databases", "except", "from", "to", "plan", "options")
NOT_FOR_FLEETS = frozenset(
    "source target rejects dry_run once rehearse sample live back outbox dask".split()
)
"""Options of `move` that a fleet gives itself, or that make something else of it."""
SECRETS = frozenset(("password", "pgpassword", "passfile", "secret", "token"))

ADDRESSES = "Say service:NAME, env:VARIABLE, a DATABASES alias, or a URL without a password."
NO_SECRETS = (
    "The file is kept with the code, and every user sees a command line. Leave the password to a"
    " service, to a password file (~/.pgpass), or to a variable (env:NAME)."
)
NAMING = (
    'A move has name = "acme", or many have names = ["acme", "bolt"], or databases = "tenant_*",'
    " which are looked up on the server that `from` leads to."
)


def read_fleet(path: FilePath) -> Fleet:
    """The fleet in the file. Raises NoFleet, or PlanMistake with the line of each mistake."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise NoFleet(path=path) from None
    return parse_fleet(decoded(content, path, KIND), path)


def parse_fleet(text: str, path: FilePath) -> Fleet:
    """The fleet in a text that stands at `path`. Raises PlanMistake or PlanMistakes."""
    text = text.replace("\r\n", "\n")
    document = document_of(text, str(path), KIND)
    reader = FleetReader(text, str(path))
    fleet = reader.fleet(document, path)
    reader.require_none()
    return fleet


def move_options() -> dict[str, bool]:
    """The options of `move` that a fleet may give, and whether each is a flag."""
    return {
        name: default is False
        for name, default in vars(_parser().parse_args([])).items()
        if name not in NOT_FOR_FLEETS
    }


def words_of(options: Mapping[str, bool | str]) -> tuple[str, ...]:
    """The options as words of a command line."""
    words: list[str] = []
    for name, value in options.items():
        option = f"--{name.replace('_', '-')}"
        words += [option] if value is True else [option, value] if value else []
    return tuple(words)


def _parser() -> StrictParser:
    parser = StrictParser(add_help=False, allow_abbrev=False)
    for add_options in next(entry for entry in COMMANDS if entry.name == "move").options:
        add_options(parser)
    return parser


class FleetReader(DocumentReader):
    """Reads one file of a fleet and collects the mistakes in it."""

    def fleet(self, document: Table, path: FilePath) -> Fleet:
        """What of it can be understood; the mistakes tell the rest."""
        self._keys((), document, FLEET_KEYS)
        version = self._typed((), document, "version", int, "a number, now 1", required=True)
        if version not in (None, 1):
            self._wrong(("version",), f"this Segue reads fleets of version 1, not {version}")
        at_once = self._typed((), document, "at_once", int, "a number of moves")
        if at_once is not None and at_once < 1:
            self._wrong(("at_once",), "at_once must be 1 or more")
        common = self._options((), document)
        entries = document.get("move", [])
        if not isinstance(entries, list) or not entries:
            self._wrong(("move",), "the fleet has no moves", f"Write [[move]] for each. {NAMING}")
            entries = []
        plan = self._text((), document, "plan", "It is the path of a plan.")
        read = [
            self._entry(("move", number), table, plan, common)
            for number, table in enumerate(entries)
        ]
        return Fleet(path, tuple(entry for entry in read if entry is not None), at_once)

    def _entry(
        self, at: Path, table: object, plan: str | None, common: dict[str, bool | str]
    ) -> FleetEntry | None:
        if not isinstance(table, dict):
            self._wrong(at, "this is not a table", "Write [[move]] and its keys below it.")
            return None
        self._keys(at, table, MOVE_KEYS)
        names = self._names(at, table)
        source = self._address(at, table, "from", "source")
        target = self._address(at, table, "to", "target")
        own = self._text(at, table, "plan", "It is the path of a plan.")
        options = common | self._options(at, table)
        if names is None or source is None or target is None:
            return None
        self._told_apart(at, names, source, target)
        return FleetEntry(names, source, target, own or plan, options, self._line(at))

    def _keys(self, at: Path, table: Table, names: Collection[str]) -> None:
        """As in every document, but that a secret is refused as one, and never shown."""
        for key in table:
            if key.lower() in SECRETS:
                self._wrong((*at, key), f"{key} has no place in a fleet", NO_SECRETS)
        self._known_keys(at, {k: v for k, v in table.items() if k.lower() not in SECRETS}, names)

    # Names

    def _names(self, at: Path, table: Table) -> tuple[str, ...] | Pattern | None:
        ways = [key for key in ("name", "names", "databases") if key in table]
        if len(ways) != 1:
            mistake = f"{' and '.join(ways)} are given" if ways else "this move has no name"
            self._wrong((*at, ways[1]) if ways else at, mistake, NAMING)
            return None
        if "except" in table and ways != ["databases"]:
            self._wrong((*at, "except"), "except goes with databases", NAMING)
        match ways[0]:
            case "name":
                name = self._text(at, table, "name", NAMING)
                return (name,) if name is not None else None
            case "names":
                return self._list(at, table, "names")
        shape = self._text(at, table, "databases", NAMING)
        without = self._list(at, table, "except") if "except" in table else ()
        return Pattern(shape, without or ()) if shape is not None else None

    def _list(self, at: Path, table: Table, key: str) -> tuple[str, ...] | None:
        values = table[key]
        if isinstance(values, list) and values and all(isinstance(n, str) and n for n in values):
            return tuple(values)
        self._wrong((*at, key), f"{key} must be a list of names in quotes", NAMING)
        return None

    def _told_apart(
        self, at: Path, names: tuple[str, ...] | Pattern, source: str, target: str
    ) -> None:
        """Many moves need a place for the name in both addresses."""
        if isinstance(names, tuple) and len(names) == 1:
            return
        for key, address in (("from", source), ("to", target)):
            if NAME not in address:
                self._wrong(
                    (*at, key), f"{key} is the same for all of these moves",
                    f'Put {NAME} where each has its own name: "service:{NAME}_{key}".',
                )  # fmt: skip
        if isinstance(names, Pattern) and "://" not in source:
            self._wrong(
                (*at, "from"), "databases are looked up with a URL that has their place",
                f'As in "postgresql://shop@old.example.com/{NAME}" or'
                f' "postgresql:///{NAME}?service=old".',
            )  # fmt: skip

    # Addresses and options

    def _address(self, at: Path, table: Table, key: str, side: str) -> str | None:
        """Not a character of one that is no address is shown: it may be a password."""
        address = table.get(key)
        if not isinstance(address, str) or not address.strip():
            mistake = f"{key} must be an address in quotes" if key in table else f"{key} is missing"
            self._wrong((*at, key), mistake, ADDRESSES)
            return None
        try:
            require_address(address.replace(NAME, "name"), side)
        except PasswordInAddress:
            self._wrong((*at, key), f"{key} holds a password", NO_SECRETS)
            return None
        except BadAddress as error:
            self._wrong((*at, key), f"{key}: {error}", ADDRESSES)
            return None
        return address

    def _options(self, at: Path, table: Table) -> dict[str, bool | str]:
        options, at = table.get("options", {}), (*at, "options")
        if not isinstance(options, dict):
            self._wrong(at, "options is not a table", "Write options = { create_database = true }.")
            return {}
        flags = move_options()
        read = {}
        for key, value in options.items():
            if key.lower() in SECRETS:
                self._wrong((*at, key), f"{key} has no place in a fleet", NO_SECRETS)
            elif key not in flags:
                advice = did_you_mean(key, flags) or f"Options here: {', '.join(sorted(flags))}."
                self._wrong((*at, key), f"`move` of a fleet has no option {key!r}", advice)
            elif flags[key] != isinstance(value, bool) or not isinstance(value, bool | str | int):
                kind = "true or false" if flags[key] else "a text or a number"
                self._wrong((*at, key), f"{key} must be {kind}, not {shown(value)}")
            elif self._is_taken((*at, key), key, value):
                read[key] = value if isinstance(value, bool) else str(value)
        return read

    def _is_taken(self, at: Path, key: str, value: bool | str | int) -> bool:
        """Whether the command takes it."""
        text = value if isinstance(value, bool) else str(value)
        try:
            _parser().parse_args(words_of({key: text}))
        except UsageError as error:
            self._wrong(at, str(error))
            return False
        return True
