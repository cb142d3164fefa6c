"""Chains of migrations made by chance: every operation of Django and of contrib.postgres.

`chain(random, length)` gives the files of an app; each chain runs from nothing, with rows. What the
operations may do next is told from a small model of the state that they have made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

APP = "chain"

HEAD = """\
from django.contrib.postgres import fields as pg, indexes as pg_indexes, operations as pgo
from django.db import migrations, models

{functions}

class Migration(migrations.Migration):
    atomic = {atomic}
    initial = {initial}
    dependencies = {dependencies}
    operations = [
{operations}
    ]
"""

FIELDS: dict[str, tuple[str, str]] = {
    "int": ("models.IntegerField(default=5)", "n"),
    "big": ("models.BigIntegerField(default=6)", "n * 10**10"),
    "char": ("models.CharField(max_length=60, default='new')", "f'text {n}'"),
    "text": ("models.TextField(blank=True, default='')", "f'long text {n} \\u00e4'"),
    "flag": ("models.BooleanField(default=True)", "n % 2 == 0"),
    "amount": (
        "models.DecimalField(max_digits=12, decimal_places=2, default='1.50')",
        "n / 4",
    ),
    "json": ("models.JSONField(default=dict)", "{'n': n, 'deep': [n, None]}"),
    "tags": (
        "pg.ArrayField(models.CharField(max_length=9), default=list)",
        "['a', str(n)]",
    ),
    "pairs": ("pg.HStoreField(default=dict)", "{'n': str(n)}"),
    "day": ("models.DateField(null=True)", "f'2024-01-{n % 28 + 1:02}'"),
}
"""By kind: the field as code, and a value for the row number n as code."""

WIDER = {"int": "big", "char": "text", "big": "amount"}


@dataclass
class Model:
    """A model as the chain has made it so far."""

    name: str
    fields: dict[str, str] = field(default_factory=dict)
    """By name: the kind."""
    links: dict[str, str] = field(default_factory=dict)
    """Foreign keys and many-to-many fields, by name: the other model's name."""
    indexes: list[str] = field(default_factory=list)
    constraints: list[str] = field(default_factory=list)

    def free(self, kind: str) -> list[str]:
        """Fields of a kind that nothing else hangs on."""
        bound = " ".join((*self.indexes, *self.constraints))
        return [n for n, k in self.fields.items() if k == kind and f" {n} " not in f" {bound} "]


@dataclass
class Step:
    """One migration: its operations as code, and the functions that they call."""

    operations: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    atomic: bool = True


