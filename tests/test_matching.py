"""What is taken for granted between two schemas, and what is left to a person."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from segue.database.names import QualifiedName
from segue.drafting.matching import (
    Label,
    Links,
    TableMatches,
    match_columns,
    match_tables,
    source_side,
    target_side,
)
from segue.drafting.matching.names import STRANGER, SURE, compare, likeness, turned_round, words
from segue.drafting.matching.namesakes import Namesakes
from segue.drafting.matching.prospects import MOST, Prospects
from segue.drafting.matching.vocabulary import Vocabulary
from segue.drafting.matching.words import ALIKE, MAYBE, OPPOSED, SAME_WORD
from support.schemas import catalog, table

USER = "id:int4:pk username:varchar(150):uq password:varchar(128) email:varchar(254) last_login:tz"
POST = "id:int4:pk title:varchar(200) slug:varchar(50):uq body:text published:tz"


def matched(
    source: Mapping[str, str], target: Mapping[str, str], labels: Mapping[str, Label] | None = None
) -> TableMatches:
    """The tables of two schemas, each given as `{table: columns}`."""
    named = {QualifiedName.parse(name): label for name, label in (labels or {}).items()}
    old, new = catalog(source), catalog(target)
    return match_tables(source_side(old.tables.values(), named), target_side(new, None))


def pairs(found: TableMatches) -> dict[str, str]:
    return {match.source.name.name: match.target.name.name for match in found.sure}


def asked(found: TableMatches) -> dict[str, list[str]]:
    return {
        one.name.name: [match.target.name.name for match in likely]
        for one, likely in found.candidates.items()
    }


def columns(source: str, target: str, links: Mapping[str, str] | None = None) -> dict[str, str]:
    """The columns that changed their names beyond doubt between two tables `post`."""
    ones = source_side([table("post", source)], {})
    others = target_side(catalog({"post": target}), None)
    known = Links(
        (QualifiedName.parse(a), QualifiedName.parse(b)) for a, b in (links or {}).items()
    )
    name = QualifiedName.parse("post")
    found = match_columns(ones.entities[name], others.entities[name], known)
    return {match.source.name: match.target.name for match in found.renamed}


# Tables


def test_tables_keep_their_names() -> None:
    found = matched({"blog_post": POST, "auth_user": USER}, {"blog_post": POST, "auth_user": USER})
    assert pairs(found) == {"blog_post": "blog_post", "auth_user": "auth_user"}


def test_a_renamed_app_takes_its_tables_along() -> None:
    old = {
        "posts_post": POST,
        "posts_comment": "id:int4:pk post_id:int4:fk=posts_post text:text",
        "posts_post_tags": "id:int4:pk post_id:int4:fk=posts_post tag_id:int4:fk=posts_tag",
        "posts_tag": "id:int4:pk label:varchar(30)",
    }
    new = {
        "blog_post": POST,
        "blog_comment": "id:int8:pk post_id:int8:fk=blog_post text:text",
        "blog_post_tags": "id:int8:pk post_id:int8:fk=blog_post tag_id:int8:fk=blog_tag",
        "blog_tag": "id:int8:pk label:varchar(30)",
    }
    found = matched(old, new)
    assert pairs(found) == {name: name.replace("posts_", "blog_", 1) for name in old}
    assert "app posts was renamed blog" in found.sure[0].reason


def test_a_custom_user_model_is_found_by_its_columns_and_by_who_refers_to_it() -> None:
    join = "id:int4:pk user_id:int4:fk={0} group_id:int4:fk=auth_group"
    log = "id:int4:pk user_id:int4:fk={0} message:text"
    old = {
        "auth_user": USER,
        "auth_group": "id:int4:pk name:varchar(150):uq",
        "auth_user_groups": join.format("auth_user"),
        "django_admin_log": log.format("auth_user"),
    }
    new = {
        "accounts_customuser": USER + " phone:varchar(20):null",
        "auth_group": old["auth_group"],
        "accounts_customuser_groups": join.format("accounts_customuser").replace(
            "user_id", "customuser_id"
        ),
        "django_admin_log": log.format("accounts_customuser"),
    }
    found = pairs(matched(old, new))
    assert found["auth_user"] == "accounts_customuser"
    assert found["auth_user_groups"] == "accounts_customuser_groups"


def test_the_same_model_under_another_table_name_is_found_by_its_content_type() -> None:
    old = {"legacy_articles": POST}
    new = {"blog_post": POST}
    found = matched(old, new, {"legacy_articles": ("blog", "post")})
    assert pairs(found) == {"legacy_articles": "blog_post"}


def test_a_new_table_of_everyday_columns_is_not_taken_for_the_successor_of_an_old_one() -> None:
    found = matched(
        {"shop_coupon": "id:int4:pk name:varchar(50) slug:varchar(50)"},
        {"shop_brand": "id:int4:pk name:varchar(50) slug:varchar(50)"},
    )
    assert pairs(found) == {}
    assert asked(found) == {"shop_coupon": ["shop_brand"]}


def test_a_category_of_another_app_is_asked_about_when_other_tables_refer_to_it() -> None:
    kind = "id:int4:pk name:varchar(50) slug:varchar(50):uq"
    item = "id:int4:pk label:text category_id:int4:fk={}"
    old = {"shop_category": kind, "shop_product": item.format("shop_category")}
    new = {
        "blog_category": kind,
        "shop_product": "id:int4:pk label:text",
        "blog_post": item.format("blog_category"),
    }
    found = matched(old, new)
    assert pairs(found) == {"shop_product": "shop_product"}
    assert asked(found)["shop_category"] == ["blog_category"]


def test_of_two_tables_that_fit_as_well_neither_is_taken() -> None:
    address = "id:int4:pk street:text zip:varchar(9) city:text country_code:varchar(2) po_box:text"
    found = matched(
        {"shop_address": address},
        {"crm_invoiceaddress": address, "crm_deliveryaddress": address},
    )
    assert pairs(found) == {}
    assert sorted(asked(found)["shop_address"]) == ["crm_deliveryaddress", "crm_invoiceaddress"]


def test_tables_that_changed_places_are_asked_about() -> None:
    item = "id:int4:pk ean:varchar(13) weight_grams:int4 stock_level:int4"
    person = "id:int4:pk birthday:date maiden_name:text shoe_size:int4"
    found = matched(
        {"core_item": item, "core_entry": person}, {"core_item": person, "core_entry": item}
    )
    assert pairs(found) == {}


def test_a_many_to_many_table_of_another_field_is_not_taken_for_the_old_one() -> None:
    join = "id:int4:pk user_id:int4:fk=auth_user post_id:int4:fk=blog_post"
    both = {"auth_user": USER, "blog_post": POST}
    found = matched({**both, "blog_post_likes": join}, {**both, "blog_post_bookmarks": join})
    assert pairs(found) == {"auth_user": "auth_user", "blog_post": "blog_post"}


def test_models_under_other_names_are_sure_together() -> None:
    """Sample and client tell each other: a test refers to the one, and that to the other."""
    old = {
        "lab_client": "id:int4:pk name:varchar(99) addr:text tel:varchar(30)",
        "lab_sample": "id:int4:pk client_id:int4:fk=lab_client barcode:varchar(16):uq ph:int4",
        "lab_note": "id:int4:pk sample_id:int4:fk=lab_sample text:text written:tz",
    }
    new = {
        "lims_customer": "id:int8:pk name:varchar(99) address:text phone:varchar(30)",
        "lims_probe": "id:int8:pk customer_id:int8:fk=lims_customer barcode:varchar(16):uq ph:int4",
        "lims_note": "id:int8:pk probe_id:int8:fk=lims_probe text:text written:tz",
    }
    wanted = {
        "lab_client": "lims_customer",
        "lab_sample": "lims_probe",
        "lab_note": "lims_note",
    }
    assert pairs(matched(old, new)) == wanted


def test_a_new_model_of_the_shape_of_an_old_one_is_asked_about_in_a_renamed_app_too() -> None:
    shape = "id:int4:pk customer_id:int4:fk={}_customer at:tz ip:inet reason:varchar(80)"
    tables = {
        "{}_customer": "id:int4:pk name:varchar(99) email:varchar(254):uq",
        "{}_order": "id:int4:pk customer_id:int4:fk={}_customer number:varchar(20):uq total:int4",
    }
    old = {name.format("shop"): text.format("shop") for name, text in tables.items()}
    new = {name.format("store"): text.format("store") for name, text in tables.items()}
    old["shop_failedlogin"] = shape.format("shop")
    new["store_failedpayment"] = shape.format("store")
    found = matched(old, new)
    assert pairs(found) == {"shop_customer": "store_customer", "shop_order": "store_order"}
    assert asked(found)["shop_failedlogin"] == ["store_failedpayment"]


def test_a_copy_of_a_table_does_not_cast_doubt_on_it() -> None:
    item = "id:int4:pk number:varchar(20):uq weight:int4 colour:varchar(20)"
    old = {"inv_item": item, "inv_item_bak_2021": item}
    found = matched(old, {"stock_item": item})
    assert pairs(found) == {"inv_item": "stock_item"}
    assert "inv_item_bak_2021" in asked(found)


def test_of_many_renamed_tables_only_the_likeliest_pairs_are_weighed() -> None:
    words = ("river", "stone", "cloud", "amber", "coral", "maple")
    names = [f"{word}{number}" for word in words for number in range(15)]
    sides = [
        catalog({f"{app}_{name}": f"id:int4:pk {name}_is:text at:tz" for name in names})
        for app in ("old", "new")
    ]
    ours, theirs = source_side(sides[0].tables.values(), {}), target_side(sides[1], None)
    several = [list(side.entities.values()) for side in (ours, theirs)]
    prospects = Prospects(ours, theirs, Namesakes(ours, theirs))
    assert len(prospects.among(*several)) <= 2 * MOST * len(names)
    assert len(match_tables(ours, theirs).sure) == len(names)


# Columns


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title:text", "headline:text"),
        ("published:tz", "published_at:tz"),
        ("descr:text", "description:text"),
        ("qty:int4", "quantity:int8"),
        ("zipcode:varchar(9)", "zip_code:varchar(9)"),
        ("resturant:text", "restaurant:text"),
        ("pin:varchar(4)", "pin_code:varchar(4)"),
        ("sqm:int4", "area_sqm:int4"),
        ("is_full_time:bool", "fulltime:bool"),
        ("fname:varchar(80)", "first_name:varchar(80)"),
    ],
)
def test_a_column_of_a_name_for_the_same_thing_is_renamed(old: str, new: str) -> None:
    (before, after) = old.partition(":")[0], new.partition(":")[0]
    assert columns(f"id:int4:pk {old}", f"id:int4:pk {new}") == {before: after}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("start_date:date", "end_date:date"),
        ("price_net:int4", "price_gross:int4"),
        ("first_name:text", "last_name:text"),
        ("width:int4", "height:int4"),
        ("colour:varchar(20)", "size:varchar(20)"),
        ("name:text", "first_name:text last_name:text"),
        ("image:varchar(100)", "image_alt:varchar(100)"),
        ("alert_days:int4", "alert_minutes:int4"),
        ("title:text", "headline:text heading:text"),
        ("author:text", "author_id:int4:fk=auth_user"),
        ("code:text", "title:text"),
        ("published:bool", "published_at:tz"),
    ],
)
def test_a_column_that_may_be_another_one_is_left_to_a_person(old: str, new: str) -> None:
    assert columns(f"id:int4:pk {old}", f"id:int4:pk {new}") == {}


def test_what_every_column_of_an_old_table_begins_with_says_nothing() -> None:
    old = "id:int4:pk pt_title:text pt_fee:int4 pt_code:varchar(9) pt_text:text"
    new = "id:int8:pk title:text fee:int4 code:varchar(9) text:text"
    found = columns(old, new)
    assert found == {f"pt_{name}": name for name in ("title", "fee", "code", "text")}
    billing = old.replace("pt_", "billing_")
    assert columns(billing, new) == {}, "a word that tells things apart says a lot"


def test_the_marks_of_their_types_before_names_say_nothing() -> None:
    old = "id:int4:pk str_name:text int_year:int4 dt_opened:tz bool_active:bool str_nr:varchar(9)"
    new = "id:int4:pk name:text year:int4 opened_at:tz is_active:bool nr:varchar(9)"
    wanted = ("str_name", "int_year", "dt_opened", "bool_active", "str_nr")
    assert columns(old, new).keys() == set(wanted)
    camel = "id:int4:pk strName:text intYear:int4 dtOpened:tz blnActive:bool strNr:varchar(9)"
    assert len(columns(camel, new)) == len(wanted)
    # Of a street among other names, the first word tells what it is.
    street = "id:int4:pk str_name:text year:int4 opened:tz active:bool str_nr:varchar(9)"
    assert "str_name" not in columns(street, new)


def test_a_part_of_a_value_is_not_taken_for_the_whole() -> None:
    assert (
        columns(
            "id:int4:pk phone:varchar(9) phone_prefix:varchar(4)",
            "id:int4:pk phone_number:varchar(9)",
        )
        == {}
    )


def test_a_reference_follows_the_table_that_it_refers_to() -> None:
    found = columns(
        "id:int4:pk category_id:int4:fk=category creator_id:int4:fk=auth_user",
        "id:int4:pk section_id:int4:fk=section author_id:int4:fk=person",
        {"category": "section", "auth_user": "person"},
    )
    assert found == {"category_id": "section_id", "creator_id": "author_id"}


def test_a_reference_to_other_rows_is_never_a_rename() -> None:
    found = columns(
        "id:int4:pk owner_id:int4:fk=auth_user",
        "id:int4:pk owner_no_id:int4:fk=team",
        {"auth_user": "person", "squad": "team"},
    )
    assert found == {}


def test_a_reference_of_the_same_name_to_other_rows_is_not_sure() -> None:
    project = "id:int4:pk owner_id:int4:fk={}"
    old = {
        "auth_user": USER,
        "team": "id:int4:pk motto:text",
        "project": project.format("auth_user"),
    }
    new = {**old, "project": project.format("team")}
    found = matched(old, new)
    (match,) = (match for match in found.sure if match.source.name.name == "project")
    (owner,) = (
        pair
        for pair in match_columns(match.source, match.target, found.links).same
        if pair.source.name == "owner_id"
    )
    assert owner.confidence < 1
    assert "auth_user" in owner.reason
    assert "team" in owner.reason


def test_columns_that_took_each_others_types_are_not_sure() -> None:
    found = matched(
        {"parcel": "id:int4:pk number:int4 reference:varchar(20) weight:int4"},
        {"parcel": "id:int4:pk number:varchar(20) reference:int4 weight:int8"},
    )
    (match,) = found.sure
    same = match_columns(match.source, match.target, found.links).same
    unsure = {pair.target.name: pair.reason for pair in same if pair.confidence < 1}
    assert unsure.keys() == {"number", "reference"}
    assert "reference" in unsure["number"]


def test_columns_that_alone_changed_their_types_keep_their_names() -> None:
    found = matched(
        {"parcel": "id:int4:pk number:int4 reference:varchar(20)"},
        {"parcel": "id:int4:pk number:varchar(20) reference:varchar(20)"},
    )
    (match,) = found.sure
    same = match_columns(match.source, match.target, found.links).same
    assert {pair.confidence for pair in same} == {1}


def test_the_primary_key_may_change_its_name_and_become_a_uuid() -> None:
    assert columns("nid:int4:pk x:text", "uuid:uuid:pk x:text") == {"nid": "uuid"}
    assert columns("code:text:pk x:text", "id:int4:pk x:text") == {}


def test_the_only_references_that_are_left_may_still_say_different_things() -> None:
    old = "id:int4:pk invited_by_id:int4:null:fk=post title:text"
    assert columns(old, old.replace("invited", "approved")) == {}
    assert columns(old, old.replace("invited_by", "inviter")) == {"invited_by_id": "inviter_id"}
    # Without a further word it may be whom the row is about, or who made it; not who acted later.
    plain = old.replace("invited_by", "post")
    assert columns(plain, old.replace("invited_by", "author")) == {"post_id": "author_id"}
    assert columns(plain, old) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("min_age:int4", "max_age:int4"),
        ("birth_year:int4", "death_year:int4"),
        ("seats:int4", "credits:int4"),
        ("email:varchar(254)", "backup_email:varchar(254)"),
        ("date:date", "valid_from:date"),
        ("data:jsonb", "settings:jsonb"),
        ("page:int4", "pages:int4"),
        ("latitude:float8", "altitude:float8"),
        ("weight:numeric", "height:numeric"),
    ],
)
def test_the_last_columns_of_a_renamed_table_need_not_belong_together(old: str, new: str) -> None:
    found = columns(
        f"id:int4:pk tel:varchar(20) created_on:tz {old}",
        f"id:int4:pk phone:varchar(20) created_at:tz {new}",
    )
    assert found == {"tel": "phone", "created_on": "created_at"}


def test_the_only_moment_of_a_table_is_called_after_what_happened() -> None:
    old, new = "id:int4:pk at:tz km:int4", "id:int8:pk posted_at:tz km:int4"
    assert columns(old, new) == {"at": "posted_at"}
    assert columns(f"{old} on_day:tz", new) == {}, "one of two"
    assert columns(old, new.replace("posted", "shipped")) == {}


def test_the_only_column_of_a_table_that_is_unique_is_what_it_was() -> None:
    assert columns("id:int4:pk word:varchar(40):uq", "id:int8:pk name:varchar(40):uq") == {
        "word": "name"
    }
    assert columns("id:int4:pk word:varchar(40)", "id:int8:pk name:varchar(40)") == {}


def test_a_column_is_told_apart_like_its_neighbour_that_went() -> None:
    old = "id:int4:pk holder:varchar(80) email:varchar(254)"
    new = "id:int4:pk holder_name:varchar(80) holder_email:varchar(254)"
    assert columns(old, new) == {"holder": "holder_name", "email": "holder_email"}
    assert columns(old, new.replace("holder_email", "sponsor_email")) == {"holder": "holder_name"}


def test_values_that_no_type_can_take_are_not_the_same_for_their_name() -> None:
    found = matched(
        {"receipt": "id:int4:pk number:varchar(9) total:int4 refunded:bool"},
        {"receipt": "id:int4:pk number:varchar(9) total:int4 refunded:numeric"},
    )
    (match,) = found.sure
    same = match_columns(match.source, match.target, found.links).same
    assert {pair.target.name: pair.reason for pair in same if pair.confidence < 1} == {
        "refunded": "it was bool and is numeric now"
    }


def test_models_are_called_after_those_to_which_they_belong() -> None:
    order = "id:int4:pk number:varchar(9):uq placed:tz freight:numeric"
    line = "id:int4:pk {}_id:int4:fk={} sku:varchar(20) pieces:int4"
    old = {
        "shop_purchase": order,
        "shop_purchaseline": line.format("purchase", "shop_purchase"),
        "shop_shelf": "id:int4:pk code:varchar(5):uq hall:varchar(9) row:int4",
    }
    new = {
        "store_order": order,
        "store_orderline": line.format("order", "store_order"),
        "store_shelf": old["shop_shelf"],
    }
    assert pairs(matched(old, new)) == {
        "shop_purchase": "store_order",
        "shop_purchaseline": "store_orderline",
        "shop_shelf": "store_shelf",
    }


def test_what_was_referred_to_is_asked_about_where_only_the_form_stayed() -> None:
    product = "id:int4:pk name:text sku:varchar(20):uq price:int4 {}_id:int4:fk={}"
    order = "id:int4:pk number:varchar(9):uq placed:tz"
    old = {
        "shop_supplier": "id:int4:pk name:varchar(60) city:varchar(40) phone:varchar(20)",
        "shop_product": product.format("supplier", "shop_supplier"),
        "shop_order": order,
    }
    new = {
        "store_brand": "id:int4:pk name:varchar(60) slogan:varchar(40) colour:varchar(20)",
        "store_product": product.format("brand", "store_brand"),
        "store_order": order,
    }
    found = matched(old, new)
    assert pairs(found) == {"shop_product": "store_product", "shop_order": "store_order"}
    assert asked(found) == {"shop_supplier": ["store_brand"]}


def test_what_a_person_said_leads_on_to_the_rest() -> None:
    city, hub = "id:int4:pk name:varchar(60) country:varchar(2)", "id:int4:pk label:varchar(60)"
    joined = "id:int4:pk {0}_id:int4:fk={0} {1}_id:int4:fk={1}"
    old = {"city": city, "bus": hub, "city_buses": joined.format("city", "bus")}
    new = {"stop": hub, "line": "id:int4:pk no:int4", "line_stops": joined.format("line", "stop")}
    sides = (
        source_side(catalog(old).tables.values(), {}),
        target_side(catalog(new), None),
    )
    assert pairs(match_tables(*sides)) == {}
    given = [
        (QualifiedName.parse("city"), QualifiedName.parse("line")),
        (QualifiedName.parse("bus"), QualifiedName.parse("stop")),
    ]
    assert pairs(match_tables(*sides, given)) == {
        "city": "line",
        "bus": "stop",
        "city_buses": "line_stops",
    }


# Names


def test_words_stand_in_their_groups_as_names_have_them() -> None:
    groups = (*SAME_WORD, *ALIKE, *MAYBE, *OPPOSED)
    assert [word for group in groups for word in group.split() if words(word) != (word,)] == []


@pytest.mark.parametrize(
    ("one", "other", "turned"),
    [
        ("comments_closed", "comments_open", True),
        ("is_active", "suspended", True),
        ("verified", "is_unverified", True),
        ("no_newsletter", "newsletter", True),
        ("lost", "is_available", True),
        ("approved", "archived", False),
        ("comments_closed", "pings_open", False),
        ("published", "is_published", False),
    ],
)
def test_a_flag_that_was_turned_round_is_known(one: str, other: str, turned: bool) -> None:
    assert turned_round(words(one), words(other)) is turned
    assert turned_round(words(other), words(one)) is turned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("created", "created_at"),
        ("date_joined", "joined"),
        ("is_active", "active"),
        ("userText", "user_text"),
        ("organisation", "organization"),
        ("categories", "category"),
        ("mgr_id", "manager_id"),
        ("last_modified", "modified_at"),
        ("sort_order", "position"),
        ("full_name", "name"),
        ("delivered", "delivery_date"),
        ("provider_ref", "provider_reference"),
        ("lineitem", "line_item"),
    ],
)
def test_names_that_mean_the_same(one: str, other: str) -> None:
    assert likeness(one, other) >= SURE
    assert likeness(other, one) >= SURE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("post", "postcode"),
        ("cost", "post"),
        ("billing_address", "shipping_address"),
        ("phone1", "phone2"),
        ("created_by", "approved_by"),
        ("price", "old_price"),
        ("min_length", "max_length"),
        ("content", "context"),
        ("rate", "rating"),
        ("country", "county"),
    ],
)
def test_names_that_tell_things_apart(one: str, other: str) -> None:
    assert likeness(one, other) < SURE
    assert likeness(other, one) < SURE


def test_a_name_that_no_word_leads_to_is_a_stranger() -> None:
    """Some names of the corpus beside all: a vocabulary finds what a look at each does."""
    plans = Path(__file__).parent.glob("refactors/*/plan.toml")
    told = re.findall(r'"[a-z]+\.(\w+)"', "\n".join(plan.read_text() for plan in plans))
    called = {name: words(name) for name in sorted(set(told))}
    vocabulary = Vocabulary(called)
    assert len(called) > 500
    for name in list(called)[::60]:
        led_to = vocabulary.things(called[name])
        alike = {
            other for other in called if compare(called[name], called[other], loose=True) > STRANGER
        }
        assert name in alike
        assert alike <= led_to, name
        assert len(led_to) < len(called) / 2, name
