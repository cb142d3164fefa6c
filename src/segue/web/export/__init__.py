"""What the pages of a CSV export are made of: the form, the tables, the command and the views."""
