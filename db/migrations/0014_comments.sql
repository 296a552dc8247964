CREATE TABLE "comment_drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"article_id" uuid NOT NULL,
	"parent_id" uuid,
	"text" text NOT NULL,
	"saved_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "comment_drafts_place" UNIQUE NULLS NOT DISTINCT("person_id","article_id","parent_id"),
	CONSTRAINT "comment_drafts_text_has_a_length" CHECK (length("comment_drafts"."text") between 1 and 20000)
);
--> statement-breakpoint
CREATE TABLE "comment_likes" (
	"comment_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"liked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "comment_likes_comment_id_person_id_pk" PRIMARY KEY("comment_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "comment_revisions" (
	"comment_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"text" text NOT NULL,
	"replaced_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "comment_revisions_comment_id_revision_pk" PRIMARY KEY("comment_id","revision")
);
--> statement-breakpoint
CREATE TABLE "muted_people" (
	"person_id" uuid NOT NULL,
	"muted_id" uuid NOT NULL,
	"muted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "muted_people_person_id_muted_id_pk" PRIMARY KEY("person_id","muted_id"),
	CONSTRAINT "muted_people_others" CHECK ("muted_people"."person_id" <> "muted_people"."muted_id")
);
--> statement-breakpoint
CREATE TABLE "thread_follows" (
	"article_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"followed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "thread_follows_article_id_person_id_pk" PRIMARY KEY("article_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "thread_visits" (
	"person_id" uuid NOT NULL,
	"article_id" uuid NOT NULL,
	"visited_at" timestamp (3) with time zone NOT NULL,
	"visited_before" timestamp (3) with time zone,
	CONSTRAINT "thread_visits_person_id_article_id_pk" PRIMARY KEY("person_id","article_id")
);
--> statement-breakpoint
CREATE TABLE "comment_findings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"comment_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"phase" text NOT NULL,
	"verdict" text NOT NULL,
	"reason" text NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "comment_findings_verdict_is_known" CHECK ("comment_findings"."verdict" in ('hold','reject'))
);
--> statement-breakpoint
CREATE TABLE "comment_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"comment_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"person_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"explanation" text DEFAULT '' NOT NULL,
	"reported_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"outcome" text,
	CONSTRAINT "comment_reports_one_each" UNIQUE("comment_id","revision","person_id"),
	CONSTRAINT "comment_reports_reason_is_known" CHECK ("comment_reports"."reason" in ('abuse','spam','off_topic','false','private','legal','other')),
	CONSTRAINT "comment_reports_decided_one_way" CHECK (("comment_reports"."decided_at" is null) = ("comment_reports"."outcome" is null)),
	CONSTRAINT "comment_reports_legal_says_why" CHECK ("comment_reports"."reason" <> 'legal' or length("comment_reports"."explanation") >= 20)
);
--> statement-breakpoint
CREATE TABLE "moderation_log" (
	"id" uuid PRIMARY KEY NOT NULL,
	"comment_id" uuid,
	"person_id" uuid,
	"actor_id" uuid,
	"action" text NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sanctions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"imposed_by" uuid NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" uuid,
	CONSTRAINT "sanctions_kind_is_known" CHECK ("sanctions"."kind" in ('pre_moderation','suspension','ban')),
	CONSTRAINT "sanctions_suspension_ends" CHECK ("sanctions"."kind" <> 'suspension' or "sanctions"."until" is not null)
);
--> statement-breakpoint
CREATE TABLE "notice_preferences" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"mail" text NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notice_preferences_mail_is_known" CHECK ("notice_preferences"."mail" in ('immediate','digest','none'))
);
--> statement-breakpoint
CREATE TABLE "notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"comment_id" uuid NOT NULL,
	"text" text DEFAULT '' NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone,
	"mailed_at" timestamp (3) with time zone,
	"dedupe_key" text NOT NULL,
	CONSTRAINT "notices_once" UNIQUE("person_id","dedupe_key"),
	CONSTRAINT "notices_kind_is_known" CHECK ("notices"."kind" in ('reply','pick','followed','moderation','report','appeal'))
);
--> statement-breakpoint
DROP INDEX "comments_of_article";--> statement-breakpoint
DROP INDEX "comments_replies";--> statement-breakpoint
DROP INDEX "comments_of_person";--> statement-breakpoint
DROP INDEX "comments_held";--> statement-breakpoint
ALTER TABLE "comments" ALTER COLUMN "person_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ALTER COLUMN "submission_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "comments_close_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "moderation" text;--> statement-breakpoint
ALTER TABLE "topics" ADD COLUMN "moderation" text;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "imported_name" text;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "imported_email_hash" text;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "attached_to" uuid;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "depth" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "likes" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "replies" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "source_ref" text;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "picked_at" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "comments" SET "attached_to" = "parent_id", "depth" = 1 WHERE "parent_id" IS NOT NULL;--> statement-breakpoint
UPDATE "comments" SET "replies" = answered.shown FROM (
  SELECT "attached_to" AS id, count(*) AS shown FROM "comments" WHERE "state" = 'published' AND "attached_to" IS NOT NULL GROUP BY 1
) answered WHERE "comments"."id" = answered.id;--> statement-breakpoint
ALTER TABLE "comment_drafts" ADD CONSTRAINT "comment_drafts_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_drafts" ADD CONSTRAINT "comment_drafts_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_drafts" ADD CONSTRAINT "comment_drafts_parent_id_comments_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_likes" ADD CONSTRAINT "comment_likes_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_likes" ADD CONSTRAINT "comment_likes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_revisions" ADD CONSTRAINT "comment_revisions_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "muted_people" ADD CONSTRAINT "muted_people_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "muted_people" ADD CONSTRAINT "muted_people_muted_id_people_id_fk" FOREIGN KEY ("muted_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_follows" ADD CONSTRAINT "thread_follows_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_follows" ADD CONSTRAINT "thread_follows_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_visits" ADD CONSTRAINT "thread_visits_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "thread_visits" ADD CONSTRAINT "thread_visits_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_findings" ADD CONSTRAINT "comment_findings_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_reports" ADD CONSTRAINT "comment_reports_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment_reports" ADD CONSTRAINT "comment_reports_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_log" ADD CONSTRAINT "moderation_log_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_log" ADD CONSTRAINT "moderation_log_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_log" ADD CONSTRAINT "moderation_log_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sanctions" ADD CONSTRAINT "sanctions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sanctions" ADD CONSTRAINT "sanctions_imposed_by_people_id_fk" FOREIGN KEY ("imposed_by") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sanctions" ADD CONSTRAINT "sanctions_ended_by_people_id_fk" FOREIGN KEY ("ended_by") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_preferences" ADD CONSTRAINT "notice_preferences_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comment_likes_of_person" ON "comment_likes" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "thread_follows_of_person" ON "thread_follows" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "thread_visits_old" ON "thread_visits" USING btree ("visited_at");--> statement-breakpoint
CREATE INDEX "comment_findings_of_comment" ON "comment_findings" USING btree ("comment_id","revision");--> statement-breakpoint
CREATE INDEX "comment_reports_open" ON "comment_reports" USING btree ("reported_at","id") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "comment_reports_of_person" ON "comment_reports" USING btree ("person_id","reported_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "moderation_log_newest" ON "moderation_log" USING btree ("at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "moderation_log_of_comment" ON "moderation_log" USING btree ("comment_id","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "moderation_log_of_person" ON "moderation_log" USING btree ("person_id","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "sanctions_of_person" ON "sanctions" USING btree ("person_id","starts_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "notices_of_person" ON "notices" USING btree ("person_id","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "notices_unseen" ON "notices" USING btree ("person_id") WHERE seen_at is null;--> statement-breakpoint
CREATE INDEX "notices_of_comment" ON "notices" USING btree ("comment_id");--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_attached_to_comments_id_fk" FOREIGN KEY ("attached_to") REFERENCES "public"."comments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comments_newest_of_article" ON "comments" USING btree ("article_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE attached_to is null and (state = 'published' or replies > 0);--> statement-breakpoint
CREATE INDEX "comments_most_liked_of_article" ON "comments" USING btree ("article_id","likes" DESC NULLS FIRST,"created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE attached_to is null and (state = 'published' or replies > 0);--> statement-breakpoint
CREATE INDEX "comments_attached" ON "comments" USING btree ("attached_to","created_at","id") WHERE state = 'published' or replies > 0;--> statement-breakpoint
CREATE INDEX "comments_published_of_article" ON "comments" USING btree ("article_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE state = 'published';--> statement-breakpoint
CREATE INDEX "comments_picked" ON "comments" USING btree ("article_id","picked_at" DESC NULLS FIRST) WHERE picked_at is not null;--> statement-breakpoint
CREATE INDEX "comments_newest" ON "comments" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "comments_waiting_for_writer" ON "comments" USING btree ("imported_email_hash") WHERE imported_email_hash is not null;--> statement-breakpoint
CREATE INDEX "comments_of_person" ON "comments" USING btree ("person_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "comments_held" ON "comments" USING btree ("created_at","id") WHERE state = 'held';--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_source" UNIQUE("source","source_ref");--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_has_a_writer" CHECK (("comments"."person_id" is null) = ("comments"."imported_name" is not null));--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_attached_where_deep" CHECK (("comments"."attached_to" is null) = ("comments"."depth" = 0) and "comments"."depth" <= 2);--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_counts_not_negative" CHECK ("comments"."likes" >= 0 and "comments"."replies" >= 0);--> statement-breakpoint
CREATE TRIGGER moderation_log_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON moderation_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER comment_revisions_are_never_rewritten BEFORE UPDATE OR TRUNCATE ON comment_revisions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
