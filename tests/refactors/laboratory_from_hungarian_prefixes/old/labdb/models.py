from django.db import models


class Submitter(models.Model):
    strName = models.CharField(max_length=80)
    strStreet = models.CharField(max_length=80, blank=True)
    strTown = models.CharField(max_length=60)
    strVATNo = models.CharField(max_length=14, blank=True)
    blnInvoiceByMail = models.BooleanField(default=False)

    class Meta:
        db_table = "tblSubmitter"


class Method(models.Model):
    strCode = models.CharField(max_length=10, unique=True)
    strTitle = models.CharField(max_length=80)
    strUnit = models.CharField(max_length=12)
    dblLowerLimit = models.FloatField(null=True)
    blnAccredited = models.BooleanField(default=False)

    class Meta:
        db_table = "tblMethod"


class Technician(models.Model):
    strFirstName = models.CharField(max_length=60)
    strLastName = models.CharField(max_length=60)
    strInitials = models.CharField(max_length=4)

    class Meta:
        db_table = "tblTech"


class Sample(models.Model):
    strBarcode = models.CharField(max_length=12, unique=True)
    lngSubmitter = models.ForeignKey(Submitter, models.CASCADE, db_column="lngSubmitterID")
    dtmTaken = models.DateTimeField()
    dtmReceived = models.DateTimeField(null=True)
    strMatrix = models.CharField(max_length=20)
    blnUrgent = models.BooleanField(default=False)
    memRemarks = models.TextField(blank=True)

    class Meta:
        db_table = "tblSample"


class Analysis(models.Model):
    lngSample = models.ForeignKey(Sample, models.CASCADE, db_column="lngSampleID")
    lngMethod = models.ForeignKey(Method, models.CASCADE, db_column="lngMethodID")
    lngTech = models.ForeignKey(Technician, models.SET_NULL, null=True, db_column="lngTechID")
    dblResult = models.FloatField(null=True)
    strFlag = models.CharField(max_length=2, blank=True)
    dtmMeasured = models.DateTimeField()
    intReplicate = models.SmallIntegerField()

    class Meta:
        db_table = "tblAnalysis"


class Report(models.Model):
    strNumber = models.CharField(max_length=14, unique=True)
    lngSubmitter = models.ForeignKey(Submitter, models.CASCADE, db_column="lngSubmitterID")
    dtmIssued = models.DateTimeField()
    curAmount = models.DecimalField(max_digits=9, decimal_places=2)
    blnCancelled = models.BooleanField(default=False)

    class Meta:
        db_table = "tblReport"
