"""The project's URLconf, imported for the sake of the models that nothing else imports."""

from __future__ import annotations

from contextlib import suppress

from django.urls import get_resolver


def import_urlconf() -> None:
    """Import it as `migrate` does when it checks a project; what is wrong with it is not told here.

    Models of which only views know are part of the registry afterwards, and have content types.
    """
    with suppress(Exception, SystemExit):
        _ = get_resolver().url_patterns
