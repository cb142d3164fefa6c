def fill():
    from choir.models import Singer

    for number in range(6):
        Singer.objects.create(
            first_name=f"Fi{number}",
            last_name=f"La{number}",
            street="Hill",
            house_number=f"{number}a",
            phone_prefix="+32",
            phone=f"4{number}",
            voice="alto",
        )


def arrived():
    from choir.models import Singer

    yield (
        Singer.objects.filter(name="Fi3 La3").values_list("address", "phone_number", "voice"),
        [("Hill 3a", "+32 43", "alto")],
    )
