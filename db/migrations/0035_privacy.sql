CREATE TABLE "personal_archives" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid,
	"email" text NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"requested_by" uuid,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"fetched_at" timestamp (3) with time zone,
	"bytes" bigint,
	"problem" text,
	CONSTRAINT "personal_archives_state_is_known" CHECK ("personal_archives"."state" in ('waiting','running','done','failed','removed')),
	CONSTRAINT "personal_archives_email_is_lower_case" CHECK ("personal_archives"."email" = lower("personal_archives"."email"))
);
--> statement-breakpoint
CREATE TABLE "retention_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"took" integer NOT NULL,
	"removed" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "cases" ADD COLUMN "forgotten_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "personal_archives" ADD CONSTRAINT "personal_archives_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_archives" ADD CONSTRAINT "personal_archives_requested_by_people_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "personal_archives_person" ON "personal_archives" USING btree ("person_id","requested_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "personal_archives_newest" ON "personal_archives" USING btree ("requested_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE UNIQUE INDEX "personal_archives_one_at_work" ON "personal_archives" USING btree ("email") WHERE state in ('waiting','running');--> statement-breakpoint
CREATE INDEX "retention_runs_newest" ON "retention_runs" USING btree ("at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "cases_to_forget" ON "cases" USING btree ("closed_at") WHERE closed_at is not null and forgotten_at is null;--> statement-breakpoint
ALTER TABLE "cases" ADD CONSTRAINT "cases_forgotten_is_closed" CHECK ("cases"."forgotten_at" is null or "cases"."closed_at" is not null);--> statement-breakpoint
-- What was received never changes, and the record of a case is append-only; but for one thing, done once, long after the
-- case was closed: its reader's data is taken out, in a transaction that says that it does so (lib/cases/forget.ts).
CREATE FUNCTION case_forgetting() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('standfirst.forgetting', true), '') = 'case'
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_what_was_received() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.number, NEW.kind, NEW.submission_id, NEW.received_at)
    IS DISTINCT FROM (OLD.id, OLD.number, OLD.kind, OLD.submission_id, OLD.received_at)
    OR (OLD.forgotten_at IS NOT NULL AND NEW.forgotten_at IS DISTINCT FROM OLD.forgotten_at)
    OR ((NEW.name, NEW.email, NEW.message, NEW.details) IS DISTINCT FROM (OLD.name, OLD.email, OLD.message, OLD.details)
      AND NOT (case_forgetting() AND OLD.closed_at IS NOT NULL AND OLD.forgotten_at IS NULL
        AND NEW.forgotten_at IS NOT NULL AND NEW.message = '' AND NEW.details = '{}'::jsonb))
  THEN
    RAISE EXCEPTION 'what a case was received with never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE FUNCTION forget_only_what_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT case_forgetting()
    OR NOT EXISTS (SELECT FROM cases WHERE id = OLD.case_id AND closed_at IS NOT NULL AND forgotten_at IS NULL)
  THEN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF NEW.text <> '' OR NOT OLD.details @> NEW.details
    OR to_jsonb(NEW) - 'text' - 'details' IS DISTINCT FROM to_jsonb(OLD) - 'text' - 'details'
  THEN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
DROP TRIGGER case_events_are_append_only ON case_events;
--> statement-breakpoint
CREATE TRIGGER case_events_are_append_only BEFORE DELETE OR TRUNCATE ON case_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER case_events_are_forgotten BEFORE UPDATE ON case_events
  FOR EACH ROW EXECUTE FUNCTION forget_only_what_is_over();
--> statement-breakpoint
DROP TRIGGER case_files_are_append_only ON case_files;
--> statement-breakpoint
CREATE TRIGGER case_files_are_append_only BEFORE UPDATE OR TRUNCATE ON case_files
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER case_files_are_forgotten BEFORE DELETE ON case_files
  FOR EACH ROW EXECUTE FUNCTION forget_only_what_is_over();
