"""What people meet in a terminal: arguments, commands, their answers and how those are shown."""
