"""What should happen: the plan as values, its file, the draft, the checks."""
