from decimal import Decimal

from support.refactors.rows import Dice, looks, store

d = Dice(420, "en")

FACULTY = d.rows(
    8,
    lambda n: {
        "name": f"Faculty {n}",
        "dean": d.name(),
    },
)
INSTITUTE = d.rows(
    20,
    lambda n: {
        "name": f"Institute {n}",
        "faculty_id": d.ref(FACULTY),
        "budget": d.money(1000, 90000),
    },
)
CAMPUS = d.rows(
    4,
    lambda n: {
        "name": f"Campus {n}",
        "town": d.town(),
    },
)
BUILDING = d.rows(
    15,
    lambda n: {
        "name": f"Building {n}",
        "campus_id": d.ref(CAMPUS),
        "built": d.maybe(d.between(1880, 2020)),
    },
)
ROOM = d.rows(
    60,
    lambda n: {
        "number": f"{n:03}",
        "building_id": d.ref(BUILDING),
        "places": d.between(5, 600),
    },
)
DOCENT = d.rows(
    50,
    lambda n: {
        "firstname": d.first(),
        "lastname": d.last(),
        "mail": d.mail(n),
        "institute_id": d.ref(INSTITUTE),
        "hired": d.day(1990, 2024),
    },
)
DEGREE = d.rows(
    25,
    lambda n: {
        "name": f"Degree {n}",
        "institute_id": d.ref(INSTITUTE),
        "semesters": d.between(2, 10),
        "level": d.pick(["BA", "MA", "PhD"]),
    },
)
STUDENT = d.rows(
    120,
    lambda n: {
        "matric_no": f"{n:08}",
        "firstname": d.first(),
        "lastname": d.last(),
        "born": d.maybe(d.day(1985, 2006)),
        "degree_id": d.ref(DEGREE),
        "entered": d.day(2018, 2025),
    },
)
TERM = d.rows(
    10,
    lambda n: {
        "code": f"T{n:04}",
        "from_day": d.day(2020, 2025),
        "to_day": d.day(2020, 2025),
    },
)
SUBJECT = d.rows(
    60,
    lambda n: {
        "code": f"S{n:04}",
        "title": f"Subject {n}",
        "points": d.between(1, 15),
        "institute_id": d.ref(INSTITUTE),
    },
)
LECTURE = d.rows(
    90,
    lambda n: {
        "subject_id": d.ref(SUBJECT),
        "term_id": d.ref(TERM),
        "docent_id": d.maybe(d.ref(DOCENT)),
        "room_id": d.maybe(d.ref(ROOM)),
        "language": d.pick(["en", "de"]),
    },
)
SLOT = d.rows(
    120,
    lambda n: {
        "lecture_id": d.ref(LECTURE),
        "weekday": n % 5,
        "hour": d.between(8, 18),
    },
)
SIGNUP = d.rows(
    200,
    lambda n: {
        "student_id": d.ref(STUDENT),
        "lecture_id": d.ref(LECTURE),
        "at": d.moment(2022, 2025),
        "dropped": d.maybe(d.moment(2022, 2025), 0.8),
    },
)
EXAM = d.rows(
    80,
    lambda n: {
        "lecture_id": d.ref(LECTURE),
        "room_id": d.ref(ROOM),
        "day": d.day(2022, 2025),
        "minutes": d.between(45, 240),
    },
)
MARK = d.rows(
    200,
    lambda n: {
        "exam_id": d.ref(EXAM),
        "student_id": d.ref(STUDENT),
        "value": Decimal(d.between(10, 50)) / 10,
        "final": d.chance(0.9),
    },
)
THESIS = d.rows(
    40,
    lambda n: {
        "student_id": d.ref(STUDENT),
        "supervisor_id": d.ref(DOCENT),
        "title": d.note(),
        "handed_in": d.maybe(d.day(2020, 2025)),
    },
)
LIBRARY = d.rows(
    5,
    lambda n: {
        "name": f"Library {n}",
        "building_id": d.ref(BUILDING),
    },
)
BOOK = d.rows(
    80,
    lambda n: {
        "isbn": f"978{n:010}",
        "title": f"Book {n}",
        "year": d.between(1950, 2025),
    },
)
COPY = d.rows(
    120,
    lambda n: {
        "book_id": d.ref(BOOK),
        "library_id": d.ref(LIBRARY),
        "shelf": d.digits(6),
    },
)
BORROWING = d.rows(
    150,
    lambda n: {
        "copy_id": d.ref(COPY),
        "student_id": d.ref(STUDENT),
        "taken": d.day(2023, 2025),
        "back": d.maybe(d.day(2023, 2025)),
    },
)
FINE = d.rows(
    40,
    lambda n: {
        "borrowing_id": d.ref(BORROWING),
        "amount": d.money(1, 40),
        "paid": d.chance(0.6),
    },
)
CANTEEN = d.rows(
    5,
    lambda n: {
        "name": f"Canteen {n}",
        "campus_id": d.ref(CAMPUS),
        "seats": d.between(50, 900),
    },
)
DISH = d.rows(
    40,
    lambda n: {
        "name": f"Dish {n}",
        "price": d.money(2, 12),
        "vegan": d.chance(0.3),
    },
)
MENU = d.rows(
    90,
    lambda n: {
        "canteen_id": d.ref(CANTEEN),
        "dish_id": d.ref(DISH),
        "day": d.day(2025, 2025),
    },
)
DORM = d.rows(
    6,
    lambda n: {
        "name": f"Dorm {n}",
        "campus_id": d.ref(CAMPUS),
        "street": d.street(),
    },
)
FLAT = d.rows(
    50,
    lambda n: {
        "dorm_id": d.ref(DORM),
        "number": f"{n}",
        "rent": d.money(200, 700),
    },
)
LEASE = d.rows(
    60,
    lambda n: {
        "flat_id": d.ref(FLAT),
        "student_id": d.ref(STUDENT),
        "from_day": d.day(2022, 2025),
        "to_day": d.maybe(d.day(2025, 2026)),
    },
)
GRANT = d.rows(
    12,
    lambda n: {
        "name": f"Grant {n}",
        "sponsor": d.firm(),
        "monthly": d.money(100, 1500),
    },
)
HOLDER = d.rows(
    40,
    lambda n: {
        "grant_id": d.ref(GRANT),
        "student_id": d.ref(STUDENT),
        "given": d.day(2022, 2025),
    },
)
PROJECT = d.rows(
    25,
    lambda n: {
        "acronym": f"PRJ{n}",
        "title": d.note(),
        "lead_id": d.ref(DOCENT),
        "money": d.money(1000, 90000),
    },
)
WORKER = d.rows(
    60,
    lambda n: {
        "project_id": d.ref(PROJECT),
        "docent_id": d.ref(DOCENT),
        "share": d.between(10, 100),
    },
)
PAPER = d.rows(
    70,
    lambda n: {
        "title": d.note(),
        "doi": f"10.1/{n}",
        "year": d.between(2000, 2025),
        "project_id": d.maybe(d.ref(PROJECT)),
    },
)
WRITER = d.rows(
    140,
    lambda n: {
        "paper_id": d.ref(PAPER),
        "docent_id": d.ref(DOCENT),
        "rank": n % 5 + 1,
    },
)
LAB = d.rows(
    15,
    lambda n: {
        "name": f"Lab {n}",
        "room_id": d.ref(ROOM),
        "safety": d.between(1, 4),
    },
)
DEVICE = d.rows(
    50,
    lambda n: {
        "lab_id": d.ref(LAB),
        "name": f"Device {n}",
        "serial": f"SN{n:08}",
        "bought": d.maybe(d.day(2005, 2025)),
    },
)
USAGE = d.rows(
    90,
    lambda n: {
        "device_id": d.ref(DEVICE),
        "docent_id": d.ref(DOCENT),
        "begin": d.moment(2025, 2025),
        "end": d.moment(2025, 2025),
    },
)
SPORT = d.rows(
    12,
    lambda n: {
        "name": f"Sport {n}",
        "fee": d.money(5, 90),
    },
)
SPORTSMAN = d.rows(
    70,
    lambda n: {
        "sport_id": d.ref(SPORT),
        "student_id": d.ref(STUDENT),
        "since": d.day(2022, 2025),
    },
)
NEWS = d.rows(
    30,
    lambda n: {
        "headline": d.note(),
        "body": d.note(),
        "published": d.maybe(d.moment(2024, 2025)),
    },
)
HOLIDAY = d.rows(
    12,
    lambda n: {
        "name": f"Holiday {n}",
        "day": d.day(2025, 2025),
    },
)


