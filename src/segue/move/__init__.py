"""What is done: the eight steps of a move; `run` alone knows their order."""
