CREATE TABLE "appeals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"comment_id" uuid,
	"sanction_id" uuid,
	"text" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"decided_first_by" uuid,
	"decided_at" timestamp (3) with time zone,
	"decided_by" uuid,
	"outcome" text,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "appeals_one_for_a_comment" UNIQUE("comment_id"),
	CONSTRAINT "appeals_one_for_a_sanction" UNIQUE("sanction_id"),
	CONSTRAINT "appeals_about_one_thing" CHECK (("appeals"."comment_id" is null) <> ("appeals"."sanction_id" is null)),
	CONSTRAINT "appeals_decided_one_way" CHECK (("appeals"."decided_at" is null) = ("appeals"."outcome" is null) and ("appeals"."decided_at" is null) = ("appeals"."decided_by" is null))
);
--> statement-breakpoint
CREATE TABLE "newcomer_comments" (
	"comment_id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "taken_comments" (
	"comment_id" uuid PRIMARY KEY NOT NULL,
	"moderator_id" uuid NOT NULL,
	"taken_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "moderation_log_of_person";--> statement-breakpoint
ALTER TABLE "moderation_log" ADD COLUMN "article_id" uuid;--> statement-breakpoint
ALTER TABLE "moderation_log" ADD COLUMN "revision" integer;--> statement-breakpoint
ALTER TABLE "moderation_log" ADD COLUMN "undoes" uuid;--> statement-breakpoint
ALTER TABLE "sanctions" ADD COLUMN "comment_id" uuid;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_sanction_id_sanctions_id_fk" FOREIGN KEY ("sanction_id") REFERENCES "public"."sanctions"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_decided_first_by_people_id_fk" FOREIGN KEY ("decided_first_by") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "appeals" ADD CONSTRAINT "appeals_decided_by_people_id_fk" FOREIGN KEY ("decided_by") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "newcomer_comments" ADD CONSTRAINT "newcomer_comments_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "taken_comments" ADD CONSTRAINT "taken_comments_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "taken_comments" ADD CONSTRAINT "taken_comments_moderator_id_people_id_fk" FOREIGN KEY ("moderator_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "appeals_open" ON "appeals" USING btree ("at","id") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "appeals_of_person" ON "appeals" USING btree ("person_id","at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "newcomer_comments_oldest" ON "newcomer_comments" USING btree ("at","comment_id");--> statement-breakpoint
ALTER TABLE "moderation_log" ADD CONSTRAINT "moderation_log_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "moderation_log" ADD CONSTRAINT "moderation_log_undoes_moderation_log_id_fk" FOREIGN KEY ("undoes") REFERENCES "public"."moderation_log"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sanctions" ADD CONSTRAINT "sanctions_comment_id_comments_id_fk" FOREIGN KEY ("comment_id") REFERENCES "public"."comments"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "comments_of_article" ON "comments" USING btree ("article_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "comments_removed" ON "comments" USING btree ("state","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE state in ('rejected', 'deleted');--> statement-breakpoint
CREATE INDEX "comments_rejected_of_person" ON "comments" USING btree ("person_id","created_at" DESC NULLS FIRST) WHERE state = 'rejected';--> statement-breakpoint
CREATE INDEX "comments_words" ON "comments" USING gin (to_tsvector('magazine', text));--> statement-breakpoint
CREATE INDEX "comment_reports_open_of_comment" ON "comment_reports" USING btree ("comment_id","reported_at","id") WHERE decided_at is null;--> statement-breakpoint
CREATE INDEX "moderation_log_of_actor" ON "moderation_log" USING btree ("actor_id","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "moderation_log_of_article" ON "moderation_log" USING btree ("article_id","at" DESC NULLS FIRST) WHERE article_id is not null;--> statement-breakpoint
CREATE INDEX "moderation_log_of_person" ON "moderation_log" USING btree ("person_id","at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
ALTER TABLE "moderation_log" ADD CONSTRAINT "moderation_log_undone_once" UNIQUE("undoes");