"""Rows as they stand in databases in use: varied, with gaps, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from django.db import models
from django.db.models import QuerySet

T = TypeVar("T")
Row = dict[str, Any]

FIRST = {
    "en": "Amelia Oliver Priya Jack Siobhán George Chloé Mohammed Grace Zoë Harry Ffion",
    "de": "Anna Jürgen Björn Käthe Lukas Sören Ute Heinz Günther Mia Leyla Jörg",
    "es": "Lucía José Íñigo María Begoña Ángel Núria Javier Concepción Andrés Iker Sofía",
    "fr": "Chloé Jérôme Zoé François Aïcha Léa Benoît Inès Étienne Margaux Hélène Loïc",
    "pt": "João Inês Gonçalo Mafalda António Conceição Tomé Beatriz Rúben Lurdes Vítor Assunção",
    "it": "Niccolò Chiara Giosuè Lucia Matteo Elena Pasquale Sofia Desirée Luca Ornella Ivo",
    "pl": "Łukasz Zofia Grażyna Paweł Małgorzata Wojciech Jędrzej Świętosława Adam Kinga Róża Jan",
    "nl": "Daan Sanne Joost Renée Thijs Fenna Maaike Ruben Zoë Anouk Sjoerd Noé",
    "ru": "Ivan Olga Дмитрий Sergei Наталья Pyotr Galina Юрий Irina Alexei Zoya Мария",
    "ja": "太郎 花子 Kenji さくら 健一 Yuki 美咲 翔 Aiko 直樹 陽子 Haruto",
}
LAST = {
    "en": "Smith O'Brien Nguyen Jones Khan McAllister Evans D'Souza Wright Fitzgerald Hall Okafor",
    "de": "Müller Schmidt Groß Weiß Yılmaz Krämer Öztürk Bauer Löwe Vogt Großmann Jäger",
    "es": "García Núñez Ibáñez Muñoz Peña López Etxeberria Sáez Vázquez Gómez Castaño Ruiz",
    "fr": "Lefèvre Müller Dubois N'Diaye Bélanger Gauthier Faÿ Rousseau L'Huillier Noël Roux",
    "pt": "Gonçalves Conceição Simões Araújo Magalhães Brandão Sá Leitão Pires Falcão Nóbrega Reis",
    "it": "Rossi D'Angelo Esposito Nicolò Bianchi Dell'Acqua Fontana Galli Lo Greco Caruso Riva",
    "pl": "Nowak Wiśniewska Wójcik Kowalczyk Dąbrowski Łuczak Żak Ćwik Śliwa Mazur Źrebiec Bąk",
    "nl": "Jansen Bakker Visser IJsselstein Bruïne Smit Mulder Hoekstra Coïni Peters Vos Kok",
    "ru": "Ivanov Петрова Sidorov Кузнецов Popova Волков Sokolova Лебедев Morozov Орлова Щукин",
    "ja": "佐藤 鈴木 Takahashi 田中 渡辺 Itō 山本 中村 Kobayashi 加藤 吉田 Sasaki",
}
TOWNS = {
    "en": "Leeds Cardiff Derry Norwich Hull Perth Bath Truro",
    "de": "Köln Görlitz Ulm Münster Würzburg Jena Zürich Linz",
    "es": "Cádiz Logroño Vigo Mérida Girona Úbeda León Ávila",
    "fr": "Besançon Nîmes Angoulême Lille Sète Brest Épinal Pau",
    "pt": "Évora Guimarães Faro Setúbal Covilhã Loulé Tomar Bragança",
    "it": "Forlì Cefalù Siena Cantù Aosta L'Aquila Lecce Trento",
    "pl": "Łódź Gdańsk Kraków Poznań Żywiec Świdnica Toruń Płock",
    "nl": "Utrecht Zwolle 's-Hertogenbosch Delft Leeuwarden Goes Assen Venlo",
    "ru": "Tver Казань Perm Омск Tula Псков Sochi Томск",
    "ja": "東京 Ōsaka 札幌 Kōbe 仙台 Nara 那覇 Fukuoka",
}
STREETS = {
    "en": ["Mill Lane", "St Mary's Road", "High Street", "Castle Terrace"],
    "de": ["Lindenstraße", "Am Mühlbach", "Goethering", "Kirchgässle"],
    "es": ["Calle Mayor", "Avenida del Río", "Plaza Peña", "Camino Viejo"],
    "fr": ["rue de l'Église", "allée des Tilleuls", "quai Zola", "bd Foch"],
    "pt": ["Rua da Praça", "Travessa do Açougue", "Av. da República", "Largo da Sé"],
    "it": ["via Garibaldi", "piazza della Libertà", "vicolo Stretto", "corso Italia"],
    "pl": ["ul. Żółta", "al. Jana Pawła II", "ul. Krótka", "os. Piastów"],
    "nl": ["Dorpsstraat", "Oude Gracht", "Kerkplein", "Singel"],
    "ru": ["ul. Lenina", "Невский пр.", "Sadovaya", "пер. Тихий"],
    "ja": ["中央1丁目", "Sakura-dōri", "本町2-3", "Minami 5"],
}
NOTES = {
    "en": ["rang twice, no answer", "see file", "agreed by phone; confirm in writing", "n/a"],
    "de": ["bitte zurückrufen", "siehe Akte", "kommt später; Schlüssel beim Nachbarn", "k. A."],
    "es": ["llamar por la mañana", "ver expediente", "pendiente de firma; avisó ayer", "s/n"],
    "fr": ["à rappeler l'après-midi", "voir dossier", "accord verbal, reçu le chèque", "néant"],
    "pt": ["ligar à tarde", "ver processo", "falta assinatura; avisado", "n/d"],
    "it": ["richiamare lunedì", "vedi pratica", "c'è un acconto; manca la firma", "n.d."],
    "pl": ["oddzwonić później", "patrz akta", "zgłoszono telefonicznie; brak podpisu", "n.d."],
    "nl": ["terugbellen", "zie dossier", "komt later; sleutel bij de buren", "n.v.t."],
    "ru": ["перезвонить", "sm. delo", "soglasovano ustno; жду подписи", "net"],
    "ja": ["折り返し電話", "別紙参照", "kakunin-zumi; 要署名", "なし"],
}


class Dice:
    """What chance writes into rows, in one language."""

    def __init__(self, seed: int, language: str = "en") -> None:
        self.random = Random(seed)
        self.language = language

    def rows(self, count: int, make: Callable[[int], Row]) -> list[Row]:
        """As many rows, made from their number, which becomes their key: 1 and up."""
        return [make(number) for number in range(1, count + 1)]

    def pick(self, values: Sequence[T]) -> T:
        return self.random.choice(values)

    def ref(self, rows: Sequence[object]) -> int:
        """The key of any of the rows."""
        return self.random.randint(1, len(rows))

    def earlier(self, number: int, chance: float = 0.6) -> int | None:
        """The key of an earlier row of the same table, or none."""
        return self.maybe(self.random.randint(1, max(1, number - 1)), 1 - chance, first=number)

    def maybe(self, value: T, missing: float = 0.3, first: int = 2) -> T | None:
        return None if first == 1 or self.random.random() < missing else value

    def blank(self, value: str, missing: float = 0.3) -> str:
        return "" if self.random.random() < missing else value

    def between(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def money(self, least: int, most: int) -> Decimal:
        return Decimal(self.random.randint(least * 100, most * 100)) / 100

    def quarters(self, least: int, most: int) -> float:
        """In quarters, so that no digit is lost on the way to a decimal."""
        return self.random.randint(least * 4, most * 4) / 4

    def day(self, first: int = 2015, last: int = 2025) -> date:
        return date(first, 1, 1) + timedelta(days=self.random.randrange(365 * (last - first + 1)))

    def moment(self, first: int = 2015, last: int = 2025) -> datetime:
        seconds = self.random.randrange(86400)
        return datetime(first, 1, 1, tzinfo=UTC) + timedelta(
            days=(self.day(first, last) - date(first, 1, 1)).days, seconds=seconds
        )

    def first(self) -> str:
        return self.pick(FIRST[self.language].split())

    def last(self) -> str:
        return self.pick(LAST[self.language].split())

    def name(self) -> str:
        return f"{self.first()} {self.last()}"

    def town(self) -> str:
        return self.pick(TOWNS[self.language].split())

    def street(self) -> str:
        return f"{self.pick(STREETS[self.language])} {self.random.randint(1, 199)}"

    def note(self) -> str:
        return self.pick(NOTES[self.language])

    def firm(self) -> str:
        return f"{self.last()} {self.pick(['& Co.', 'Ltd', 'GmbH', 'S.A.', 'BV', 'sp. z o.o.'])}"

    def phone(self) -> str:
        return f"+{self.random.randint(31, 81)} {self.random.randint(10**7, 10**9)}"

    def mail(self, number: int) -> str:
        return f"{self.pick(['info', 'post', 'a.b', 'me'])}{number}@{self.pick('xyz')}.example"

    def digits(self, count: int) -> str:
        return "".join(self.random.choice("0123456789") for _ in range(count))


def store(model: type[models.Model], rows: Sequence[Row]) -> None:
    """Write the rows in their order, so that their numbers become their keys."""
    model._default_manager.bulk_create([model(**row) for row in rows])


def looks(
    model: type[models.Model], rows: Sequence[Row], /, **columns: str | Callable[[Row], object]
) -> tuple[QuerySet[Any, Any], list[tuple[object, ...]]]:
    """The columns of all objects, and what they should hold, by the old row."""
    there = model._default_manager.order_by("pk").values_list(*columns)
    return there, [tuple(_of(row, how) for how in columns.values()) for row in rows]


def _of(row: Mapping[str, Any], how: str | Callable[[Row], object]) -> object:
    return row[how] if isinstance(how, str) else how(dict(row))
