import string


def label(row):
    """The code, the year, and a letter by which typing mistakes are found."""
    total = sum(place * ord(letter) for place, letter in enumerate(row["code"], 1))
    return f"{row['code']}/{row['taken']:%y}-{string.ascii_uppercase[total % 26]}"
