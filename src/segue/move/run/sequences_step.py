"""Step 7: the numbers that new rows will get, and the rows that Django itself adds."""

from __future__ import annotations

from segue import sequences
from segue.database.journal import Journal
from segue.database.names import QualifiedName
from segue.events import SequenceSet
from segue.failpoints import reach
from segue.loading.key_numbers import first_and_last
from segue.move.run.request import Request, Scene
from segue.move.steps import Step
from segue.project import Verb, apply


class Numbering:
    """Sequences past every key; content types and permissions that the source lacked."""

    def __init__(self, request: Request, scene: Scene, journal: Journal) -> None:
        self._scene = scene
        self._journal = journal
        self._reporter = request.reporter
        self._workspace = request.workspace

    def settle(self, step: Step) -> None:
        """Set the sequences; then Django adds what only the target's models need."""
        done, states = self._set_sequences()
        self._reserve()
        added = self._create_missing()
        reach("types-added")
        step.summary = (
            f"{done} of {states} set"
            if done == states
            else (f"{done} set, {states - done} of {states} were right already")
        )
        if any(added.values()):
            step.summary += f", {sum(added.values())} content types and permissions added"

    def _set_sequences(self) -> tuple[int, int]:
        """How many were set, of how many."""
        survey, target = self._scene.survey, self._scene.target
        reached = sequences.how_far(self._scene.source, survey.source)
        carried = sequences.carry_over(survey.source, survey.target, reached, survey.transfers)
        states = sequences.inspect(target, survey.target, carried=carried)
        done = sequences.reset_together(target, states)
        reach("sequences-set")
        for state in done:
            if state.next_value is not None:
                self._reporter.report(SequenceSet(str(state.sequence.name), state.next_value))
        return len(done), len(states)

    def _reserve(self) -> None:
        """Keep the keys that the source may yet give out, and note which ones came."""
        survey, target = self._scene.survey, self._scene.target
        reserved = survey.reserved
        filled = [load.table for load in self._journal.loads() if load.merge is None]
        ends = first_and_last(target, [survey.target.tables[name] for name in filled])
        self._journal.ranges_saved(
            {
                name: (*ends.get(name, (None, None)), reserved.get(name))
                for name in dict.fromkeys((*filled, *reserved))
                if name in ends or name in reserved
            }
        )
        reach("keys-reserved")
        for sequence, last in sequences.move_past(target, survey.target, reserved).items():
            self._reporter.report(SequenceSet(str(sequence), last + 1))

    def _create_missing(self) -> dict[QualifiedName, int]:
        """Let Django add content types and permissions where no seed rows brought them.

        Returns how many, by table.
        """
        project, seeded = self._workspace.project, self._journal.seeds()
        if project is None or project.content_types not in self._scene.survey.targets:
            return {}
        if project.content_types in seeded and project.permissions in (None, *seeded):
            return {}
        applied = apply(project, self._workspace.target, Verb.CREATE, source=self._workspace.source)
        reach("types-created")
        added = {
            project.content_types: applied.content_types,
            project.permissions: applied.permissions,
        }
        for table, keys in added.items():
            if table is not None:
                self._journal.added(table, keys)
        return {table: len(keys) for table, keys in added.items() if table is not None}
