#!/bin/sh
# The floor: what a person who knows the tables writes by hand. Nothing is checked, nothing can be
# resumed. SOURCE and TARGET are connection strings; ROWS is the number of orders; JOBS the pipes.
set -eu
to() { psql -qX -v ON_ERROR_STOP=1 "$TARGET" "$@"; }
pipe() { # table condition
  psql -qX "$SOURCE" -c "COPY (SELECT * FROM $1 $2) TO STDOUT (FORMAT binary)" |
    PGOPTIONS="-c synchronous_commit=off" to -c "COPY $1 FROM STDIN (FORMAT binary)"
}
to -c "ALTER TABLE shop_order DROP CONSTRAINT shop_order_customer_id_fkey,
       DROP CONSTRAINT shop_order_product_id_fkey, DROP CONSTRAINT shop_order_number_key,
       DROP CONSTRAINT shop_order_pkey" \
   -c "DROP INDEX shop_order_customer, shop_order_product, shop_order_number_like, shop_order_status"
pages=$(psql -qXAt "$SOURCE" -c "SELECT pg_relation_size('shop_order') / 8192 + 1")
pipe shop_customer "" &
pipe shop_product "" &
for job in $(seq 1 "$JOBS"); do
  first=$(((job - 1) * pages / JOBS)); end=$((job * pages / JOBS))
  pipe shop_order "WHERE ctid >= '($first,0)' AND ctid < '($end,0)'" &
done
wait
{
  echo "CREATE UNIQUE INDEX shop_order_pkey ON shop_order (id)"
  echo "CREATE UNIQUE INDEX shop_order_number_key ON shop_order (number)"
  echo "CREATE INDEX shop_order_number_like ON shop_order (number varchar_pattern_ops)"
  echo "CREATE INDEX shop_order_status ON shop_order (status, placed)"
  echo "CREATE INDEX shop_order_customer ON shop_order (customer_id)"
  echo "CREATE INDEX shop_order_product ON shop_order (product_id)"
} | xargs -P "$JOBS" -I '{}' psql -qX -v ON_ERROR_STOP=1 "$TARGET" \
  -c "SET maintenance_work_mem = '256MB'" -c "SET max_parallel_maintenance_workers = 1" -c '{}'
to -c "ALTER TABLE shop_order ADD CONSTRAINT shop_order_pkey PRIMARY KEY USING INDEX shop_order_pkey,
       ADD CONSTRAINT shop_order_number_key UNIQUE USING INDEX shop_order_number_key"
to -c "ALTER TABLE shop_order ADD CONSTRAINT shop_order_customer_id_fkey FOREIGN KEY (customer_id)
       REFERENCES shop_customer DEFERRABLE INITIALLY DEFERRED NOT VALID,
       ADD CONSTRAINT shop_order_product_id_fkey FOREIGN KEY (product_id)
       REFERENCES shop_product DEFERRABLE INITIALLY DEFERRED NOT VALID"
to -c "ALTER TABLE shop_order VALIDATE CONSTRAINT shop_order_customer_id_fkey" &
to -c "ALTER TABLE shop_order VALIDATE CONSTRAINT shop_order_product_id_fkey" &
wait
for table in shop_customer shop_product shop_order; do
  to -c "SELECT setval(pg_get_serial_sequence('$table', 'id'), (SELECT max(id) FROM $table))" >/dev/null
  to -c "ANALYZE $table" &
done
wait
