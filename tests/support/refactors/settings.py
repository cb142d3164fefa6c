"""The settings of either project of a case, as the environment says."""

import json
import os
from typing import Any

_job: dict[str, Any] = json.loads(os.environ["SEGUE_REFACTOR"])

SECRET_KEY = "not a secret"
USE_TZ = True
SITE_ID = 1
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = _job["apps"]
DATABASES = {"default": _job["database"]}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Tables are made from the models as they stand, as after `makemigrations` from nothing.
MIGRATION_MODULES = {name.rpartition(".")[2]: None for name in INSTALLED_APPS}
globals().update(_job["settings"])
