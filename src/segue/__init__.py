"""Segue moves the data of a Django project from one PostgreSQL database to another."""

__version__ = "0.2.0.dev0"
