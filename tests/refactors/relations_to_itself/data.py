def fill():
    from tribe.models import Person

    people = []
    for number in range(8):
        people.append(
            Person.objects.create(
                name=f"p{number}", born=1900 + number, mother=people[-1] if number % 2 else None
            )
        )
    people[0].friends.set(people[1:3])
    people[7].rivals.set(people[5:7])


def arrived():
    from tribe.models import Member

    yield Member.objects.get(name="p3").parent.name, "p2"
    yield (
        Member.objects.get(name="p0").friends.order_by("name").values_list("name", flat=True),
        ["p1", "p2"],
    )
    yield Member.objects.get(name="p6").opponents.values_list("name", flat=True), ["p7"]
