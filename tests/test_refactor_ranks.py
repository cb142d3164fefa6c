"""The score of drafts sees what is ready in comments, in its order."""

from __future__ import annotations

from support.refactors.claims import Claim
from support.refactors.offers import offers
from support.refactors.ranking import Ranks, ranks_of_columns, ranks_of_tables

DRAFT = """
[[table]]
from = "public.a_pen"
to = "public.b_quill"

[table.columns]
# colour = "shade"                # ? one or the other
# colour = "tint"                 # ? one or the other
# price = { sql = "cents  / 100.0" }  # ? were they cents?
# owner = { drop = "" }           # ? integer, which the target lacks
nib = "tip"

# ? public.a_ink: it holds rows, and it is not clear where they go.
# [[table]]
# from = "public.a_ink"
# to = "public.b_dye"    # 4 of 5 columns agree
# to = "public.b_fluid"  # 3 of 5 columns agree
# to = "public.a_ink"    # as it is: no model stands behind it
# create = true

# ? public.a_box: it holds rows, and it is not clear where they go.
# [[table]]
# from = "public.a_box"
# to = ""
"""
PAIR = Claim("table", "a_pen", "b_quill")


def test_offers_stand_in_their_order_and_what_lacks_its_answer_is_none() -> None:
    found = offers(DRAFT)
    assert found.tables == {"a_ink": ["b_dye", "b_fluid"]}
    assert found.columns["a_pen", "colour"] == ["shade", "tint"]
    assert found.columns["a_pen", "price"] == [("sql", "cents / 100.0")]
    assert ("a_pen", "nib") not in found.columns


def test_a_table_is_taken_first_further_behind_or_alone() -> None:
    ink, box = (Claim("table", f"a_{name}", "b_fluid") for name in ("ink", "box"))
    lost = Claim("table", "a_ink", "b_other")
    found = ranks_of_tables(
        {PAIR: True}, dict.fromkeys((PAIR, ink, box, lost), True), offers(DRAFT)
    )
    assert found[PAIR] == Ranks(taken=1)
    assert found[ink] == Ranks(further=1)
    assert found[box] == Ranks(alone=1)
    assert found[lost] == Ranks(behind=1)


def test_columns_count_where_their_tables_paired_and_names_differ() -> None:
    def column(name: str, source: str = "a_pen") -> Claim:
        return Claim("column", source, "b_quill", name)

    wanted = {
        column("nib"): "tip",
        column("colour"): "shade",
        column("price"): ("sql", "cents / 100.0"),
        column("id"): "id",
        column("nib", "a_ink"): "tip",
    }
    drafted = {PAIR: True, column("nib"): "tip"}
    found = ranks_of_columns(drafted, wanted, offers(DRAFT))
    assert sum(found.values(), Ranks()) == Ranks(taken=1, first=2)
    assert Ranks(taken=1, first=2, alone=1).told() == "    4   25%   75%   75%"
