"""Every type that PostgreSQL and its contrib ship, with its extremes, written as its input reads.

The same values serve lists (each type, each value) and random tables of `support.strategies`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from support.literals import array, composite


@dataclass(frozen=True)
class Sort:
    """A type as a column declares it, and values that are hard to carry."""

    declared: str
    values: tuple[str, ...]
    since: int = 13
    """The oldest major version that has the type, or takes the values."""
    delimiter: str = ","
    """Between the elements of its arrays."""

    def array(self) -> Sort:
        """The type's arrays, of one value, of several dimensions, with NULLs and odd bounds."""
        return Sort(f"{self.declared}[]", tuple(self._arrays()), self.since)

    def _arrays(self) -> Iterator[str]:
        one, two = self.values[0], self.values[-1]
        yield "{}"
        for value in self.values:
            yield array([value], self.delimiter)
        yield array([None, one, None], self.delimiter)
        yield array([one, None, two], self.delimiter, bounds="[-3:-1]")
        yield array([[[one, two]], [[None, one]]], self.delimiter, bounds="[0:1][7:7][-1:0]")


EXTENSIONS = (
    "citext",
    "cube",
    "earthdistance",
    "hstore",
    "intarray",
    "isn",
    "lo",
    "ltree",
    "pg_trgm",
    "seg",
)

OWN_TYPES = r'''
    CREATE SCHEMA "Far % ""away""";
    CREATE TYPE mood AS ENUM ('sad', 'ok', 'so so', 'quo"te''s', 'a,b{c}', '');
    CREATE TYPE "Far % ""away"""."Select" AS ENUM ('😀', 'NULL', '\N');
    CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
    CREATE DOMAIN price AS numeric(12, 3);
    CREATE DOMAIN "dear price" AS price CHECK (VALUE > 100);
    CREATE DOMAIN feeling AS mood;
    CREATE DOMAIN words AS text[];
    CREATE TYPE pair AS (a integer, "B ""c""" text, feels mood);
    CREATE TYPE nested AS (one pair, many pair[], at timestamptz, "%s" float8, "{}" positive);
    CREATE DOMAIN couple AS pair CHECK ((VALUE).a IS DISTINCT FROM 13);
    CREATE TYPE floatrange AS RANGE (subtype = float8);
    CREATE TYPE moodrange AS RANGE (subtype = mood);
    CREATE TYPE wordrange AS RANGE (subtype = text, collation = "C");
    CREATE TABLE public."A table %" ();
'''

_TEXTS = (
    "", " ", "a", "a ", " a", "A", "\t", "\n", "\r", "\r\n", "\\", "\\N", "\\.", "\\\\", "\\n",
    "'", '"', "''", '""', "%", "%s", "%%", "{}", "{0}", "(,)", "NULL", "null", ",", ";", "$1", "$$",
    "😀", "é", "e\u0301", "\u200f‮אב", "\ufeff", "\x01\x7f", "ÿ", "\U0010ffff", "ß", "ı",
    "0", "-0", "x" * 5000, "".join(chr(c) for c in range(0x4E00, 0x4E00 + 3000)),
)  # fmt: skip
_TIMES = ("00:00:00", "24:00:00", "23:59:59.999999", "00:00:00.000001")
_RANGES = ("empty", "(,)")