def fill():
    from uni import models as m

    store(m.Faculty, FACULTY)
    store(m.Institute, INSTITUTE)
    store(m.Campus, CAMPUS)
    store(m.Building, BUILDING)
    store(m.Room, ROOM)
    store(m.Docent, DOCENT)
    store(m.Degree, DEGREE)
    store(m.Student, STUDENT)
    store(m.Term, TERM)
    store(m.Subject, SUBJECT)
    store(m.Lecture, LECTURE)
    store(m.Slot, SLOT)
    store(m.Signup, SIGNUP)
    store(m.Exam, EXAM)
    store(m.Mark, MARK)
    store(m.Thesis, THESIS)
    store(m.Library, LIBRARY)
    store(m.Book, BOOK)
    store(m.Copy, COPY)
    store(m.Borrowing, BORROWING)
    store(m.Fine, FINE)
    store(m.Canteen, CANTEEN)
    store(m.Dish, DISH)
    store(m.Menu, MENU)
    store(m.Dorm, DORM)
    store(m.Flat, FLAT)
    store(m.Lease, LEASE)
    store(m.Grant, GRANT)
    store(m.Holder, HOLDER)
    store(m.Project, PROJECT)
    store(m.Worker, WORKER)
    store(m.Paper, PAPER)
    store(m.Writer, WRITER)
    store(m.Lab, LAB)
    store(m.Device, DEVICE)
    store(m.Usage, USAGE)
    store(m.Sport, SPORT)
    store(m.Sportsman, SPORTSMAN)
    store(m.News, NEWS)
    store(m.Holiday, HOLIDAY)


