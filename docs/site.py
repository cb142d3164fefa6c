"""What the site adds to docs/: the explanations of findings, which lie in the package."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
EXPLANATIONS = "src/segue/checks/explanations"
FINDINGS = PurePosixPath("reference/findings")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Each explanation becomes a page beside the list of findings."""
    for path in sorted((ROOT / EXPLANATIONS).glob("*.md")):
        page = str(FINDINGS / path.name)
        files.append(File.generated(config, page, content=path.read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Links that lead to them in the source tree lead to those pages."""
    up = "../" * len(PurePosixPath(page.file.src_uri).parents)
    down = "../" * (len(PurePosixPath(page.file.src_uri).parents) - 1)
    return markdown.replace(f"]({up}{EXPLANATIONS}/", f"]({down}{FINDINGS}/")
