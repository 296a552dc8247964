CREATE TABLE "case_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigserial NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"person_id" uuid,
	"text" text DEFAULT '' NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_events_actor_is_known" CHECK ("case_events"."actor" in ('reader','desk','author','magazine'))
);
--> statement-breakpoint
CREATE TABLE "case_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"bytes" integer NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_submissions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"article_id" uuid,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"message" text NOT NULL,
	"details" jsonb NOT NULL,
	"files" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"sent_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "case_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "case_views_name" UNIQUE("person_id","name")
);
--> statement-breakpoint
CREATE TABLE "corrections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"kind" text NOT NULL,
	"note" text NOT NULL,
	"severity" text NOT NULL,
	"under_headline" boolean NOT NULL,
	"front_page_until" timestamp (3) with time zone,
	"prominence_reason" text NOT NULL,
	"revision_before" integer NOT NULL,
	"revision_after" integer NOT NULL,
	"follows" uuid,
	"case_id" uuid,
	"reply_article_id" uuid,
	"submission_id" uuid NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL,
	"guidance" jsonb NOT NULL,
	CONSTRAINT "corrections_submissionId_unique" UNIQUE("submission_id"),
	CONSTRAINT "corrections_number" UNIQUE("article_id","number"),
	CONSTRAINT "corrections_kind_is_known" CHECK ("corrections"."kind" in ('correction','clarification','apology','update','right_of_reply')),
	CONSTRAINT "corrections_severity_is_known" CHECK ("corrections"."severity" in ('minor','significant','serious')),
	CONSTRAINT "corrections_say_something" CHECK (length("corrections"."note") > 0 and length("corrections"."prominence_reason") > 0),
	CONSTRAINT "corrections_reply_is_a_reply" CHECK ("corrections"."reply_article_id" is null or "corrections"."kind" = 'right_of_reply')
);
--> statement-breakpoint
ALTER TABLE "cases" DROP CONSTRAINT "cases_article_id_articles_id_fk";
--> statement-breakpoint
DROP INDEX "cases_open";--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "severity" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "finding" text;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "acknowledged_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "decided_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "closed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "changed_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "cases" SET "changed_at" = "received_at", "closed_at" = CASE WHEN "state" IN ('published','declined','closed') THEN "received_at" END;--> statement-breakpoint
ALTER TABLE "cases" ALTER COLUMN "changed_at" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "unread_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "search" "tsvector" DEFAULT ''::tsvector NOT NULL;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_events" ADD CONSTRAINT "case_events_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_files" ADD CONSTRAINT "case_files_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_files" ADD CONSTRAINT "case_files_event_id_case_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."case_events"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_submissions" ADD CONSTRAINT "case_submissions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_views" ADD CONSTRAINT "case_views_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_follows_corrections_id_fk" FOREIGN KEY ("follows") REFERENCES "public"."corrections"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_reply_article_id_articles_id_fk" FOREIGN KEY ("reply_article_id") REFERENCES "public"."articles"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_published_by_people_id_fk" FOREIGN KEY ("published_by") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_events_of_case" ON "case_events" USING btree ("case_id","number");--> statement-breakpoint
CREATE INDEX "case_events_by_message_id" ON "case_events" USING btree ((details->>'messageId')) WHERE details ? 'messageId';--> statement-breakpoint
CREATE INDEX "case_files_of_case" ON "case_files" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_files_by_hash" ON "case_files" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "case_submissions_oldest" ON "case_submissions" USING btree ("sent_at");--> statement-breakpoint
CREATE INDEX "corrections_newest" ON "corrections" USING btree ("published_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "corrections_of_case" ON "corrections" USING btree ("case_id") WHERE case_id is not null;--> statement-breakpoint
CREATE INDEX "corrections_of_reply" ON "corrections" USING btree ("reply_article_id") WHERE reply_article_id is not null;--> statement-breakpoint
CREATE INDEX "corrections_on_the_front_page" ON "corrections" USING btree ("front_page_until") WHERE front_page_until is not null;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_owner_id_people_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cases_due" ON "cases" USING btree ("due_at","id") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "cases_newest" ON "cases" USING btree ("received_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "cases_of_article" ON "cases" USING btree ("article_id","received_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "cases_of_owner" ON "cases" USING btree ("owner_id","due_at") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "cases_of_email" ON "cases" USING btree ("email","received_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "cases_merged" ON "cases" USING btree ("merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "cases_search" ON "cases" USING gin ("search");--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_state_is_known" CHECK ("cases"."state" in ('received','acknowledged','investigating','awaiting_reader','awaiting_author','decided','published','declined','closed'));--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_severity_is_known" CHECK ("cases"."severity" in ('minor','significant','serious'));--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_finding_is_known" CHECK ("cases"."finding" in ('upheld','partly_upheld','not_upheld'));--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_closed_has_a_date" CHECK (("cases"."state" in ('published','declined','closed')) = ("cases"."closed_at" is not null));--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_not_merged_into_itself" CHECK ("cases"."merged_into" <> "cases"."id");
--> statement-breakpoint
-- Cases of before have their record begun, and are found by their words.
INSERT INTO "case_events" ("id", "case_id", "kind", "actor", "text", "at")
  SELECT gen_random_uuid(), "id", 'received', 'reader', "message", "received_at" FROM "cases";
--> statement-breakpoint
UPDATE "cases" SET "search" = to_tsvector('magazine', concat_ws(' ', "name", "email", "message", jsonb_path_query_array("details", '$.*')::text));
--> statement-breakpoint
CREATE FUNCTION refuse_backdating() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Ten minutes: a slow transaction, a job tried again, clocks that differ. Never a day.
  IF (to_jsonb(NEW) ->> TG_ARGV[0])::timestamptz < now() - interval '10 minutes' THEN
    RAISE EXCEPTION '% is never dated back', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER case_events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER case_events_are_not_dated_back BEFORE INSERT ON case_events
  FOR EACH ROW EXECUTE FUNCTION refuse_backdating('at');
--> statement-breakpoint
CREATE TRIGGER case_files_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_files
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER corrections_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON corrections
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER corrections_are_not_dated_back BEFORE INSERT ON corrections
  FOR EACH ROW EXECUTE FUNCTION refuse_backdating('published_at');
--> statement-breakpoint
CREATE TRIGGER cases_are_never_deleted BEFORE DELETE OR TRUNCATE ON cases
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER cases_are_not_dated_back BEFORE INSERT ON cases
  FOR EACH ROW EXECUTE FUNCTION refuse_backdating('received_at');
--> statement-breakpoint
CREATE FUNCTION keep_what_was_received() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.number, NEW.kind, NEW.name, NEW.email, NEW.message, NEW.details, NEW.submission_id, NEW.received_at)
    IS DISTINCT FROM
    (OLD.id, OLD.number, OLD.kind, OLD.name, OLD.email, OLD.message, OLD.details, OLD.submission_id, OLD.received_at)
  THEN
    RAISE EXCEPTION 'what a case was received with never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER cases_keep_what_was_received BEFORE UPDATE ON cases
  FOR EACH ROW EXECUTE FUNCTION keep_what_was_received();
