from django.db import models


class Customer(models.Model):
    id = models.AutoField(primary_key=True, db_column="cust_id")
    name = models.CharField(max_length=100, db_column="cust_nm")
    vat_number = models.CharField(max_length=20, db_column="vat_no", blank=True)
    since = models.DateField(db_column="dt_created")

    class Meta:
        db_table = "TBL_CUSTOMER"


class Invoice(models.Model):
    id = models.AutoField(primary_key=True, db_column="inv_id")
    customer = models.ForeignKey(Customer, models.PROTECT, db_column="cust_id")
    total = models.DecimalField(max_digits=10, decimal_places=2, db_column="amt_total")
    paid = models.BooleanField(db_column="is_paid")

    class Meta:
        db_table = "tbl_invc"
