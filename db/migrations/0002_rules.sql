-- English, with accents ignored: searching for cafe finds café.
CREATE TEXT SEARCH CONFIGURATION magazine (COPY = english);
--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION magazine
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
--> statement-breakpoint
-- The same without stemming: the words as written, from which mistyped ones are corrected.
CREATE TEXT SEARCH CONFIGURATION magazine_words (COPY = simple);
--> statement-breakpoint
ALTER TEXT SEARCH CONFIGURATION magazine_words
  ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER membership_ledger_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON membership_ledger
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER article_revisions_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON article_revisions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_log_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
