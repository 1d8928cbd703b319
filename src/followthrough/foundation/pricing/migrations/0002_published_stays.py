"""What is published stays as it is, whoever writes: also what takes back an older change."""

from django.db import migrations

LOCKS = """
CREATE FUNCTION pricing_edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'draft' AND (NEW.state = 'draft' OR
    (NEW.number, NEW.book_id, NEW.effective_from, NEW.binned_at)
    IS DISTINCT FROM (OLD.number, OLD.book_id, OLD.effective_from, OLD.binned_at)
  ) THEN
    RAISE EXCEPTION 'edition % is published', OLD.ref USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pricing_edition_stays BEFORE UPDATE ON pricing_priceedition
  FOR EACH ROW EXECUTE FUNCTION pricing_edition_stays();

CREATE FUNCTION pricing_prices_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE locked text;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    SELECT e.ref INTO locked FROM before_rows b
      JOIN after_rows a ON a.id = b.id JOIN pricing_priceedition e ON e.id IN (a.edition_id, b.edition_id)
      WHERE e.state <> 'draft' AND (
        (a.edition_id, a.price, a.currency, a.period, a.tiers, a.tier_mode, a.note, a.binned_at) IS DISTINCT FROM
        (b.edition_id, b.price, b.currency, b.period, b.tiers, b.tier_mode, b.note, b.binned_at)
      ) LIMIT 1;
  ELSIF TG_OP = 'INSERT' THEN
    SELECT e.ref INTO locked FROM after_rows a JOIN pricing_priceedition e ON e.id = a.edition_id
      WHERE e.state <> 'draft' LIMIT 1;
  ELSE
    SELECT e.ref INTO locked FROM before_rows b JOIN pricing_priceedition e ON e.id = b.edition_id
      WHERE e.state <> 'draft' LIMIT 1;
  END IF;
  IF locked IS NOT NULL THEN
    RAISE EXCEPTION 'edition % is published', locked USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER pricing_prices_stay_added AFTER INSERT ON pricing_priceentry
  REFERENCING NEW TABLE AS after_rows FOR EACH STATEMENT EXECUTE FUNCTION pricing_prices_stay();
CREATE TRIGGER pricing_prices_stay_changed AFTER UPDATE ON pricing_priceentry
  REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION pricing_prices_stay();
CREATE TRIGGER pricing_prices_stay_gone AFTER DELETE ON pricing_priceentry
  REFERENCING OLD TABLE AS before_rows FOR EACH STATEMENT EXECUTE FUNCTION pricing_prices_stay();
"""
UNLOCK = """
DROP TRIGGER pricing_edition_stays ON pricing_priceedition;
DROP TRIGGER pricing_prices_stay_added ON pricing_priceentry;
DROP TRIGGER pricing_prices_stay_changed ON pricing_priceentry;
DROP TRIGGER pricing_prices_stay_gone ON pricing_priceentry;
DROP FUNCTION pricing_edition_stays();
DROP FUNCTION pricing_prices_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("pricing", "0001_initial")]
    operations = [migrations.RunSQL(LOCKS, UNLOCK)]
