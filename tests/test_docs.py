"""The documentation cannot lag behind the code."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from types import ModuleType

import pytest

from segue import events
from segue.commandline.arguments import COMMANDS, build_parser
from segue.errors import ExitStatus
from segue.fleet import file as fleets
from segue.fleet.moves import moves_of
from segue.plan import model, reading

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.fixture(scope="module")
def generate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_current(generate: ModuleType) -> None:
    """`python docs/generate.py` writes them."""
    for name, text in generate.pages().items():
        assert (DOCS / "reference" / name).read_text(encoding="utf-8") == text, name


def test_every_command_and_option_is_in_the_reference() -> None:
    page = (DOCS / "reference/commands.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"## `{command.name}`" in page
    options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", build_parser("segue").format_help()))
    for option in options - {"--help", "--explain"}:
        assert f"`{option}" in page, option


def test_every_event_and_field_is_in_the_reference(generate: ModuleType) -> None:
    page = (DOCS / "reference/events.md").read_text(encoding="utf-8")
    for kind in generate.event_kinds():
        _, _, section = page.partition(f"### `{generate.event_name(kind)}`")
        section = section.partition("###")[0]
        for name in generate.event_fields(kind):
            assert f"`{name}`" in section, f"{kind.__name__}.{name}"


def test_names_of_events_in_the_reference_are_those_of_the_lines(generate: ModuleType) -> None:
    note = events.Note("text")
    assert generate.event_name(events.Note) == note.as_json()["event"]
    finished = events.TableFinished("t", 1, 1, 1.0)
    assert generate.event_name(events.TableFinished) == finished.as_json()["event"]


def test_every_exit_code_is_in_the_reference() -> None:
    page = (DOCS / "reference/exit-codes.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| `(\w+)` \|", page, re.MULTILINE)
    assert rows == [(str(int(status)), status.name) for status in ExitStatus]


def test_every_key_of_the_plan_is_in_the_reference() -> None:
    page = (DOCS / "reference/plan.md").read_text(encoding="utf-8")
    for key in (*reading.PLAN_KEYS, *reading.TABLE_KEYS, *reading.COLUMN_KEYS):
        assert re.search(rf"[`\[{{ ]{key}[`\]= ]", page), key
    assert model.ExistingRows.REPLACE.value in page


def test_every_key_of_a_fleet_is_in_the_reference() -> None:
    page = (DOCS / "reference/fleet.md").read_text(encoding="utf-8")
    for key in (*fleets.FLEET_KEYS, *fleets.MOVE_KEYS, *fleets.move_options()):
        assert f"`{key}`" in page, key


@pytest.mark.parametrize(
    "page",
    [DOCS / "how-to/fleet.md", DOCS / "how-to/tenants.md", DOCS / "reference/fleet.md"],
    ids=named,
)
def test_fleets_on_the_page_are_read(page: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        fleet = fleets.parse_fleet(block, page)
        assert moves_of(fleet, lambda address: ["tenant_1", "shop", "tenant_test"])


def test_the_reference_s_plan_is_a_plan() -> None:
    from segue.plan.file import parse_plan

    page = (DOCS / "reference/plan.md").read_text(encoding="utf-8")
    plan = parse_plan(re.findall(r"```toml\n(.*?)```", page, re.DOTALL)[0])
    assert len(plan.tables) == 2
    assert len(plan.tables[1].columns) == 4


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_on_the_page_can_be_typed(page: Path) -> None:
    for block in re.findall(r"```(?:sh)?\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
        for line in block.splitlines():
            typed = re.match(r"\s*segue ([^|>]*)", line)
            if typed and "COMMAND" not in line:
                build_parser("segue").parse_args(shlex.split(typed[1], comments=True))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_examples_of_the_help_can_be_typed(command: object) -> None:
    for example in command.examples:  # type: ignore[attr-defined]
        build_parser("segue").parse_args(shlex.split(example.partition("|")[0]))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        if "://" not in link:
            assert (page.parent / link).exists(), link


def test_every_page_can_be_reached_from_the_index() -> None:
    seen: set[Path] = set()
    waiting = [DOCS / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or not page.is_file():
            continue
        seen.add(page)
        links = re.findall(r"\]\(([^)#:]+\.md)", page.read_text(encoding="utf-8"))
        waiting += [(page.parent / link).resolve() for link in links]
    outside = {page for page in DOCS.rglob("*.md") if "findings" not in page.parts}
    assert outside <= seen


def test_who_would_notice_a_broken_promise_is_there() -> None:
    """Each test that docs/explanation/safety.md names."""
    text = (DOCS / "explanation/safety.md").read_text()
    named = re.findall(r"`(test_\w+)`: ([^|`]+)", text)
    assert len(named) > 10
    for file, sentences in named:
        code = (Path(__file__).parent / f"{file}.py").read_text()
        tests = [set(name.split("_")) for name in re.findall(r"def test_(\w+)", code)]
        for sentence in sentences.strip(" ;").split(";"):
            words = re.findall(r"\w+", sentence.lower().replace("'s", "s"))
            most = max(sum(word in test for word in words) for test in tests)
            assert most >= 0.8 * len(words), f"no test of {file} is called: {sentence.strip()}"


def test_every_target_of_make_stands_once() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    stand = re.findall(r"^([a-z][a-z-]*):", text, re.MULTILINE)
    phony = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert phony is not None
    assert sorted(stand) == sorted(phony[1].split())
    told = set(re.findall(r"make ((?:test|live|refactors|crash|docs|bench)[a-z-]*)", text))
    assert told <= set(stand)
