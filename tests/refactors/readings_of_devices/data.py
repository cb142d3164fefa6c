from datetime import UTC, date, datetime, timedelta
from random import Random

MOMENT = datetime(2024, 2, 1, tzinfo=UTC)


def fill():
    from telemetry.models import Alert, Reading, Sensor, Site

    dice = Random(5)
    sites = [
        Site.objects.create(name=f"Hill {n}", lat=47 + n / 8, lon=9 + n / 16) for n in range(4)
    ]
    for n in range(10):
        sensor = Sensor.objects.create(
            site=sites[n % 4],
            serial=f"SN{n:08}",
            model=("TH-1", "TH-2", "TX-9")[n % 3],
            installed=date(2021, 1 + n, 9),
            battery=2900 + dice.randrange(400),
        )
        for hour in range(40):
            broken = hour % 13 == 0
            Reading.objects.create(
                sensor=sensor,
                ts=MOMENT + timedelta(hours=hour, seconds=n),
                temp=None if broken else 18 + dice.random() * 6,
                hum=None if broken else 40 + dice.random() * 30,
                qual=0 if broken else 1 + hour % 3,
            )
        for level in range(1, 4):
            Alert.objects.create(
                sensor=sensor,
                raised=MOMENT + timedelta(hours=level),
                cleared=MOMENT + timedelta(hours=level + 2) if n % 3 else None,
                level=level,
                msg=f"level {level} at sensor {n}",
            )


def arrived():
    from django.db.models import F
    from telemetry.models import Alarm, Device, Location, Reading

    yield float(Location.objects.get(name="Hill 3").latitude), 47.375
    yield Device.objects.get(serial_number="SN00000004").location.name, "Hill 0"
    yield Device.objects.exclude(signal_dbm=None).count(), 0
    yield Reading.objects.filter(quality=0, temperature=None, humidity=None).count(), 40
    yield Reading.objects.exclude(received_at=F("taken_at")).count(), 0
    yield Reading.objects.filter(humidity__gte=40).count(), 360
    yield Alarm.objects.filter(severity="warning", cleared_at=None).count(), 4
