from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(513, "en")

GARDENSITE = d.rows(
    8,
    lambda n: {
        "siteTitle": d.town() + f" {n}",
        "gpsLat": d.quarters(50, 55),
        "gpsLon": d.quarters(-4, 1),
    },
)
GARDENPLOT = d.rows(
    90,
    lambda n: {
        "siteRef_id": d.ref(GARDENSITE),
        "plotNo": n,
        "areaSqM": d.between(60, 400),
        "hasShed": d.chance(0.4),
    },
)
CLUBMEMBER = d.rows(
    80,
    lambda n: {
        "forename": d.first(),
        "surname": d.last(),
        "mailAddr": d.blank(d.mail(n)),
        "joinDate": d.day(2001, 2025),
    },
)
PLOTLEASE = d.rows(
    100,
    lambda n: {
        "plotRef_id": d.ref(GARDENPLOT),
        "memberRef_id": d.ref(CLUBMEMBER),
        "startDate": d.day(2010, 2024),
        "yearRent": d.money(20, 200),
        "notEnded": d.chance(0.7),
    },
)
CLUBTOOL = d.rows(
    25,
    lambda n: {
        "toolName": d.last() + f" {n}",
        "buyDate": d.maybe(d.day(2010, 2025)),
    },
)
TOOLLOAN = d.rows(
    110,
    lambda n: {
        "toolRef_id": d.ref(CLUBTOOL),
        "memberRef_id": d.ref(CLUBMEMBER),
        "outAt": d.moment(2024, 2025),
        "backAt": d.maybe(d.moment(2024, 2025)),
    },
)
WORKPARTY = d.rows(
    20,
    lambda n: {
        "siteRef_id": d.ref(GARDENSITE),
        "partyDate": d.day(2022, 2025),
        "jobText": d.note(),
    },
)
PARTYHELP = d.rows(
    90,
    lambda n: {
        "partyRef_id": d.ref(WORKPARTY),
        "memberRef_id": d.ref(CLUBMEMBER),
        "helpHours": Decimal(d.between(5, 90)) / 10,
    },
)
GARDENPLOT_TOOLSET = [
    {"gardenplot_id": a, "clubtool_id": b}
    for a in range(1, len(GARDENPLOT) + 1)
    for b in sorted(d.random.sample(range(1, len(CLUBTOOL) + 1), 2))
]


def fill():
    from gardenclub import models as m

    store(m.GardenSite, GARDENSITE)
    store(m.GardenPlot, GARDENPLOT)
    store(m.ClubMember, CLUBMEMBER)
    store(m.PlotLease, PLOTLEASE)
    store(m.ClubTool, CLUBTOOL)
    store(m.ToolLoan, TOOLLOAN)
    store(m.WorkParty, WORKPARTY)
    store(m.PartyHelp, PARTYHELP)
    store(m.GardenPlot.toolSet.through, GARDENPLOT_TOOLSET)


def arrived():
    from allotments import models as m

    yield looks(m.Site, GARDENSITE, title="siteTitle", latitude="gpsLat", longitude="gpsLon")
    yield looks(
        m.Plot,
        GARDENPLOT,
        site_id="siteRef_id",
        number="plotNo",
        area="areaSqM",
        has_shed="hasShed",
    )
    yield looks(
        m.Plot.tools.through, GARDENPLOT_TOOLSET, plot_id="gardenplot_id", tool_id="clubtool_id"
    )
    yield looks(
        m.Member,
        CLUBMEMBER,
        first_name="forename",
        last_name="surname",
        email="mailAddr",
        joined_on="joinDate",
    )
    yield looks(
        m.Tenancy,
        PLOTLEASE,
        plot_id="plotRef_id",
        member_id="memberRef_id",
        starts_on="startDate",
        annual_rent="yearRent",
        has_ended=lambda r: not r["notEnded"],
    )
    yield looks(m.Tool, CLUBTOOL, name="toolName", bought_on="buyDate")
    yield looks(
        m.Loan,
        TOOLLOAN,
        tool_id="toolRef_id",
        member_id="memberRef_id",
        taken_at="outAt",
        returned_at="backAt",
    )
    yield looks(m.WorkDay, WORKPARTY, site_id="siteRef_id", held_on="partyDate", task="jobText")
    yield looks(
        m.Attendance,
        PARTYHELP,
        work_day_id="partyRef_id",
        member_id="memberRef_id",
        hours="helpHours",
    )
