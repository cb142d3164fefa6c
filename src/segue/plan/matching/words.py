"""Words that developers use for the same thing, or that say little about what a column holds.

A word may stand in several groups. None of this makes a match by itself: types, references and
values have to agree as well.
"""

from __future__ import annotations

SAME_WORD = (
    "quantity qty",
    "name nm",
    "code cd",
    "number num nr no nbr",
    "image img picture pic photo photograph",
    "description desc descr",
    "telephone phone tel",
    "organisation organization org",
    "address addr",
    "email mail",
    "language lang",
    "message msg",
    "configuration config conf",
    "parameter param",
    "category cat",
    "account acct acc",
    "department dept",
    "identifier ident",
    "reference ref",
    "document doc",
    "information info",
    "password passwd pwd",
    "temperature temp",
    "latitude lat",
    "longitude lng lon long",
    "average avg",
    "maximum max",
    "minimum min",
    "amount amt",
    "value val",
    "index idx",
    "position pos",
    "attribute attr",
    "administrator admin",
    "application app",
    "database db",
    "colour color",
    "centre center",
    "licence license",
    "cancelled canceled",
    "favourite favorite",
    "catalogue catalog",
    "zipcode postcode zip postal",
    "customer cust",
    "invoice inv invc",
    "product prod",
    "subject subj",
    "paid payed",
    "deleted del removed",
    "updated upd",
    "created crt",
    "location loc",
    "previous prev",
    "university uni",
    "enrolment enrollment",
    "programme program",
)
"""Spellings and abbreviations of one word."""

ALIKE = (
    "title headline heading name label subject caption",
    "body text content",
    "summary abstract excerpt teaser intro synopsis",
    "created added inserted creation registered joined",
    "updated modified changed edited update modification change",
    "author writer creator",
    "url link uri href",
    "website homepage",
    "start begin beginning started begins starts opened",
    "end finish ended finished until ending ends closed",
    "category kind type",
    "active enabled",
    "position order rank sorting sequence ordering",
    "comment note remark",
    "given first forename",
    "surname last family",
    "sex gender",
    "birth birthdate born birthday dob",
    "published released posted publication release",
    "verified confirmed validated",
    "visible shown",
    "hidden invisible",
    "city town",
    "street road",
    "company organization firm business",
    "attachment upload",
    "invoice bill",
    "employee staff worker",
    "vendor supplier",
    "team squad",
    "location venue",
    "basket cart",
    "assignee owner responsible",
    "manager boss",
    "manufacturer maker",
    "salary wage",
)
"""Words that take each other's place when something is renamed."""

MAYBE = (
    "owner user author creator account member person profile employee",
    "state status",
    "code key identifier sku number",
    "price cost amount total",
    "count number quantity amount",
    "category group section topic area",
    "description summary comment",
    "body message description",
    "position priority weight rank",
    "avatar cover thumbnail image",
    "file attachment document upload",
    "public published visible",
    "customer client buyer account company",
    "item product article",
    "post article entry story page",
    "tag label keyword topic",
    "team group",
    "project workspace",
    "place location",
    "order purchase",
    "line row position entry item",
    "vehicle car",
    "rental booking reservation",
    "visit appointment meeting",
    "diagnosis condition",
    "comment reply answer response message",
    "ticket issue request case",
    "task todo job",
    "milestone iteration sprint phase",
    "student pupil learner",
    "teacher instructor lecturer",
    "course class lesson",
    "doctor physician",
    "recipe dish meal",
    "warehouse depot storage store",
    "shop store",
    "payment transaction",
    "discount coupon voucher",
    "notification alert",
    "setting preference option configuration",
    "role position function",
    "event occasion",
    "log history journal record",
    "country nation",
    "forum board",
    "thread topic discussion conversation",
    "book volume",
    "song track",
    "film movie",
    "membership subscription enrolment registration",
    "institution organization",
    "department division section unit",
    "contract agreement",
    "rating score grade mark",
    "manufacturer maker brand",
    "leader lead head manager",
    "content item",
)
"""Words that often mean the same, and often enough do not: they tell of models whose columns agree,
and of columns that refer to the same rows."""

HARMLESS = frozenset(
    "at on in of is has was be the a an by for date datetime time timestamp day moment field value"
    " dt data text fk ref current own my tbl table".split()
)
"""Words that come and go without another meaning."""

SOFT = frozenset("name number no nr nbr num count amount amt".split())
"""Words that only say what kind of thing it is: a writer, and an author's name."""

OPPOSED = (
    "start end",
    "first last middle second third",
    "min max average",
    "old new previous next current original",
    "billing shipping delivery invoice",
    "net gross tax",
    "width height depth length",
    "created updated deleted published approved archived requested",
    "in out",
    "sender recipient",
    "source target",
    "parent child",
    "day hour minute second week month year",
    "city country state street region",
    "up down",
    "left right",
    "buy sell",
    "purchase sale",
    "home work mobile fax",
    "primary secondary",
    "latitude longitude",
    "active archived deleted hidden",
    "read write",
    "email phone",
    "public private",
    "title subtitle",
    "count total average",
    "short long",
    "import export",
    "inbound outbound",
    "incoming outgoing",
    "internal external",
    "expected actual",
    "planned actual",
    "debit credit",
    "open close",
    "father mother",
)
"""Words that tell things apart: where they face each other, two names do not mean the same."""

COMMON = frozenset(
    "id name title slug description active enabled created updated modified deleted order position"
    " type kind status state code key value text content body date user author owner uuid number"
    " note notes comment image file url email phone language".split()
)
"""Words that so many tables have that sharing them says little."""

KNOWN = frozenset(
    word
    for group in (*SAME_WORD, *ALIKE, *MAYBE, *OPPOSED, *HARMLESS, *COMMON)
    for word in group.split()
)
"""Words of which others are put together."""
