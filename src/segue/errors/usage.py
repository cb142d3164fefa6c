"""What the command line, the project or the plan asks for and cannot be."""

from __future__ import annotations

from segue.errors.base import SegueError, UsageError


class BadAddress(UsageError):
    """{address!r} does not name a database: {reason}"""

    hint = (
        "Give a DATABASES alias, service:NAME, env:VARIABLE, "
        "or a postgresql:// URL without a password."
    )


class PasswordInAddress(UsageError):
    """the address of the {side} holds a password, which every user of this machine could read"""

    hint = (
        "Put the URL into an environment variable and say env:VARIABLE, "
        "or leave the password to a password file (~/.pgpass) or a service."
    )


class NoDjangoProject(UsageError):
    """{wanted} needs a Django project, and none was found"""

    hint = "Run it beside manage.py, set DJANGO_SETTINGS_MODULE, or give --settings."


class ProjectDoesNotLoad(SegueError):
    """the Django project {settings} does not load"""

    hint = "{place}`python manage.py check` shows the same error; fix it there first."


class UnknownApp(UsageError):
    """the project has no app {label!r}"""

    hint = "{help}"


class PlanMistake(UsageError):
    """{place}: {mistake}"""

    hint = "{help}"


class UnclearReference(PlanMistake):
    """{place}: {mistake}"""

    code = "S109"


class PlanMistakes(PlanMistake):
    """{count} mistakes in {path}:
    {mistakes}
    """

    hint = ""


class UnknownTable(UsageError):
    """{path} fills no table {table}"""

    hint = "`segue plan --show TABLE` takes the target's names, such as public.shop_order."


class UnknownCode(UsageError):
    """no finding has the code {code}"""

    hint = "{help}"


class NoPlan(UsageError):
    """there is no plan at {path}"""

    hint = "`segue plan --from SOURCE --to TARGET` drafts one."


class NoFleet(UsageError):
    """there is no fleet at {path}"""

    hint = "A fleet is a file that names many moves: docs/how-to/fleet.md shows one."


class NoCluster(SegueError):
    """no Dask scheduler answers at {address}: {reason}"""

    hint = "Give the address that the scheduler shows at its start, such as tcp://10.0.0.5:8786."


class FunctionMissing(UsageError):
    """the function {name} cannot be called: {reason}"""

    hint = 'Name a function of a module that the project can import: "shop.moving:score".'


class PortTaken(UsageError):
    """port {port} cannot be had: {reason}"""

    hint = "Give another one with --port, or leave it out for a free one."
