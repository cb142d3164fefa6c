"""Words that developers use for the same thing, or that say little about what a column holds.

A word may stand in several groups. None of this makes a match by itself: types, references and
values have to agree as well.
"""

from __future__ import annotations

from segue.drafting.matching.maybe import MAYBE

SAME_WORD = (
    "birth born",
    "death died",
    "bought purchased",
    "pass passing",
    "biography bio",
    "account acct acc",
    "address addr",
    "administration admin",
    "administrator admin",
    "amount amt",
    "apartment apt",
    "application app",
    "approximate approx",
    "attribute attr",
    "authorized authorised",
    "average avg",
    "balance bal",
    "birthdate dob birthday",
    "building bldg",
    "calculated calc",
    "cancelled canceled",
    "capacity cap",
    "catalogue catalog",
    "category cat",
    "centre center",
    "cheque check",
    "code cd",
    "colour color",
    "configuration config conf",
    "created crt",
    "customer cust",
    "database db",
    "deleted del removed",
    "delivery deliv dlv",
    "department dept",
    "description desc descr",
    "destination dest dst",
    "discount disc",
    "document doc",
    "email mail",
    "enquiry inquiry",
    "enrolment enrollment",
    "environment env",
    "error err",
    "estimated est",
    "exception exc",
    "expiry expiration exp expire expired",
    "favourite favorite",
    "government gov govt",
    "height ht",
    "history hist",
    "hour hr",
    "identifier ident",
    "image img picture pic photo photograph",
    "index idx",
    "information info",
    "initial init",
    "international intl",
    "invoice inv invc",
    "kilogram kg kilo",
    "kilometre kilometer km",
    "language lang",
    "latitude lat",
    "length len",
    "licence license",
    "litre liter",
    "location loc",
    "longitude lng lon long",
    "management mgmt",
    "manager mgr",
    "manufacturer mfr",
    "maximum max",
    "message msg",
    "metre meter",
    "minimum min",
    "name nm",
    "nickname nick",
    "number num nr no nbr",
    "optional opt",
    "organisation organization org",
    "organizer organiser",
    "original orig",
    "paid payed",
    "parameter param",
    "passenger pax",
    "password passwd pwd",
    "percent pct percentage",
    "point pts pt",
    "position pos",
    "previous prev",
    "product prod",
    "programme program",
    "purchase purch",
    "quantity qty",
    "quarter qtr",
    "received recvd rcvd recd",
    "reference ref",
    "regular reg",
    "required req",
    "response resp",
    "second sec",
    "sent snt",
    "service svc srv",
    "source src",
    "specification spec",
    "square sq",
    "statistic stat",
    "street st str",
    "student stud",
    "subject subj",
    "supplier suppl",
    "teacher teach",
    "telephone phone tel",
    "temperature temp",
    "temporary temp tmp",
    "text txt",
    "theatre theater",
    "transaction txn trx",
    "tyre tire",
    "university uni",
    "updated upd",
    "value val",
    "vehicle veh",
    "version ver",
    "warehouse wh whse",
    "weight wt",
    "year yr",
    "sequence seq",
    "count num",
    "paragraph para",
    "humidity hum",
    "quality qual",
    "installed inst",
    "serial ser",
    "reading rdg",
    "signature sig",
    "certificate cert",
    "maintenance maint",
    "distribution dist",
    "question qn",
    "remark rmk",
    "comment cmt cmnt",
    "schedule sched",
    "session sess",
    "attachment attch",
    "condition cond",
    "property prop",
    "contract contr",
    "employee emp empl",
    "notification notif",
    "subscription sub subscr",
    "appointment appt",
    "medication med",
    "diagnosis diag dx",
    "prescription rx",
    "patient pat",
    "customer cst",
    "shipment shpmt",
    "package pkg",
    "payment pmt",
    "order ord",
    "column col",
    "group grp",
    "member mbr",
    "user usr",
    "section sect",
    "chapter chap ch",
    "page pg",
    "volume vol",
    "edition edn",
    "publisher publ",
    "calendar cal",
    "duration dur",
    "frequency freq",
    "voltage volt",
    "coordinate coord",
    "territory terr",
    "district distr",
    "county cnty",
    "country ctry cntry",
    "zipcode postcode zip postal",
)
"""Spellings and abbreviations of one word."""

ALIKE = (
    "biography about",
    "capacity seat",
    "grade mark",
    "first start",
    "last end",
    "approved granted",
    "abbreviation acronym",
    "active enabled",
    "altitude elevation",
    "assignee owner responsible",
    "attachment upload",
    "author writer creator",
    "automobile car",
    "away guest",
    "basket cart",
    "birth birthdate born birthday dob",
    "body text content",
    "kind type",
    "chauffeur driver",
    "child kid",
    "city town",
    "comment note remark",
    "company organization firm business",
    "created added inserted creation registered joined",
    "destination target arrival to",
    "doctor physician",
    "due deadline",
    "duration length",
    "employee staff worker",
    "end finish ended finished until ending closed close",
    "flat apartment",
    "given first forename",
    "guest visitor",
    "hidden invisible",
    "holiday vacation",
    "invoice bill",
    "lawyer attorney solicitor",
    "lecturer teacher instructor",
    "lent loaned borrowed",
    "location venue",
    "lorry truck",
    "manager boss",
    "manufacturer maker",
    "memo note remark",
    "mistake fault defect",
    "movie film",
    "origin source departure from",
    "mobile cell cellphone",
    "pinned sticky",
    "position order sorting sequence ordering",
    "published released posted publication release",
    "pupil student",
    "purchaser buyer",
    "question query",
    "quote quotation offer",
    "rating star score",
    "recipient addressee receiver consignee",
    "renter tenant lessee",
    "salary wage",
    "seller vendor",
    "sender consignor",
    "sex gender",
    "start begin beginning started opened open",
    "storehouse warehouse",
    "street road",
    "summary abstract excerpt teaser intro synopsis",
    "surname last family",
    "surveyor inspector examiner",
    "team squad",
    "text description",
    "title headline heading name label subject caption",
    "updated modified changed edited update modification change",
    "url link uri href",
    "vendor supplier",
    "verified confirmed validated",
    "visible shown",
    "website homepage web",
    "completed finished",
    "occupation profession job",
    "expired ended",
)
"""Words that take each other's place when something is renamed."""

