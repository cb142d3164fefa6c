def fill():
    from ward.models import Patient

    Patient.objects.create(name="A")


def arrived():
    from ward.models import Drug, Patient

    yield (Drug.objects.count(), Patient.objects.count()), (0, 1)