class Maker:
    """Makes one chain."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._models: list[Model] = []
        self._number = 0

    def steps(self, length: int) -> Iterator[Step]:
        """The migrations, the first of which has two models with rows."""
        first = Step(["pgo.HStoreExtension()", "pgo.BtreeGistExtension()", "pgo.CITextExtension()"])
        for _ in range(2):
            self._create(first)
        yield first
        for _ in range(length - 1):
            step = Step()
            concurrent = self._random.random() < 0.2
            for _ in range(1 if concurrent else self._random.randint(1, 3)):
                self._random.choice(self._concurrent if concurrent else self._changes)(self, step)
                if step.functions:
                    break  # a table with rows just written cannot be altered in one transaction
            yield step

    def _new(self, word: str) -> str:
        self._number += 1
        return f"{word}{self._number}"

    def _model(self) -> Model:
        return self._random.choice(self._models)

    def _run(self, step: Step, body: str) -> None:
        name = self._new("function")
        step.functions.append(f"def {name}(apps, schema_editor):\n{body}\n")
        step.operations.append(f"migrations.RunPython({name}, migrations.RunPython.noop)")

    def _create(self, step: Step) -> None:
        model = Model(self._new("Model"))
        chosen = self._random.sample(sorted(FIELDS), 4)
        model.fields = {self._new(f"{kind}_"): kind for kind in chosen}
        columns = ", ".join(f'("{n}", {FIELDS[k][0]})' for n, k in model.fields.items())
        key = '("id", models.BigAutoField(primary_key=True, auto_created=True, serialize=False))'
        step.operations.append(f'migrations.CreateModel("{model.name}", [{key}, {columns}])')
        values = ", ".join(f"{n}={FIELDS[k][1]}" for n, k in model.fields.items())
        self._run(
            step,
            f'    rows = apps.get_model("{APP}", "{model.name}").objects\n'
            f"    for n in range(1, 21):\n        rows.create({values})",
        )
        self._models.append(model)

    def _add_field(self, step: Step) -> None:
        model, kind = self._model(), self._random.choice(sorted(FIELDS))
        name = self._new(f"{kind}_")
        model.fields[name] = kind
        code = FIELDS[kind][0]
        step.operations.append(f'migrations.AddField("{model.name}", "{name}", {code})')

    def _link(self, step: Step) -> None:
        model, other, name = self._model(), self._model(), self._new("link_")
        model.links[name] = other.name
        to = f'"{APP}.{other.name}"'
        code = self._random.choice(
            [
                f"models.ForeignKey({to}, models.SET_NULL, null=True, related_name='+')",
                f"models.ManyToManyField({to}, related_name='+')",
            ]
        )
        step.operations.append(f'migrations.AddField("{model.name}", "{name}", {code})')
        filled = "setattr(one, name, other); one.save()"
        if "ManyToMany" in code:
            filled = "getattr(one, name).add(other)"
        self._run(
            step,
            f'    name = "{name}"\n'
            f'    other = apps.get_model("{APP}", "{other.name}").objects.order_by("id").first()\n'
            f'    for one in apps.get_model("{APP}", "{model.name}").objects.order_by("id")[:7]:\n'
            f"        {filled}",
        )

    def _remove_field(self, step: Step) -> None:
        model = self._model()
        free = [name for kind in FIELDS for name in model.free(kind)]
        if len(free) > 1:
            name = self._random.choice(free)
            del model.fields[name]
            step.operations.append(f'migrations.RemoveField("{model.name}", "{name}")')

    def _rename_field(self, step: Step) -> None:
        model = self._model()
        free = [name for kind in FIELDS for name in model.free(kind)]
        if free:
            name = self._random.choice(free)
            new = self._new(f"{model.fields[name]}_")
            model.fields[new] = model.fields.pop(name)
            step.operations.append(f'migrations.RenameField("{model.name}", "{name}", "{new}")')

    def _rename_link(self, step: Step) -> None:
        model = next((m for m in self._models if m.links), None)
        if model is not None:
            name, other = model.links.popitem()
            new = self._new("link_")
            model.links[new] = other
            step.operations.append(f'migrations.RenameField("{model.name}", "{name}", "{new}")')

    def _widen(self, step: Step) -> None:
        model = self._model()
        for kind, wider in WIDER.items():
            for name in model.free(kind)[:1]:
                model.fields[name] = wider
                code = FIELDS[wider][0]
                if wider == "amount":
                    code = "models.DecimalField(max_digits=30, decimal_places=2, default='1.50')"
                step.operations.append(f'migrations.AlterField("{model.name}", "{name}", {code})')
                return

    def _rename_model(self, step: Step) -> None:
        model = self._model()
        new = self._new("Renamed")
        for other in self._models:
            other.links = {n: new if o == model.name else o for n, o in other.links.items()}
        step.operations.append(f'migrations.RenameModel("{model.name}", "{new}")')
        model.name = new

    def _table(self, step: Step) -> None:
        name = self._model().name
        step.operations.append(f'migrations.AlterModelTable("{name}", "{self._new("table_")}")')

    def _comment(self, step: Step) -> None:
        step.operations.append(
            f'migrations.AlterModelTableComment("{self._model().name}", "what it is for")'
        )

    def _options(self, step: Step) -> None:
        name = self._model().name
        step.operations.append(
            f'migrations.AlterModelOptions("{name}", {{"verbose_name": "thing"}})'
        )
        step.operations.append(f'migrations.AlterModelManagers("{name}", [])')

    def _unique_together(self, step: Step) -> None:
        model = self._model()
        if model.free("int"):
            name = model.free("int")[0]
            model.constraints.append(f"{name} ")
            step.operations.append(
                f'migrations.AlterUniqueTogether("{model.name}", {{("id", "{name}")}})'
            )

    def _ordered(self, step: Step) -> None:
        model = next((m for m in self._models if m.links), None)
        if model is not None and f"{model.name} order" not in model.constraints:
            other = next(iter(model.links))
            step.operations.append(
                f'migrations.AlterModelOptions("{model.name}", {{"ordering": ["{other}"]}})'
            )

    def _index(self, step: Step) -> None:
        model = self._model()
        for name in model.free("char")[:1]:
            index = self._new("index_")
            model.indexes.append(f"{name} {index}")
            step.operations.append(
                f'migrations.AddIndex("{model.name}", models.Index(fields=["{name}"],'
                f' name="{index}"))'
            )

    def _other_index(self, step: Step) -> None:
        model = self._model()
        if not model.indexes:
            return
        name, index = model.indexes.pop().split()
        if self._random.random() < 0.5:
            step.operations.append(f'migrations.RemoveIndex("{model.name}", "{index}")')
            return
        new = self._new("index_")
        model.indexes.append(f"{name} {new}")
        step.operations.append(
            f'migrations.RenameIndex("{model.name}", new_name="{new}", old_name="{index}")'
        )

    def _constraint(self, step: Step) -> None:
        model = self._model()
        for name in model.free("big")[:1]:
            rule = self._new("rule_")
            model.constraints.append(f"{name} {rule}")
            step.operations.append(
                f'migrations.AddConstraint("{model.name}", models.UniqueConstraint('
                f'fields=["id", "{name}"], name="{rule}"))'
            )

    def _remove_constraint(self, step: Step) -> None:
        for model in self._models:
            for named in [c for c in model.constraints if " rule_" in c][:1]:
                model.constraints.remove(named)
                rule = named.split()[1]
                step.operations.append(f'migrations.RemoveConstraint("{model.name}", "{rule}")')
                return

    def _sql(self, step: Step) -> None:
        table = self._new("by_hand_")
        step.operations.append(
            f"migrations.RunSQL(['CREATE TABLE {table} (id serial PRIMARY KEY, said text)',"
            f" \"INSERT INTO {table} (said) VALUES ('one'), ('two')\"])"
        )

    def _separate(self, step: Step) -> None:
        model, name = self._model(), self._new("int_")
        model.fields[name] = "int"
        code = FIELDS["int"][0]
        step.operations.append(
            "migrations.SeparateDatabaseAndState("
            f'database_operations=[migrations.AddField("{model.name}", "{name}", {code})],'
            f' state_operations=[migrations.AddField("{model.name}", "{name}", {code})])'
        )

    def _data(self, step: Step) -> None:
        model = self._model()
        for name in model.free("text")[:1] or model.free("char")[:1]:
            self._run(
                step,
                f'    for one in apps.get_model("{APP}", "{model.name}").objects.order_by("id"):\n'
                f'        one.{name} = (one.{name} + " seen")[:60]\n        one.save()',
            )

    def _delete(self, step: Step) -> None:
        linked = {other for model in self._models for other in model.links.values()}
        lonely = [m for m in self._models if m.name not in linked]
        if len(self._models) > 2 and lonely:
            model = self._random.choice(lonely)
            self._models.remove(model)
            step.operations.append(f'migrations.DeleteModel("{model.name}")')

    def _index_concurrently(self, step: Step) -> None:
        model, index = self._model(), self._new("index_")
        step.atomic = False
        for name in model.free("text")[:1]:
            model.indexes.append(f"{name} {index}")
            step.operations.append(
                f'pgo.AddIndexConcurrently("{model.name}", models.Index(fields=["{name}"],'
                f' name="{index}"))'
            )

    def _index_gone_concurrently(self, step: Step) -> None:
        step.atomic = False
        for model in self._models:
            if model.indexes:
                index = model.indexes.pop().split()[1]
                step.operations.append(f'pgo.RemoveIndexConcurrently("{model.name}", "{index}")')
                return

    def _not_valid(self, step: Step) -> None:
        model = self._model()
        for name in model.free("int")[:1]:
            rule = self._new("rule_")
            model.constraints.append(f"{name} {rule}")
            step.operations.append(
                f'pgo.AddConstraintNotValid("{model.name}", models.CheckConstraint('
                f'name="{rule}", **{{CHECK: models.Q({name}__gte=-100)}}))'
            )
            step.operations.append(f'pgo.ValidateConstraint("{model.name}", "{rule}")')

    def _collation(self, step: Step) -> None:
        name = self._new("collation_")
        step.operations.append(f'pgo.CreateCollation("{name}", "C", provider="libc")')
        if self._random.random() < 0.5:
            step.operations.append(f'pgo.RemoveCollation("{name}", "C", provider="libc")')

    _changes: tuple[Callable[[Maker, Step], None], ...] = (
        _create, _add_field, _add_field, _link, _link, _remove_field, _rename_field, _rename_link,
        _widen, _widen, _rename_model, _table, _comment, _options, _unique_together, _ordered,
        _index, _other_index, _constraint, _remove_constraint, _sql, _separate, _data, _data,
        _delete, _not_valid, _collation,
    )  # fmt: skip
    _concurrent: tuple[Callable[[Maker, Step], None], ...] = (
        _index_concurrently, _index_concurrently, _index_gone_concurrently,
    )  # fmt: skip


CHECK = (
    "import django\n"
    'CHECK = "condition" if django.VERSION >= (5, 1) else "check"  # renamed between versions\n'
)


def chain(random: Random, length: int) -> dict[str, str]:
    """The migration files by name, without their suffix."""
    files: dict[str, str] = {}
    for number, step in enumerate(Maker(random).steps(length), 1):
        before = [(APP, name) for name in list(files)[-1:]]
        files[f"{number:04}_step"] = HEAD.format(
            functions=CHECK + "\n".join(step.functions),
            atomic=step.atomic,
            initial=number == 1,
            dependencies=before,
            operations="\n".join(f"        {operation}," for operation in step.operations),
        )
    return files
