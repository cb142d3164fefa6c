"""Rows to CSV files and back."""
