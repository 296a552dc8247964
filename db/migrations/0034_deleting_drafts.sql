-- What readers never saw may be deleted for good once it was thrown away, and its revisions with it; nothing else of them goes,
-- and none is ever rewritten.
CREATE FUNCTION refuse_unless_thrown_away() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM articles WHERE id = OLD.article_id AND thrown_away_at IS NOT NULL AND published_at IS NULL
  ) AND OLD.content ->> 'state' IS DISTINCT FROM 'published' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'article_revisions is append-only: delete refused' USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
DROP TRIGGER article_revisions_are_append_only ON article_revisions;
--> statement-breakpoint
CREATE TRIGGER article_revisions_are_append_only BEFORE UPDATE OR TRUNCATE ON article_revisions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER article_revisions_go_with_what_was_thrown_away BEFORE DELETE ON article_revisions
  FOR EACH ROW EXECUTE FUNCTION refuse_unless_thrown_away();
