from datetime import UTC, datetime

OLD = datetime(2015, 6, 1, tzinfo=UTC)


def fill():
    from gym.models import Member, Session, Trainer

    members = [Member.objects.create(name=f"M{number}") for number in range(6)]
    trainer = Trainer.objects.create(name="T", skills="yoga", active=False)
    Session.objects.create(trainer=trainer, starts=datetime(2024, 1, 1, tzinfo=UTC)).members.set(
        members[:4]
    )
    for model in (Member, Session, Trainer):
        model.objects.update(created=OLD)


def arrived():
    from studio.models import Member, Session, Trainer

    for model in (Member, Session, Trainer):
        yield (
            model.objects.filter(created_at=OLD, updated_at__gt=OLD).count(),
            model.objects.count(),
        )
    yield Trainer.objects.values_list("name", "is_active"), [("T", False)]
    yield Session.objects.get().members.count(), 4