BUILTIN: Mapping[str, Sort] = {
    "bool": Sort("boolean", ("true", "false")),
    "int2": Sort("smallint", ("0", "-1", "32767", "-32768")),
    "int4": Sort("integer", ("0", "-1", "1", "2147483647", "-2147483648")),
    "int8": Sort(
        "bigint", ("0", "-1", "1", "4294967296", "9223372036854775807", "-9223372036854775808")
    ),
    "oid": Sort("oid", ("0", "1", "4294967295")),
    "numeric": Sort(
        "numeric",
        ("0", "0.0", "0.00", "1", "-1", "1.0", "1.00", "10", "100", "1e10", "10000", "NaN",
         "1e131071", "1e-16383", "-" + "9" * 300 + "." + "9" * 300, "0.1", "0.10000000000000001"),
    ),
    "numeric infinite": Sort("numeric", ("Infinity", "-Infinity", "0"), since=14),
    "numeric scaled": Sort("numeric(10, 2)", ("0", "1.5", "-1.5", "99999999.99", "NaN")),
    "numeric negative scale": Sort("numeric(4, -2)", ("0", "100", "-999900"), since=15),
    "numeric small": Sort("numeric(3, 5)", ("0", "0.00999", "-0.00001"), since=15),
    "float4": Sort(
        "real",
        ("0", "-0", "NaN", "Infinity", "-Infinity", "1e-45", "3.4028235e38", "0.1", "1e38"),
    ),
    "float8": Sort(
        "double precision",
        ("0", "-0", "NaN", "Infinity", "-Infinity", "5e-324", "1.7976931348623157e308", "0.1",
         "0.30000000000000004", "2.2250738585072014e-308", "1e16", "123456789012345680"),
    ),
    "money": Sort("money", ("0", "-0.01", "92233720368547758.07", "-92233720368547758.08")),
    "text": Sort("text", _TEXTS),
    "varchar": Sort("varchar(10)", ("", " ", "a", "a  ", "😀" * 10, "\\N", "%s")),
    "varchar any": Sort("varchar", ("", "a ", "a", "x" * 9000)),
    "char": Sort('"char"', ("", "a", " ", "~", "\\", "'", '"')),
    "bpchar": Sort("char(5)", ("", "a", " a", "😀", "'\"\\%{")),
    "bpchar any": Sort("bpchar", ("", "a", "a ", "a   ", " a")),
    "name": Sort("name", ("", "a", "A b", "x" * 63, "é" * 31, "%s", '"')),
    "bytea": Sort(
        "bytea",
        ("\\x", "\\x00", "\\xff00", "\\x" + bytes(range(256)).hex(), "\\x5c", "\\x" + "00" * 9000),
    ),
    "date": Sort(
        "date",
        ("4714-11-24 BC", "0001-12-31 BC", "0001-01-01", "2000-01-01", "9999-12-31", "10000-01-01",
         "5874897-12-31", "infinity", "-infinity"),
    ),
    "time": Sort("time", _TIMES),
    "time short": Sort("time(0)", ("00:00:00", "24:00:00")),
    "timetz": Sort(
        "timetz",
        ("00:00:00+15:59:59", "24:00:00-15:59:59", "12:00:00+00", "13:00:00+01",
         "12:00:00.5-12:30"),
    ),
    "timestamp": Sort(
        "timestamp",
        ("4714-11-24 00:00:00 BC", "0001-12-31 23:59:59.999999 BC", "1999-12-31 23:59:59.999999",
         "2000-01-01", "10000-01-01", "294276-12-31 23:59:59.999999", "infinity", "-infinity"),
    ),
    "timestamp short": Sort("timestamp(0)", ("2000-01-01 00:00:01", "-infinity")),
    "timestamptz": Sort(
        "timestamptz",
        ("4714-11-24 00:00:00+00 BC", "0001-12-31 23:59:59.999999+00 BC", "2000-01-01 00:00+14",
         "2000-01-01", "10000-01-01", "294276-12-31 23:59:59.999999+00", "infinity", "-infinity"),
    ),
    "interval": Sort(
        "interval",
        ("0", "1 day", "24 hours", "30 days", "1 mon", "-1 mon +30 days", "1 day -24:00:00",
         "-178000000 years", "178000000 years", "2147483647 days", "0.000001 seconds",
         "-00:00:00.1"),
    ),
    "interval infinite": Sort("interval", ("infinity", "-infinity"), since=17),
    "interval fields": Sort("interval year to month", ("1 year 2 mons", "-1 mons", "0")),
    "uuid": Sort(
        "uuid",
        ("00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
         "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
    ),
    "inet": Sort(
        "inet",
        ("0.0.0.0/0", "10.0.0.1", "10.0.0.1/8", "10.0.0.0/8", "::", "::/0", "::ffff:1.2.3.4",
         "fe80::1/10", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ),
    "cidr": Sort(
        "cidr", ("0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/9", "::/0", "fe80::/10", "1.2.3.4/32")
    ),
    "macaddr": Sort("macaddr", ("00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "08:00:2b:01:02:03")),
    "macaddr8": Sort("macaddr8", ("00:00:00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff:ff:ff")),
    "bit": Sort("bit(3)", ("000", "111", "101")),
    "bit long": Sort("bit(65)", ("0" * 65, "1" * 65)),
    "varbit": Sort("bit varying", ("", "0", "00", "1", "1" * 9, "01" * 500)),
    "json": Sort(
        "json",
        ('{"a":1}', '{"a": 1}', '{"a":1,"a":2}', "null", '""', "[]", "{}", '"\\u0000"', "1.0",
         "1.00", ' "x"', '"😀"', '"\\ud83d\\ude00"', '{"": {"%s": [null, true, "{}"]}}', "-0"),
    ),
    "jsonb": Sort(
        "jsonb",
        ('{"a": 1}', '{"a": -1}', '{"a": 1.0}', '{"a": "1"}', "null", '""', "[]", "{}", "[[]]",
         "[{}]", "1.0", "1.00", "-1e-400", "1e400", '"😀"', '"\\\\"', "true", "false", '"true"',
         '{"": {"%s": [null, true, "{}"]}}', '["' + "x" * 9000 + '"]'),
    ),
    "jsonpath": Sort(
        "jsonpath",
        ("$", "strict $", '$."a b"[*] ? (@ > 1.50)', '$.** ? (@ like_regex "^\\"" flag "i")'),
    ),
    "tsvector": Sort(
        "tsvector",
        ("", "'a'", "a:1A,2B,16383 'b c':3", "'it''s' '\\\\' '😀':5C", "A a", "x:1 x:2D"),
    ),
    "tsquery": Sort(
        "tsquery", ("", "a", "'a' & !'b':*A | 'c' <-> 'd'", "'it''s' <16384> '\\\\'", "!!a")
    ),
    "point": Sort("point", ("(0,0)", "(-0,0)", "(NaN,Infinity)", "(0.1,1e-300)", "(1,2)", "(2,1)")),
    "line": Sort("line", ("{1,2,3}", "{0,-1,0.1}", "{NaN,1,1}")),
    "lseg": Sort("lseg", ("[(0,0),(1,1)]", "[(1,1),(0,0)]", "[(NaN,0),(-Infinity,0)]")),
    "box": Sort("box", ("(1,1),(0,0)", "(0.1,-0),(-1,-1e300)", "(2,2),(2,2)"), delimiter=";"),
    "path": Sort("path", ("((0,0),(1,1))", "[(0,0),(1,1)]", "[(0,0)]", "((NaN,1e-300))")),
    "polygon": Sort("polygon", ("((0,0))", "((0,0),(1,1),(1,0))", "((1,0),(0,0),(1,1))")),
    "circle": Sort("circle", ("<(0,0),0>", "<(0.1,-1),1e300>", "<(NaN,1),Infinity>")),
    "int4range": Sort(
        "int4range", (*_RANGES, "[1,1]", "(0,5]", "(,5)", "[5,)", "[-2147483648,2147483647)")
    ),
    "int8range": Sort(
        "int8range", (*_RANGES, "[1,1]", "[-9223372036854775808,9223372036854775807)")
    ),
    "numrange": Sort(
        "numrange", (*_RANGES, "[1,2]", "(1,2)", "[1.0,2.00)", "[NaN,NaN]", "(,1e100]")
    ),
    "tsrange": Sort(
        "tsrange", (*_RANGES, "[-infinity,infinity]", "[2000-01-01,)", "(,10000-01-01)")
    ),
    "tstzrange": Sort(
        "tstzrange", (*_RANGES, '["2000-01-01 00:00:00+01",infinity)', "[infinity,)")
    ),
    "daterange": Sort(
        "daterange", (*_RANGES, "[0001-01-01 BC,5874897-12-30)", "[-infinity,infinity]")
    ),
    "int4multirange": Sort("int4multirange", ("{}", "{(,)}", "{[1,2),[5,7),[9,)}"), since=14),
    "int8multirange": Sort("int8multirange", ("{}", "{[1,2)}", "{(,0),[5,)}"), since=14),
    "nummultirange": Sort("nummultirange", ("{}", "{[1.0,2.00]}", "{[1,2],(3,3.5)}"), since=14),
    "tsmultirange": Sort("tsmultirange", ("{}", "{[2000-01-01,infinity)}"), since=14),
    "tstzmultirange": Sort("tstzmultirange", ("{}", "{(,-infinity],[2000-01-01,)}"), since=14),
    "datemultirange": Sort("datemultirange", ("{}", "{(,2000-01-01),[2001-01-01,)}"), since=14),
    "pg_lsn": Sort("pg_lsn", ("0/0", "FFFFFFFF/FFFFFFFF", "1/0")),
    "pg_snapshot": Sort("pg_snapshot", ("1:1:", "10:20:10,14,15")),
    "txid_snapshot": Sort("txid_snapshot", ("1:1:", "10:20:10,14,15")),
    "tid": Sort("tid", ("(0,0)", "(4294967295,65535)")),
    "xid": Sort("xid", ("0", "4294967295")),
    "xid8": Sort("xid8", ("0", "18446744073709551615")),
    "cid": Sort("cid", ("0", "4294967295")),
    "int2vector": Sort("int2vector", ("", "1", "-1 2 32767")),
    "oidvector": Sort("oidvector", ("", "1", "4294967295 0")),
    "refcursor": Sort("refcursor", ("", "c", "<unnamed portal 1>")),
    "aclitem": Sort(
        "aclitem", ("=r/pg_monitor", "pg_monitor=arw*/pg_signal_backend", "pg_monitor=/pg_monitor")
    ),
    "regclass": Sort("regclass", ("pg_class", 'public."A table %"', "-", "4294967295")),
    "regcollation": Sort("regcollation", ('"C"', '"POSIX"', "-")),
    "regconfig": Sort("regconfig", ("simple", "german", "-")),
    "regdictionary": Sort("regdictionary", ("simple", "german_stem", "-")),
    "regnamespace": Sort("regnamespace", ("public", "pg_catalog", '"Far % ""away"""', "-")),
    "regoper": Sort("regoper", ("||/", "|/", "0")),
    "regoperator": Sort("regoperator", ("+(integer,integer)", "-(none,integer)", "0")),
    "regproc": Sort("regproc", ("now", "boolin", "-")),
    "regprocedure": Sort("regprocedure", ("lower(text)", "now()", "-")),
    "regrole": Sort("regrole", ("pg_monitor", "pg_signal_backend", "-")),
    "regtype": Sort("regtype", ("integer", "mood", "mood[]", '"Far % ""away"""."Select"', "-")),
    "xml": Sort("xml", ("", "<a/>", "<a></a>", "text & no tag".replace("&", "&amp;"), "<é>😀</é>")),
}  # fmt: skip
"""By `pg_type.typname`, with a word more where there are several."""

NO_COLUMN = frozenset(
    "gtsvector pg_brin_bloom_summary pg_brin_minmax_multi_summary pg_dependencies pg_mcv_list"
    " pg_ndistinct pg_node_tree gtrgm ghstore intbig_gkey ltree_gist".split()
)
"""Types that no value can be written for: the server's own, inside indexes and statistics."""

CONTRIB: Mapping[str, Sort] = {
    "citext": Sort("citext", ("", "a", "A", "é", "%s", "x" * 5000)),
    "hstore": Sort(
        "hstore",
        ("", '"a"=>NULL', '"a"=>"NULL"', '"a"=>""', '""=>"a"', r'"q\"t"=>"\\"',
         '"%s"=>"😀", "b"=>"c"'),
    ),
    "ltree": Sort("ltree", ("", "a", "a.b.c", "A.b", "x" * 255)),
    "lquery": Sort("lquery", ("a", "*.a{1,2}.!b|c@", "*{,3}")),
    "ltxtquery": Sort("ltxtquery", ("a", "a & !b@*")),
    "query_int": Sort("query_int", ("1", "1&(2|!3)")),
    "cube": Sort("cube", ("(0)", "(1,2),(3,4)", "(1,2)", "()", "(0.1,-1e300)")),
    "earth": Sort("earth", ("(6378168, 0, 0)", "(0, -6378168, 0)")),
    "seg": Sort("seg", ("1", "1.0", "1.00", "~6.5", "< 3", "1 .. 2.00", "1.50 ..")),
    "lo": Sort("lo", ("0", "4294967295")),
    "ean13": Sort("ean13", ("978-0-11-000533-1", "977-1436-452-00-8")),
    "isbn13": Sort("isbn13", ("978-0-11-000533-1", "978-0-393-04002-9")),
    "isbn": Sort("isbn", ("0-393-04002-X", "0-11-000533-3")),
    "ismn13": Sort("ismn13", ("979-0-060-11561-5",)),
    "ismn": Sort("ismn", ("M-060-11561-5",)),
    "issn13": Sort("issn13", ("977-1436-452-00-8",)),
    "issn": Sort("issn", ("1436-4522",)),
    "upc": Sort("upc", ("220356483481",)),
}  # fmt: skip

_PAIR = composite(["1", 'q"u\\o,te', "so so"])
OWN: Mapping[str, Sort] = {
    "mood": Sort("mood", ("sad", "ok", "so so", "quo\"te's", "a,b{c}", "")),
    "Select": Sort('"Far % ""away"""."Select"', ("😀", "NULL", "\\N")),
    "positive": Sort("positive", ("1", "2147483647")),
    "price": Sort("price", ("0", "1.5", "-999999999.999", "NaN")),
    "dear price": Sort('"dear price"', ("100.001", "999999999.999")),
    "feeling": Sort("feeling", ("sad", "")),
    "words": Sort("words", ("{}", "{a,NULL}", '[0:1]={"NULL","\\\\"}', "{{a},{b}}")),
    "pair": Sort("pair", (composite([None, None, None]), composite(["0", "", ""]), _PAIR)),
    "nested": Sort(
        "nested",
        (
            composite([None] * 5),
            composite([_PAIR, array([_PAIR, None]), "-infinity", "-0", "1"]),
            composite([_PAIR, "{}", "2000-01-01 00:00:00+00", "0", None]),
        ),
    ),
    "couple": Sort("couple", (composite([None, "%s", None]), _PAIR)),
    "floatrange": Sort("floatrange", (*_RANGES, "[-0,0]", "[NaN,]", "[-Infinity,Infinity)")),
    "moodrange": Sort("moodrange", (*_RANGES, '[sad,"so so"]', '["",""]')),
    "wordrange": Sort("wordrange", (*_RANGES, '[a,b)', '["",""]', '["\\\\","a,b)]"]')),
    "moodmultirange": Sort("moodmultirange", ("{}", '{[sad,ok),["",""]}'), since=14),
    "wordmultirange": Sort("wordmultirange", ("{}", r'{["",A),["\\","a,b{}")}'), since=14),
    "floatmultirange": Sort("floatmultirange", ("{}", "{[0,1),(5,Infinity]}"), since=14),
}  # fmt: skip

SORTS: Mapping[str, Sort] = {**BUILTIN, **CONTRIB, **OWN}


def sorts(version: int, *, xml: bool) -> dict[str, Sort]:
    """All types and their arrays that servers from that major version on have."""
    known = {
        name: sort
        for name, sort in SORTS.items()
        if sort.since <= version and (xml or name != "xml")
    }
    arrays = {f"{name}[]": sort.array() for name, sort in known.items()}
    return {**known, **arrays}
