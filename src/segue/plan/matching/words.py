"""Words that developers use for the same thing, or that say little about what a column holds."""

from __future__ import annotations

SAME_WORD = (
    "name nm",
    "customer cust",
    "invoice inv invc",
    "product prod",
    "quantity qty",
    "number num nr no nbr",
    "image img",
    "picture pic photo photograph image",
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
    "dob birthdate birthday",
    "zipcode postcode zip postal",
)
"""Spellings and abbreviations of one word."""

ALIKE = (
    "title headline heading name label caption subject",
    "body text content message",
    "description summary abstract excerpt teaser intro",
    "created added inserted creation registered joined",
    "updated modified changed edited update modification change",
    "deleted removed",
    "author writer creator owner user",
    "account user member person profile",
    "customer client buyer",
    "company organization firm business",
    "url link uri href website homepage",
    "start begin beginning started from since opened",
    "end finish ended finished until ending closed",
    "category kind type sort group section",
    "state status",
    "active enabled",
    "position order rank sorting sequence ordering priority weight",
    "comment note remark notes",
    "given first forename",
    "surname last family",
    "sex gender",
    "code key identifier sku",
    "price amount cost total",
    "count number quantity",
    "birth birthdate born",
    "published released posted publication release",
    "visible public published shown",
    "verified confirmed validated",
    "picture image avatar cover thumbnail",
    "file attachment document upload",
    "item product article",
    "post article entry story",
    "tag label keyword topic",
    "team group",
    "project workspace",
    "invoice bill",
    "employee staff worker",
    "vendor supplier",
    "place location venue",
    "order purchase",
    "basket cart",
    "line row position entry",
)
"""Words that often take each other's place when something is renamed."""

HARMLESS = frozenset(
    "at on in of is has was be the a an by for date datetime time timestamp day moment field value"
    " dt data text fk ref current own my num tbl table".split()
)
"""Words that come and go without another meaning."""

OPPOSED = (
    "start end begin finish stop from to",
    "first last middle second third",
    "min max avg mean",
    "old new previous next current original",
    "billing shipping delivery invoice",
    "net gross tax",
    "width height depth length",
    "created updated modified deleted published approved",
    "min minimum max maximum",
    "in out",
    "sender recipient receiver",
    "source target destination origin",
    "parent child",
    "day days hour hours minute minutes second seconds week weeks month months year years",
    "city country state street region",
    "up down",
    "left right",
    "buy sell purchase sale",
    "home work mobile fax",
    "primary secondary",
    "latitude longitude",
    "active archived deleted hidden",
    "read write",
    "email phone",
    "public private",
    "title subtitle",
    "count sum total average",
    "short long",
    "lead tail",
)
"""Words that tell things apart: where they face each other, two names do not mean the same."""

COMMON = frozenset(
    "id name title slug description active enabled created updated modified deleted order position"
    " type kind status state code key value text content body date user author owner uuid number"
    " note notes comment image file url email phone language".split()
)
"""Words that so many tables have that sharing them says little."""

SOFT = frozenset("name number no nr nbr count amount amt".split())
"""Words that only say what kind of thing it is: a writer, and an author's name."""

KNOWN = frozenset(
    word
    for group in (*SAME_WORD, *ALIKE, *OPPOSED, *sorted(HARMLESS), *sorted(COMMON))
    for word in group.split()
)
"""Words of which others are put together."""
