from django.db import models


class RegnCd(models.Model):
    regn_cd = models.CharField(max_length=4, unique=True, db_column="REGN_CD")
    regn_nm = models.CharField(max_length=40, db_column="REGN_NM")

    class Meta:
        db_table = "T_REGN_CD"


class CustMst(models.Model):
    cust_no = models.CharField(max_length=10, unique=True, db_column="CUST_NO")
    cust_nm_1 = models.CharField(max_length=60, db_column="CUST_NM_1")
    cust_nm_2 = models.CharField(max_length=60, blank=True, db_column="CUST_NM_2")
    addr_ln_1 = models.CharField(max_length=80, db_column="ADDR_LN_1")
    addr_ln_2 = models.CharField(max_length=80, blank=True, db_column="ADDR_LN_2")
    zip_cd = models.CharField(max_length=10, db_column="ZIP_CD")
    regn = models.ForeignKey(RegnCd, models.CASCADE, db_column="REGN_ID")
    crdt_lmt_amt = models.DecimalField(
        max_digits=12, decimal_places=2, null=True, db_column="CRDT_LMT_AMT"
    )
    actv_flg = models.CharField(max_length=1, db_column="ACTV_FLG")
    crt_ts = models.DateTimeField(db_column="CRT_TS")
    upd_ts = models.DateTimeField(null=True, db_column="UPD_TS")

    class Meta:
        db_table = "T_CUST_MST"


class ItemMst(models.Model):
    item_no = models.CharField(max_length=12, unique=True, db_column="ITEM_NO")
    item_desc = models.CharField(max_length=120, db_column="ITEM_DESC")
    list_prc = models.DecimalField(max_digits=10, decimal_places=2, db_column="LIST_PRC")
    std_cst = models.DecimalField(max_digits=10, decimal_places=2, db_column="STD_CST")
    uom_cd = models.CharField(max_length=3, db_column="UOM_CD")
    del_flg = models.CharField(max_length=1, db_column="DEL_FLG")

    class Meta:
        db_table = "T_ITEM_MST"


class OrdHdr(models.Model):
    ord_no = models.CharField(max_length=12, unique=True, db_column="ORD_NO")
    cust = models.ForeignKey(CustMst, models.CASCADE, db_column="CUST_ID")
    ord_dt = models.CharField(max_length=8, db_column="ORD_DT")
    ord_st_cd = models.CharField(max_length=2, db_column="ORD_ST_CD")
    cust_po_no = models.CharField(max_length=20, blank=True, db_column="CUST_PO_NO")
    tot_amt = models.DecimalField(max_digits=12, decimal_places=2, db_column="TOT_AMT")

    class Meta:
        db_table = "T_ORD_HDR"


class OrdDtl(models.Model):
    ord_hdr = models.ForeignKey(OrdHdr, models.CASCADE, db_column="ORD_ID")
    item = models.ForeignKey(ItemMst, models.CASCADE, db_column="ITEM_ID")
    ln_no = models.SmallIntegerField(db_column="LN_NO")
    ord_qty = models.IntegerField(db_column="ORD_QTY")
    unt_prc = models.DecimalField(max_digits=10, decimal_places=2, db_column="UNT_PRC")
    disc_pct = models.DecimalField(max_digits=5, decimal_places=2, db_column="DISC_PCT")

    class Meta:
        db_table = "T_ORD_DTL"


class ShpLog(models.Model):
    ord_hdr = models.ForeignKey(OrdHdr, models.CASCADE, db_column="ORD_ID")
    shp_ts = models.DateTimeField(db_column="SHP_TS")
    crr_cd = models.CharField(max_length=6, db_column="CRR_CD")
    pkg_cnt = models.SmallIntegerField(db_column="PKG_CNT")
    trk_no = models.CharField(max_length=24, blank=True, db_column="TRK_NO")

    class Meta:
        db_table = "T_SHP_LOG"
