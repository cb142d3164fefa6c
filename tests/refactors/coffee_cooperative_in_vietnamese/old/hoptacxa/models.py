from django.db import models


class XaVien(models.Model):
    ho_ten = models.CharField(max_length=80)
    so_cccd = models.CharField(max_length=12, unique=True)
    ngay_sinh = models.DateField(null=True)
    dien_thoai = models.CharField(max_length=20, blank=True)
    da_nghi = models.BooleanField(default=False)


class Ray(models.Model):
    xa_vien = models.ForeignKey("XaVien", models.CASCADE)
    ten_goi = models.CharField(max_length=40)
    dien_tich = models.DecimalField(max_digits=6, decimal_places=2)
    do_cao = models.SmallIntegerField()
    nam_trong = models.SmallIntegerField(null=True)


class GiongCay(models.Model):
    ten = models.CharField(max_length=40, unique=True)
    ghi_chu = models.TextField(blank=True)


class VuHai(models.Model):
    ray = models.ForeignKey("Ray", models.CASCADE)
    giong = models.ForeignKey("GiongCay", models.CASCADE)
    ngay_hai = models.DateField()
    khoi_luong = models.DecimalField(max_digits=8, decimal_places=2)
    ty_le_chin = models.SmallIntegerField()


class LoCaPhe(models.Model):
    ma_lo = models.CharField(max_length=16, unique=True)
    giong = models.ForeignKey("GiongCay", models.CASCADE)
    phuong_phap = models.CharField(max_length=12)
    do_am = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    dong_bao = models.DateTimeField(null=True)


class LanNem(models.Model):
    lo_ca_phe = models.ForeignKey("LoCaPhe", models.CASCADE)
    nguoi_nem = models.CharField(max_length=80)
    luc = models.DateTimeField()
    diem = models.DecimalField(max_digits=4, decimal_places=2)
    nhan_xet = models.TextField(blank=True)


class HopDong(models.Model):
    khach = models.CharField(max_length=80)
    ky_ngay = models.DateField()
    don_gia = models.DecimalField(max_digits=10, decimal_places=2)
    giao_xong = models.BooleanField(default=False)


class DongHang(models.Model):
    hop_dong = models.ForeignKey("HopDong", models.CASCADE)
    lo_ca_phe = models.ForeignKey("LoCaPhe", models.CASCADE)
    so_bao = models.IntegerField()