def arrived():
    from uni import models as m

    yield looks(m.School, FACULTY, name="name", head_name="dean")
    yield looks(m.Department, INSTITUTE, name="name", school_id="faculty_id", budget="budget")
    yield looks(m.Campus, CAMPUS, name="name", city="town")
    yield looks(m.Building, BUILDING, name="name", campus_id="campus_id", built_in="built")
    yield looks(m.Room, ROOM, number="number", building_id="building_id", capacity="places")
    yield looks(
        m.Lecturer,
        DOCENT,
        first_name="firstname",
        last_name="lastname",
        email="mail",
        department_id="institute_id",
        hired_on="hired",
    )
    yield looks(
        m.Programme,
        DEGREE,
        name="name",
        department_id="institute_id",
        terms="semesters",
        level="level",
    )
    yield looks(
        m.Student,
        STUDENT,
        student_number="matric_no",
        first_name="firstname",
        last_name="lastname",
        birth_date="born",
        programme_id="degree_id",
        enrolled_on="entered",
    )
    yield looks(m.Term, TERM, code="code", starts_on="from_day", ends_on="to_day")
    yield looks(
        m.Module,
        SUBJECT,
        code="code",
        title="title",
        credits="points",
        department_id="institute_id",
    )
    yield looks(
        m.CourseOffering,
        LECTURE,
        module_id="subject_id",
        term_id="term_id",
        lecturer_id="docent_id",
        room_id="room_id",
        language="language",
    )
    yield looks(
        m.TimeSlot, SLOT, offering_id="lecture_id", weekday="weekday", starts_at_hour="hour"
    )
    yield looks(
        m.Enrolment,
        SIGNUP,
        student_id="student_id",
        offering_id="lecture_id",
        enrolled_at="at",
        withdrawn_at="dropped",
    )
    yield looks(
        m.Examination,
        EXAM,
        offering_id="lecture_id",
        room_id="room_id",
        held_on="day",
        duration_minutes="minutes",
    )
    yield looks(
        m.Grade,
        MARK,
        examination_id="exam_id",
        student_id="student_id",
        value="value",
        is_final="final",
    )
    yield looks(
        m.Dissertation,
        THESIS,
        student_id="student_id",
        advisor_id="supervisor_id",
        title="title",
        submitted_on="handed_in",
    )
    yield looks(m.Library, LIBRARY, name="name", building_id="building_id")
    yield looks(m.Book, BOOK, isbn="isbn", title="title", published_in="year")
    yield looks(m.Copy, COPY, book_id="book_id", library_id="library_id", shelf_mark="shelf")
    yield looks(
        m.Loan,
        BORROWING,
        copy_id="copy_id",
        borrower_id="student_id",
        lent_on="taken",
        returned_on="back",
    )
    yield looks(m.Fine, FINE, loan_id="borrowing_id", amount="amount", is_paid="paid")
    yield looks(m.Canteen, CANTEEN, name="name", campus_id="campus_id", seats="seats")
    yield looks(m.Meal, DISH, name="name", price="price", is_vegan="vegan")
    yield looks(m.MenuDay, MENU, canteen_id="canteen_id", meal_id="dish_id", served_on="day")
    yield looks(m.Residence, DORM, name="name", campus_id="campus_id", street="street")
    yield looks(m.Unit, FLAT, residence_id="dorm_id", number="number", monthly_rent="rent")
    yield looks(
        m.Tenancy,
        LEASE,
        unit_id="flat_id",
        tenant_id="student_id",
        starts_on="from_day",
        ends_on="to_day",
    )
    yield looks(m.Scholarship, GRANT, name="name", sponsor="sponsor", monthly_amount="monthly")
    yield looks(
        m.Award, HOLDER, scholarship_id="grant_id", student_id="student_id", awarded_on="given"
    )
    yield looks(
        m.ResearchProject,
        PROJECT,
        acronym="acronym",
        title="title",
        principal_id="lead_id",
        funding="money",
    )
    yield looks(
        m.ProjectMember,
        WORKER,
        project_id="project_id",
        lecturer_id="docent_id",
        share_percent="share",
    )
    yield looks(
        m.Publication, PAPER, title="title", doi="doi", published_in="year", project_id="project_id"
    )
    yield looks(
        m.Authorship, WRITER, publication_id="paper_id", author_id="docent_id", position="rank"
    )
    yield looks(m.Laboratory, LAB, name="name", room_id="room_id", safety_level="safety")
    yield looks(
        m.Instrument,
        DEVICE,
        laboratory_id="lab_id",
        name="name",
        serial_number="serial",
        purchased_on="bought",
    )
    yield looks(
        m.Reservation,
        USAGE,
        instrument_id="device_id",
        reserved_by_id="docent_id",
        starts_at="begin",
        ends_at="end",
    )
    yield looks(m.SportsClub, SPORT, name="name", annual_fee="fee")
    yield looks(
        m.ClubMembership, SPORTSMAN, club_id="sport_id", student_id="student_id", joined_on="since"
    )
    yield looks(m.Announcement, NEWS, title="headline", body="body", published_at="published")
    yield looks(m.Holiday, HOLIDAY, name="name", date="day")
