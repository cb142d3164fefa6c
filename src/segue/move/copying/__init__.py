"""Step 5, Copy rows: lanes that share out parts, the pump that streams them, the progress."""
