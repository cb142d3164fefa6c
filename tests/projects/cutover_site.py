"""A site whose threads write through a cutover, until a line comes; then it tells what came of it.

OLD and NEW are addresses of its two databases, as `host port name user passfile`.
"""

import json
import os
import sys
import threading
import time

import django
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.urls import path


def database(variable):
    host, port, name, user, passfile = os.environ[variable].split()
    return {
        "ENGINE": "django.db.backends.postgresql", "NAME": name, "USER": user, "HOST": host,
        "PORT": port, "OPTIONS": {"passfile": passfile}, "CONN_MAX_AGE": 60,
        "ATOMIC_REQUESTS": True,
    }  # fmt: skip


settings.configure(
    DATABASES={"default": database("OLD"), "new": database("NEW")},
    SEGUE_CUTOVER={"default": "new"},
    MIDDLEWARE=["segue.contrib.cutover.CutoverMiddleware"],
    ROOT_URLCONF=__name__,
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="only for a test",
)
django.setup()

from django.test import Client

from segue.contrib.cutover import through_cutover


def write(request):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO entry (said) VALUES (%s) RETURNING id", [request.POST["said"]])
        return HttpResponse(str(cursor.fetchone()[0]))


urlpatterns = [path("", write)]


def add(said):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO entry (said) VALUES (%s)", [said])


def serve(number, over, answers):
    client, count = Client(raise_request_exception=False), 0
    while not over.is_set():
        said = f"{number}-{count}"
        if number == 0:
            through_cutover(lambda said=said: add(said))
            answers.append((200, said))
        else:
            answers.append((client.post("/", {"said": said}).status_code, said))
        count += 1
        time.sleep(0.01)
    connection.close()


def main():
    over, answers = threading.Event(), []
    threads = [threading.Thread(target=serve, args=(n, over, answers)) for n in range(4)]
    for thread in threads:
        thread.start()
    sys.stdin.readline()
    over.set()
    for thread in threads:
        thread.join()
    print(json.dumps(answers))


if __name__ == "__main__":
    main()
