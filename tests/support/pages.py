"""`segue web` in a process of its own, and a browser to look at it."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from support import forked

PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What a page answered."""

    status: int
    text: str
    headers: dict[str, str]


class Pages:
    """A session with the pages, as a browser without scripts has one."""

    def __init__(self, url: str, cookies: Mapping[str, str] | None = None) -> None:
        """`cookies` are those of a browser that was let in already."""
        self.url = url
        self.base = url.partition("/?")[0]
        self._cookie = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask(Request(self.base + path, headers=headers))

    def post(self, path: str, headers: dict[str, str] | None = None, /, **fields: object) -> Answer:
        data = urlencode(fields, doseq=True).encode()
        return self._ask(Request(self.base + path, data, headers or {}))

    def send(self, path: str, name: str, data: bytes, **fields: str) -> Answer:
        """A file, as a form sends one."""
        mark = b"----a mark that no file holds"
        head = f'Content-Disposition: form-data; name="file"; filename="{name}"'.encode()
        parts = [(head, data)]
        for field, value in fields.items():
            parts.append(
                (f'Content-Disposition: form-data; name="{field}"'.encode(), value.encode())
            )
        body = b"".join(b"--%b\r\n%b\r\n\r\n%b\r\n" % (mark, *part) for part in parts)
        body += b"--%b--\r\n" % mark
        kind = f'multipart/form-data; boundary="{mark.decode()}"'
        return self._ask(Request(self.base + path, body, {"Content-Type": kind}))

    def _ask(self, request: Request) -> Answer:
        if self._cookie:
            request.add_header("Cookie", self._cookie)
        try:
            with self._opener.open(request, timeout=PATIENCE) as response:
                return Answer(response.status, response.read().decode(), dict(response.headers))
        except HTTPError as error:
            return Answer(error.code, error.read().decode(), dict(error.headers))


@contextmanager
def serving(folder: Path, *words: str, **environment: str) -> Iterator[str]:
    """The address that `segue web` printed, token and all."""
    process = forked.start(("-m", "segue", "web", *words), folder, {**os.environ, **environment})
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://\S+", said)
        assert found is not None, said + process.stderr.read()
        yield found[0]
    finally:
        process.terminate()
        process.communicate()


def chromium() -> str | None:
    """Debian's browser, where it is installed."""
    return shutil.which("chromium")


def wait_for(pages: Pages, path: str, words: str, seconds: float = PATIENCE) -> str:
    """Ask until the page says so."""
    deadline = time.monotonic() + seconds
    while True:
        text = pages.get(path).text
        if words in text:
            return text
        assert time.monotonic() < deadline, text
        time.sleep(0.2)
