from django.db import models


class Cust(models.Model):
    cst_id = models.AutoField(primary_key=True)
    cst_nm = models.CharField(max_length=80)
    cst_city = models.CharField(max_length=60)
    cst_vip = models.BooleanField(default=False)

    class Meta:
        db_table = "tbl_cust"


class Bldg(models.Model):
    bld_id = models.AutoField(primary_key=True)
    cst = models.ForeignKey("Cust", models.CASCADE, db_column="bld_cst_id")
    bld_addr = models.CharField(max_length=120)
    bld_flrs = models.SmallIntegerField()

    class Meta:
        db_table = "tbl_bldg"


class Lift(models.Model):
    lft_id = models.AutoField(primary_key=True)
    bldg = models.ForeignKey("Bldg", models.CASCADE, db_column="lft_bld_id")
    lft_serno = models.CharField(max_length=20, unique=True)
    lft_inst_dt = models.DateField(null=True)
    lft_spec = models.JSONField()

    class Meta:
        db_table = "tbl_lift"


class Tech(models.Model):
    tch_id = models.AutoField(primary_key=True)
    tch_nm = models.CharField(max_length=80)
    tch_tel = models.CharField(max_length=30, blank=True)

    class Meta:
        db_table = "tbl_tech"


class Visit(models.Model):
    vst_id = models.AutoField(primary_key=True)
    lift = models.ForeignKey("Lift", models.CASCADE, db_column="vst_lft_id")
    tech = models.ForeignKey("Tech", models.SET_NULL, db_column="vst_tch_id", null=True)
    vst_dt = models.DateField()
    vst_hrs = models.DecimalField(max_digits=4, decimal_places=2)
    vst_rmk = models.TextField(blank=True)

    class Meta:
        db_table = "tbl_visit"


class Trap(models.Model):
    trp_id = models.AutoField(primary_key=True)
    lift = models.ForeignKey("Lift", models.CASCADE, db_column="trp_lft_id")
    trp_call_ts = models.DateTimeField()
    trp_free_ts = models.DateTimeField(null=True)
    trp_pers = models.SmallIntegerField()

    class Meta:
        db_table = "tbl_trap"
