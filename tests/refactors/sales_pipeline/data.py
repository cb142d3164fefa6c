from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

MOMENT = datetime(2024, 2, 1, 9, tzinfo=UTC)


def fill():
    from crm.models import Campaign, Contact, Deal, Firm, Remark
    from django.contrib.auth.models import User

    users = [User.objects.create_user(f"rep{n}") for n in range(3)]
    campaigns = [Campaign.objects.create(title=f"Campaign {n}") for n in range(3)]
    for n in range(20):
        firm = Firm.objects.create(
            name=f"Firm {n}",
            web=f"https://f{n}.example" if n % 3 else "",
            branches=n % 4,
            since=date(2000 + n, 1, 2),
        )
        contact = Contact.objects.create(
            firm=firm,
            given=f"Given{n}",
            surname=f"Family{n}",
            mail=f"c{n}@example.org",
            job="buyer",
        )
        campaigns[n % 3].contacts.add(contact)
        for k in range(2):
            deal = Deal.objects.create(
                firm=firm,
                contact=contact if k else None,
                subject=f"Deal {n}.{k}",
                value=100 * n + 50,
                probability=10 * (n % 10),
                owner=users[n % 3],
                closing=date(2024, 5, 1) + timedelta(days=n) if n % 2 else None,
                created=MOMENT + timedelta(hours=n),
            )
            Remark.objects.create(
                about=deal if k else firm,
                body=f"On {n}.{k}",
                writer=users[k],
                written=MOMENT + timedelta(days=n),
            )


def arrived():
    from accounts.models import Campaign, Company, Person
    from deals.models import Note, Opportunity

    company = Company.objects.get(name="Firm 7")
    yield (
        (company.website, company.customer_since.year, company.employees),
        ("https://f7.example", 2007, 0),
    )
    person = Person.objects.get(email="c7@example.org")
    yield (person.name, person.company, person.job_title), ("Given7 Family7", company, "buyer")
    yield Campaign.objects.get(title="Campaign 1").people.count(), 7
    deal = Opportunity.objects.get(subject="Deal 7.1")
    yield (
        (deal.person, deal.amount, deal.score, deal.owner.username),
        (person, Decimal("750.00"), 0, "rep1"),
    )
    yield Note.objects.get(body="On 7.1").about, deal
    yield Note.objects.get(body="On 7.0", author__username="rep0").about, company
