"""Every code of a finding, and the page that explains it.

The pages are shipped beside this module, so that `segue check --explain CODE` needs no network.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib.resources import files

from segue.errors import UnknownCode
from segue.findings import Severity

FAMILIES = {
    "D": "Databases and servers",
    "E": "Extensions",
    "J": "Runs and the journal",
    "K": "Keys of two databases",
    "L": "Live moves",
    "M": "Migrations",
    "Q": "Sequences",
    "R": "Rights and row security",
    "S": "Columns and values",
    "T": "Tables",
    "V": "Verification",
}
"""By a code's first letter."""

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
PAGES = "src/segue/checks/explanations"


@dataclass(frozen=True, slots=True)
class FindingCode:
    """A kind of finding."""

    code: str
    severity: Severity
    title: str

    @property
    def family(self) -> str:
        return FAMILIES[self.code[0]]


CODES = tuple(
    FindingCode(*facts)
    for facts in (
        ("D101", ERROR, "Source and target are the same database"),
        ("D102", ERROR, "The server is too old"),
        ("D103", ERROR, "The target is a standby"),
        ("D104", ERROR, "A pooler is in between"),
        ("D105", WARNING, "The encodings differ"),
        ("D106", WARNING, "Text is ordered in another way"),
        ("D107", ERROR, "The target's server has no ICU"),
        ("D108", WARNING, "The source is a standby that cancels long queries"),
        ("D109", WARNING, "Large objects are not moved"),
        ("D110", ERROR, "The source holds no table"),
        ("D111", ERROR, "The target's sessions only read"),
        ("D112", ERROR, "An event trigger refuses what a move does"),
        ("D113", ERROR, "The target waits for a standby that is away"),
        ("D114", ERROR, "Too few connections can be open"),
        ("D115", ERROR, "The target's server cannot read XML"),
        ("D130", ERROR, "The server's lock table is too small"),
        ("D120", ERROR, "The target lacks a schema"),
        ("E101", WARNING, "An extension is not installed in the target"),
        ("E102", ERROR, "An extension does not exist on the target's server"),
        ("J101", ERROR, "Another run is unfinished in the target"),
        ("J102", ERROR, "Another Segue is moving rows into the target"),
        ("J103", ERROR, "This move was done, and the target differs now"),
        ("K101", ERROR, "Rows that share a key are other rows"),
        ("K102", ERROR, "New keys are taken"),
        ("K103", WARNING, "Rows to be matched name nobody"),
        ("K104", ERROR, "A match is not clear"),
        ("K105", ERROR, "A match goes round in a circle"),
        ("K106", ERROR, "Trees run into one another"),
        ("K107", WARNING, "Object ids would point at nothing"),
        ("K108", WARNING, "Numbers look like keys that change"),
        ("K109", WARNING, "Sessions name rows by keys that change"),
        ("K110", WARNING, "New rows hardly differ from rows of the target"),
        ("K111", WARNING, "Values beside keys that change are not keys"),
        ("K112", ERROR, "References by another column lead elsewhere"),
        ("K113", WARNING, "Rows that came earlier are other rows in the source now"),
        ("L101", ERROR, "The source's WAL tells too little for a live move"),
        ("L102", ERROR, "The role may not read changes"),
        ("L103", ERROR, "No slot or sender is free"),
        ("L104", ERROR, "A table's rows cannot follow"),
        ("L105", NOTE, "A table is read again as a whole"),
        ("L106", ERROR, "A mapping is unfit for a live move"),
        ("L107", WARNING, "Old transactions are open in the source"),
        ("L108", ERROR, "The source of a live move is a standby"),
        ("L109", NOTE, "Rows depend on rows of other tables"),
        ("L110", WARNING, "The source keeps a limited amount of WAL"),
        ("L111", ERROR, "The role may not create a publication"),
        ("L112", ERROR, "Tables of the source belong to another role"),
        ("L113", NOTE, "Triggers in the source tell what changes"),
        ("L114", WARNING, "New rows may come under one key"),
        ("M101", ERROR, "The target is not migrated"),
        ("M102", ERROR, "A migration is not applied to the target"),
        ("M103", WARNING, "Code of a migration has not run on the rows"),
        ("M104", WARNING, "The source is not what its migrations make"),
        ("Q101", WARNING, "A sequence has reached its end"),
        ("Q102", WARNING, "A sequence counts in another step"),
        ("Q103", WARNING, "The target lacks a sequence that fills no column"),
        ("R101", ERROR, "The role may not read a source table"),
        ("R102", ERROR, "The role may not fill a target table"),
        ("R103", ERROR, "The role may not create the journal"),
        ("R104", ERROR, "Row security may hide rows of the source"),
        ("R105", ERROR, "Row security keeps rows out of the target"),
        ("R106", ERROR, "The role may not set a sequence"),
        ("R107", ERROR, "The role may not make temporary tables"),
        ("R108", ERROR, "The role may not make tables where `migrate` would"),
        ("S101", ERROR, "The source has no such column"),
        ("S102", ERROR, "The target has no such column"),
        ("S103", ERROR, "Nothing feeds a NOT NULL column"),
        ("S104", ERROR, "A source column has no place in the target"),
        ("S105", ERROR, "The plan feeds a generated column"),
        ("S106", ERROR, "SQL of the plan does not run"),
        ("S107", ERROR, "The plan's Python function cannot be called"),
        ("S108", ERROR, "A question about a column is open"),
        ("S109", ERROR, "It is not clear to which rows a column refers"),
        ("S201", ERROR, "Values are too long"),
        ("S202", WARNING, "Values change on their way"),
        ("S203", ERROR, "There is no cast between the types"),
        ("S204", WARNING, "Values may not fit the column"),
        ("S205", ERROR, "Values are out of range"),
        ("S206", ERROR, "NULL where none may be"),
        ("S207", ERROR, "Rows share what has to be unique"),
        ("S208", ERROR, "Rows refer to rows that will not be there"),
        ("S209", ERROR, "Values cannot be read as the column's type"),
        ("S210", ERROR, "Rows violate a check"),
        ("S211", ERROR, "Rows exclude each other"),
        ("S212", ERROR, "Values are not labels of the enum"),
        ("S213", WARNING, "Values are none of the field's choices"),
        ("S214", ERROR, "Values are not named in the map"),
        ("S215", ERROR, "A lookup finds nothing"),
        ("S216", ERROR, "Text that the target's encoding does not hold"),
        ("S217", ERROR, "The plan's SQL fails for some rows"),
        ("S218", WARNING, "Rows could not be looked at"),
        ("S219", ERROR, "Rows are too large to be sent"),
        ("S220", WARNING, "The target computes other values"),
        ("S231", ERROR, "An index cannot be computed for rows"),
        ("T101", ERROR, "The source has no such table"),
        ("T102", ERROR, "The target has no such table"),
        ("T103", ERROR, "The plan says nothing about a table with rows"),
        ("T104", ERROR, "A target table holds rows already"),
        ("T105", ERROR, "The target is no table"),
        ("T106", WARNING, "A target table is unlogged"),
        ("T107", ERROR, "A partition is mapped beside its root"),
        ("T108", WARNING, "A skipped table does not exist"),
        ("T109", ERROR, "Rows that stay cannot be told apart"),
        ("T110", ERROR, "Two mappings treat the rows of one table differently"),
        ("T111", ERROR, "A table to be created needs a type that the target lacks"),
        ("T112", WARNING, "The target lacks a view of the source"),
        ("T113", NOTE, "What happens to seed rows"),
        ("T114", WARNING, "A content type in use belongs to no model"),
        ("T120", WARNING, "An index cannot be built again"),
        ("T121", WARNING, "It is not known whose rows the target holds"),
        ("V101", NOTE, "A column cannot be compared"),
        ("V102", NOTE, "Rows go through Python"),
        ("V103", WARNING, "Which rows come depends on the time"),
    )
)

