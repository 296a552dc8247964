CREATE TABLE "picture_uses" (
	"picture_id" uuid NOT NULL,
	"place" text NOT NULL,
	"subject_id" uuid NOT NULL,
	CONSTRAINT "picture_uses_picture_id_place_subject_id_pk" PRIMARY KEY("picture_id","place","subject_id")
);
--> statement-breakpoint
ALTER TABLE "pictures" ADD COLUMN "licence" text;--> statement-breakpoint
ALTER TABLE "pictures" ADD COLUMN "licence_note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "pictures" ADD COLUMN "source_url" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "pictures" ADD COLUMN "territories" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "pictures" ADD COLUMN "licensed_until" date;--> statement-breakpoint
ALTER TABLE "pictures" ADD COLUMN "focus_x" smallint DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "pictures" ADD COLUMN "focus_y" smallint DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "pictures" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "pictures" ADD COLUMN "updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "pictures" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('magazine_words', translate(alt || ' ' || caption || ' ' || credit || ' ' || file_name, '-_./@:&+', '        '))) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "picture_uses" ADD CONSTRAINT "picture_uses_picture" FOREIGN KEY ("picture_id") REFERENCES "public"."pictures"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "picture_uses_of_subject" ON "picture_uses" USING btree ("subject_id","place");--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pictures_newest" ON "pictures" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "pictures_search" ON "pictures" USING gin ("search");--> statement-breakpoint
CREATE INDEX "pictures_licensed_until" ON "pictures" USING btree ("licensed_until") WHERE licensed_until is not null;--> statement-breakpoint
CREATE INDEX "pictures_without_facts" ON "pictures" USING btree ("created_at","id") WHERE licence is null or credit = '' or (licence = 'creative_commons' and (licence_note = '' or source_url = ''));--> statement-breakpoint
CREATE INDEX "pictures_by_person" ON "pictures" USING btree ("created_by");--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_licence_is_known" CHECK ("pictures"."licence" in ('own','commissioned','agency','creative_commons','public_domain','handout','by_permission','quotation'));--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_source_is_of_the_web" CHECK ("pictures"."source_url" ~ '^(https?://.+)?$');--> statement-breakpoint
ALTER TABLE "pictures" ADD CONSTRAINT "pictures_focus_is_inside" CHECK ("pictures"."focus_x" between 0 and 100 and "pictures"."focus_y" between 0 and 100);--> statement-breakpoint
-- What one row shows in one column: a portrait, a cover, an advertisement's picture, an article's lead.
CREATE FUNCTION note_picture_use() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  at_place text := TG_ARGV[0];
  shown uuid;
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM picture_uses WHERE subject_id = OLD.id AND place = at_place;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    shown := (to_jsonb(NEW) ->> TG_ARGV[1])::uuid;
    IF shown IS NOT NULL THEN
      INSERT INTO picture_uses (picture_id, place, subject_id) VALUES (shown, at_place, NEW.id) ON CONFLICT DO NOTHING;
    END IF;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- The pictures a document names by pictureId, however deep: an article's text, what is being written.
CREATE FUNCTION pictures_in_document(document jsonb) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT id FROM pictures WHERE id IN (
    SELECT CASE WHEN named #>> '{}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (named #>> '{}')::uuid END
    FROM jsonb_path_query(document, '$.**.pictureId') AS named)
$$;
--> statement-breakpoint
-- Arguments: the place, the column that holds the document, the column that holds the subject's id.
CREATE FUNCTION note_pictures_in_document() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  at_place text := TG_ARGV[0];
BEGIN
  IF TG_OP <> 'INSERT' THEN
    DELETE FROM picture_uses WHERE subject_id = (to_jsonb(OLD) ->> TG_ARGV[2])::uuid AND place = at_place;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO picture_uses (picture_id, place, subject_id)
      SELECT shown.id, at_place, (to_jsonb(NEW) ->> TG_ARGV[2])::uuid
      FROM pictures_in_document(to_jsonb(NEW) -> TG_ARGV[1]) AS shown (id);
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER articles_note_lead_picture AFTER INSERT OR DELETE OR UPDATE OF picture_id ON articles
  FOR EACH ROW EXECUTE FUNCTION note_picture_use('article_lead', 'picture_id');
--> statement-breakpoint
CREATE TRIGGER articles_note_pictures_in_body AFTER INSERT OR DELETE OR UPDATE OF body ON articles
  FOR EACH ROW EXECUTE FUNCTION note_pictures_in_document('article_body', 'body', 'id');
--> statement-breakpoint
CREATE TRIGGER working_copies_note_pictures AFTER INSERT OR DELETE OR UPDATE OF content ON working_copies
  FOR EACH ROW EXECUTE FUNCTION note_pictures_in_document('working_copy', 'content', 'article_id');
--> statement-breakpoint
CREATE TRIGGER authors_note_portrait AFTER INSERT OR DELETE OR UPDATE OF picture_id ON authors
  FOR EACH ROW EXECUTE FUNCTION note_picture_use('portrait', 'picture_id');
--> statement-breakpoint
CREATE TRIGGER house_ads_note_picture AFTER INSERT OR DELETE OR UPDATE OF picture_id ON house_ads
  FOR EACH ROW EXECUTE FUNCTION note_picture_use('house_ad', 'picture_id');
--> statement-breakpoint
CREATE TRIGGER campaigns_note_cover AFTER INSERT OR DELETE OR UPDATE OF cover_id ON campaigns
  FOR EACH ROW EXECUTE FUNCTION note_picture_use('book_cover', 'cover_id');
--> statement-breakpoint
INSERT INTO picture_uses (picture_id, place, subject_id)
  SELECT picture_id, 'article_lead', id FROM articles WHERE picture_id IS NOT NULL
  UNION ALL SELECT shown.id, 'article_body', articles.id FROM articles, pictures_in_document(articles.body) AS shown (id)
  UNION ALL SELECT shown.id, 'working_copy', article_id FROM working_copies, pictures_in_document(content) AS shown (id)
  UNION ALL SELECT picture_id, 'portrait', id FROM authors WHERE picture_id IS NOT NULL
  UNION ALL SELECT picture_id, 'house_ad', id FROM house_ads WHERE picture_id IS NOT NULL
  UNION ALL SELECT cover_id, 'book_cover', id FROM campaigns WHERE cover_id IS NOT NULL;
