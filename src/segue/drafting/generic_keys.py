"""Plain references that took the place of a generic one: asked, with the SQL."""

from __future__ import annotations

from collections.abc import Iterator

from psycopg import sql

from segue.drafting.expressions import entry, name
from segue.drafting.knowledge import Knowledge
from segue.drafting.matching import ColumnMatches, Entity
from segue.drafting.matching.shapes import Shape
from segue.drafting.values import ColumnChoice
from segue.plan.toml import text

CONTENT_TYPES = "django_content_type"
KIND, KEY = "content_type_id", "object_id"
"""How Django calls the two columns of a generic reference, with words before them or without."""


def plain_reference(
    shape: Shape, matches: ColumnMatches, knowledge: Knowledge
) -> ColumnChoice | None:
    """A question about an unfed reference where the source's rows refer to rows of any model."""
    pairs = list(_generic(matches))
    owner = _owner(shape, knowledge)
    if len(pairs) != 1 or owner is None:
        return None
    kind, key = pairs[0]
    offers = [_where(kind, key, owner, shape)]
    if kind.sample is not None and len(kind.sample.values) == 1:
        always = f"perhaps {key.name}: every row that was seen has the same {kind.name}"
        offers.insert(0, (always, text(key.name)))
    (reason, entry_text), *further = offers
    return ColumnChoice(
        shape.name,
        reason,
        question=True,
        suggestion=entry_text,
        further=tuple(further),
        uses=(kind.name, key.name),
    )


def _generic(matches: ColumnMatches) -> Iterator[tuple[Shape, Shape]]:
    """The source's generic references that have no place in the target: model and key."""
    homeless = {shape.name: shape for shape in matches.homeless}
    for shape in homeless.values():
        of_types = shape.references is not None and shape.references.name == CONTENT_TYPES
        key = homeless.get(shape.name.removesuffix(KIND) + KEY)
        if of_types and shape.name.endswith(KIND) and key is not None:
            yield shape, key


def _owner(shape: Shape, knowledge: Knowledge) -> Entity | None:
    """The model of the source whose rows the reference leads to now."""
    if shape.references is None:
        return None
    owners = knowledge.links.of_target(shape.references) or {shape.references}
    owner_entities = [knowledge.entities[owner] for owner in owners if owner in knowledge.entities]
    return owner_entities[0] if len(owner_entities) == 1 else None


def _where(kind: Shape, key: Shape, owner: Entity, shape: Shape) -> tuple[str, str]:
    """The keys of the rows that refer to one model."""
    assert kind.references is not None
    types = kind.references
    value = name(key.name)
    if key.family != shape.family:
        value = sql.SQL("{}::{}").format(value, sql.SQL(shape.column.type.text))
    condition = entry(
        "CASE WHEN {} = (SELECT c.id FROM {}.{} c WHERE c.app_label = {} AND c.model = {})"
        " THEN {} END",
        name(kind.name),
        name(types.schema),
        name(types.name),
        sql.Literal(owner.app),
        sql.Literal(owner.model),
        value,
    )
    return f"perhaps {key.name}, where {kind.name} is that of {owner.model}", condition