SHORTENED = {
    "fname": "first name",
    "fullname": "name",
    "lname": "last name",
    "mname": "middle name",
    "uname": "user name",
    "qtype": "question type",
    "ptype": "type",
    "ctype": "type",
    "bdate": "birth date",
    "sdate": "start date",
    "edate": "end date",
    "cdate": "created date",
    "mdate": "modified date",
    "udate": "updated date",
    "ctime": "created time",
    "mtime": "modified time",
    "sqm": "square metre",
    "yob": "birth year",
    "tz": "time zone",
    "uom": "unit measure",
}
"""Abbreviations of several words."""

PHRASES = {
    tuple(phrase.split()): word
    for word, phrases in {
        "position": ("sort order", "sorting order", "display order", "order index"),
        "modified": ("last modified", "last modification", "last mod"),
        "updated": ("last updated", "last update", "last upd"),
        "changed": ("last changed", "last change"),
        "edited": ("last edited",),
        "postcode": ("post code", "postal code", "zip code"),
        "username": ("user name",),
        "email": ("e mail",),
        "name": ("full name", "name full", "complete name"),
    }.items()
    for phrase in phrases
}
"""Two words that say what one says."""

HARMLESS = frozenset(
    "at on in of is has was be the an by for date datetime time timestamp day moment field value"
    " dt data text fk ref current own my tbl table".split()
)
"""Words that come and go without another meaning."""

INVARIABLE = frozenset("news series species alias atlas canvas lens gas".split())
"""Words that end like a plural and are none."""

IRREGULAR = {"people": "person", "children": "child", "criteria": "criterion", "indices": "index"}
"""Plurals that do not end in an s."""

HAPPENED = frozenset(
    "occurred happened taken recorded logged measured observed performed done date day".split()
)
"""Words that say when something happened, whatever it is."""

FORMS = frozenset("url link uri file code person handle year title".split())
"""Words that say in what form a thing is there."""

SOFT = frozenset("name number no nr nbr num count amount amt quantity qty".split())
"""Words that only say what kind of thing it is: a writer, and an author's name."""

COPY = frozenset("bak backup back old copy tmp temp saved save legacy".split())
"""Words that people put behind a table's name for a copy that they leave lying about."""

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
    "home work mobile fax away",
    "primary secondary",
    "latitude longitude altitude",
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
    "unit line total",
    "from to",
    "father mother",
)
"""Words that tell things apart: where they face each other, two names do not mean the same."""

CONTRARY = (
    "active enabled suspended disabled blocked archived banned deactivated frozen locked cancelled",
    "accepted rejected refused declined",
    "alive dead deceased",
    "allowed allow forbidden forbid denied prohibited",
    "approved rejected",
    "available lost sold gone missing reserved",
    "complete completed done finished pending open",
    "listed delisted",
    "mandatory required optional",
    "online offline",
    "open closed close locked",
    "paid owed outstanding due open",
    "present absent",
    "public private",
    "published draft",
    "show hide",
    "shown visible hidden",
    "unlocked locked",
    "on off",
)
"""Words for what is true of a thing where the other word is not: one flag turned round."""

AUXILIARY = frozenset("is has was be can".split())
"""Words that begin the name of what is true or not."""

UNITS = frozenset(
    "km kilometre metre cm mm mile kg gram tonne litre ml percent second minute hour day week month"
    " square celsius volt watt kwh euro cent".split()
)
"""Words for what something is measured in."""

MONEY = frozenset(
    "price cost amount total subtotal sum fee charge fare rate salary wage pay budget balance net"
    " gross tax vat revenue turnover rent premium deposit refund discount credit debit bonus money"
    " payment payout margin profit tip fine".split()
)
"""Words for sums of money, of which each means another one."""

NEGATIONS = frozenset("no non not un without never except".split())
"""Words that turn a name into its opposite."""

COMMON = frozenset(
    "id name title slug description active enabled created updated modified deleted order position"
    " type kind status state code key value text content body date user author owner uuid number"
    " note comment image file url email phone language".split()
)
"""Words that so many tables have that sharing them says little."""

LOOKALIKES = frozenset(
    "weight height content context contact contract country county latitude altitude attitude"
    " pending sending message massage quality quantity patient patent reserve reverse product"
    " produce statue status parent posted pasted caption captain edition addition lending"
    " landing revision division section session station mission version collection correction"
    " connection selection election projection protection inspection personal personnel closed"
    " closet booked marked market signed billed filled filling sitting setting getting rating"
    " dating casual causal carrier barrier hosting posting costing meeting melting".split()
)
"""Words of which one letter makes another word: no slip of the pen."""

KNOWN = frozenset(
    word
    for group in (*SAME_WORD, *ALIKE, *MAYBE, *OPPOSED, *HARMLESS, *COMMON)
    for word in group.split()
)
"""Words of which others are put together."""