_BY_CODE = {code.code: code for code in CODES}


def severity_of(code: str) -> Severity:
    """How grave findings of that code are."""
    return _BY_CODE[code].severity


def explanation(code: str) -> str:
    """The page of a code, as Markdown. Raises UnknownCode."""
    name = code.upper().strip()
    if name not in _BY_CODE:
        near = difflib.get_close_matches(name, _BY_CODE, n=3)
        codes = (
            f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(_BY_CODE)}."
        )
        raise UnknownCode(code=code, help=codes)
    page = files("segue.checks").joinpath("explanations", f"{name}.md")
    return page.read_text(encoding="utf-8")


def index() -> str:
    """The page that lists all codes, as Markdown, for docs/reference/findings/."""
    lines = [
        "# Findings",
        "",
        "What `segue check` says. An error blocks the move; a warning does not.",
        "`segue check --explain CODE` shows the same pages without a browser.",
    ]
    for letter, family in FAMILIES.items():
        lines += ["", f"## {family}", "", "| code | severity | |", "|---|---|---|"]
        lines += [_row(code) for code in CODES if code.code.startswith(letter)]
    return "\n".join(lines) + "\n"


def _row(code: FindingCode) -> str:
    page = f"../../../{PAGES}/{code.code}.md"
    return f"| [{code.code}]({page}) | {code.severity.value} | {code.title} |"
