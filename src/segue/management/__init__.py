"""The face inside Django: `manage.py segue`, and the process that runs migrate on a target."""
