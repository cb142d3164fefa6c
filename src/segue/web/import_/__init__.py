"""What the pages of a CSV import are made of: the form, files that a browser sent, the views."""
