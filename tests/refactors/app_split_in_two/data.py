def fill():
    from core.models import Company, Contact, Invoice, InvoiceLine

    for number in range(1, 11):
        company = Company.objects.create(name=f"C{number}", vat=f"BE{number:010}")
        contact = Contact.objects.create(company=company, email=f"office@c{number}.example")
        invoice = Invoice.objects.create(company=company, number=f"2024-{number:04}")
        invoice.sent_to.add(contact)
        for line in range(3):
            InvoiceLine.objects.create(
                invoice=invoice, text=f"Work {line}", cents=100 * number + line
            )


def arrived():
    from billing.models import Invoice, InvoiceLine

    found = Invoice.objects.get(number="2024-0006")
    yield (found.company.vat, found.sent_to.get().email), ("BE0000000006", "office@c6.example")
    yield (
        InvoiceLine.objects.filter(invoice=found).order_by("pk").values_list("text", "cents"),
        [
            ("Work 0", 600),
            ("Work 1", 601),
            ("Work 2", 602),
        ],
    )
