from django.db import models


class Landlord(models.Model):
    fullName = models.CharField(max_length=100)
    bankAcctNo = models.CharField(max_length=20, blank=True)
    sortCode = models.CharField(max_length=8, blank=True)
    isOverseas = models.BooleanField(default=False)

    class Meta:
        db_table = "Landlord"


class Bldg(models.Model):
    bldgName = models.CharField(max_length=80, blank=True)
    addrLine = models.CharField(max_length=100)
    townName = models.CharField(max_length=60)
    postCode = models.CharField(max_length=8)
    builtYear = models.SmallIntegerField(null=True)
    landlord = models.ForeignKey(Landlord, models.CASCADE)

    class Meta:
        db_table = "Bldg"


class Unit(models.Model):
    bldg = models.ForeignKey(Bldg, models.CASCADE, db_column="bldgId")
    doorNo = models.CharField(max_length=8)
    noOfBeds = models.SmallIntegerField()
    floorNo = models.SmallIntegerField()
    epcRating = models.CharField(max_length=1, blank=True)
    petsOk = models.BooleanField(default=False)
    weeklyRent = models.DecimalField(max_digits=8, decimal_places=2)

    class Meta:
        db_table = "Unit"


class Tnt(models.Model):
    foreName = models.CharField(max_length=60)
    surName = models.CharField(max_length=60)
    mobileNo = models.CharField(max_length=30, blank=True)
    eMailAddr = models.CharField(max_length=120, blank=True)
    refChecked = models.BooleanField(default=False)

    class Meta:
        db_table = "Tnt"


class Tenancy(models.Model):
    unit = models.ForeignKey(Unit, models.CASCADE, db_column="unitId")
    leadTnt = models.ForeignKey(Tnt, models.CASCADE, db_column="leadTntId")
    startDate = models.DateField()
    endDate = models.DateField(null=True)
    depositAmt = models.DecimalField(max_digits=8, decimal_places=2)
    rentFreq = models.CharField(max_length=1)

    class Meta:
        db_table = "Tenancy"


class RentPmt(models.Model):
    tenancy = models.ForeignKey(Tenancy, models.CASCADE, db_column="tenancyId")
    recvdOn = models.DateField()
    pmtAmt = models.DecimalField(max_digits=8, decimal_places=2)
    pmtRef = models.CharField(max_length=30, blank=True)

    class Meta:
        db_table = "RentPmt"


class Insp(models.Model):
    unit = models.ForeignKey(Unit, models.CASCADE, db_column="unitId")
    inspDate = models.DateField()
    inspBy = models.CharField(max_length=80)
    findings = models.TextField(blank=True)
    nextDue = models.DateField(null=True)

    class Meta:
        db_table = "Insp"
