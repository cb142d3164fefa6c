"""The pages that edit the plan: its tables and columns, one at a time or many."""
