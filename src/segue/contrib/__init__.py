"""What a project may take into its own process; nothing else of Segue needs it."""
