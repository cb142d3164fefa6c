from django.db import models


class GardenSite(models.Model):
    siteTitle = models.CharField(max_length=60)
    gpsLat = models.FloatField()
    gpsLon = models.FloatField()


class GardenPlot(models.Model):
    siteRef = models.ForeignKey("GardenSite", models.CASCADE)
    plotNo = models.SmallIntegerField()
    areaSqM = models.IntegerField()
    hasShed = models.BooleanField()
    toolSet = models.ManyToManyField("ClubTool")


class ClubMember(models.Model):
    forename = models.CharField(max_length=40)
    surname = models.CharField(max_length=40)
    mailAddr = models.EmailField(blank=True)
    joinDate = models.DateField()


class PlotLease(models.Model):
    plotRef = models.ForeignKey("GardenPlot", models.CASCADE)
    memberRef = models.ForeignKey("ClubMember", models.CASCADE)
    startDate = models.DateField()
    yearRent = models.DecimalField(max_digits=6, decimal_places=2)
    notEnded = models.BooleanField()


class ClubTool(models.Model):
    toolName = models.CharField(max_length=40)
    buyDate = models.DateField(null=True)


class ToolLoan(models.Model):
    toolRef = models.ForeignKey("ClubTool", models.CASCADE)
    memberRef = models.ForeignKey("ClubMember", models.CASCADE)
    outAt = models.DateTimeField()
    backAt = models.DateTimeField(null=True)


class WorkParty(models.Model):
    siteRef = models.ForeignKey("GardenSite", models.CASCADE)
    partyDate = models.DateField()
    jobText = models.CharField(max_length=80)


class PartyHelp(models.Model):
    partyRef = models.ForeignKey("WorkParty", models.CASCADE)
    memberRef = models.ForeignKey("ClubMember", models.CASCADE)
    helpHours = models.DecimalField(max_digits=4, decimal_places=1)
