def fill():
    from django.db import connection
    from finder.models import Page

    Page.objects.create(path="/")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE search_log (id serial PRIMARY KEY, words text NOT NULL, hits integer DEFAULT 0,"
            " page_id bigint REFERENCES finder_page);"
            "CREATE INDEX search_log_words ON search_log (lower(words));"
            "INSERT INTO search_log (words, hits, page_id) SELECT 'w' || n, n, (SELECT id FROM finder_page)"
            " FROM generate_series(1, 30) n"
        )


def arrived():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), sum(hits), count(page_id) FROM search_log")
        yield cursor.fetchone(), (30, 465, 30)
        cursor.execute("INSERT INTO search_log (words) VALUES ('new') RETURNING id, hits")
        yield cursor.fetchone(), (31, 0)
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE tablename = 'search_log'")
        yield cursor.fetchone(), (2,)
