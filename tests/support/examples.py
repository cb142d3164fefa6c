"""How many examples the property tests try: `SEGUE_EXAMPLES` asks for a long run."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings


def trying(usual: int, **others: Any) -> settings:
    """Settings of a test that talks to servers and tries `usual` examples."""
    return settings(
        max_examples=int(os.environ.get("SEGUE_EXAMPLES", usual)),
        deadline=None,
        derandomize="CI" in os.environ,
        suppress_health_check=[
            HealthCheck.too_slow,
            HealthCheck.data_too_large,
            HealthCheck.function_scoped_fixture,
        ],
        **others,
    )
