from django.db import models


class WksCustomer(models.Model):
    str_name = models.CharField(max_length=80)
    str_phone = models.CharField(max_length=20, blank=True)
    str_email = models.EmailField(blank=True)
    dt_created = models.DateTimeField()
    bool_active = models.BooleanField()


class WksCar(models.Model):
    fk_customer = models.ForeignKey("WksCustomer", models.CASCADE)
    str_plate = models.CharField(max_length=10, unique=True)
    str_make = models.CharField(max_length=30)
    str_model = models.CharField(max_length=30)
    int_year = models.SmallIntegerField()
    int_mileage = models.IntegerField()


class WksMechanic(models.Model):
    str_name = models.CharField(max_length=80)
    dec_rate = models.DecimalField(max_digits=6, decimal_places=2)
    dt_hired = models.DateField()


class WksJob(models.Model):
    fk_car = models.ForeignKey("WksCar", models.CASCADE)
    fk_mechanic = models.ForeignKey("WksMechanic", models.SET_NULL, null=True)
    txt_complaint = models.TextField(blank=True)
    ts_opened = models.DateTimeField()
    ts_closed = models.DateTimeField(null=True)
    dec_labour = models.DecimalField(max_digits=8, decimal_places=2)
    dec_discount = models.DecimalField(max_digits=8, decimal_places=2)


class WksPart(models.Model):
    str_sku = models.CharField(max_length=16, unique=True)
    str_descr = models.CharField(max_length=80)
    dec_cost = models.DecimalField(max_digits=8, decimal_places=2)
    dec_price = models.DecimalField(max_digits=8, decimal_places=2)
    int_stock = models.IntegerField()


class WksJobPart(models.Model):
    fk_job = models.ForeignKey("WksJob", models.CASCADE)
    fk_part = models.ForeignKey("WksPart", models.CASCADE)
    int_qty = models.SmallIntegerField()


class WksInvoice(models.Model):
    fk_job = models.OneToOneField("WksJob", models.CASCADE)
    str_no = models.CharField(max_length=12, unique=True)
    dt_issued = models.DateField()
    dt_due = models.DateField()
    dt_paid = models.DateField(null=True)
    dec_net = models.DecimalField(max_digits=9, decimal_places=2)
    dec_vat = models.DecimalField(max_digits=9, decimal_places=2)
