CREATE TABLE "article_related" (
	"article_id" uuid NOT NULL,
	"related_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "article_related_article_id_related_id_pk" PRIMARY KEY("article_id","related_id"),
	CONSTRAINT "article_related_order" UNIQUE("article_id","position"),
	CONSTRAINT "article_related_to_others" CHECK ("article_related"."article_id" <> "article_related"."related_id")
);
--> statement-breakpoint
CREATE TABLE "working_copies" (
	"article_id" uuid PRIMARY KEY NOT NULL,
	"content" jsonb NOT NULL,
	"stamp" uuid NOT NULL,
	"base_revision" integer NOT NULL,
	"person_id" uuid,
	"saved_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "articles" DROP CONSTRAINT "articles_state_is_known";--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "short_headline" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "social_headline" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "search_headline" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "picture_alt" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "assigned_to" uuid;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "desk_notes" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "article_related" ADD CONSTRAINT "article_related_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_related" ADD CONSTRAINT "article_related_related_id_articles_id_fk" FOREIGN KEY ("related_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "working_copies" ADD CONSTRAINT "working_copies_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "working_copies" ADD CONSTRAINT "working_copies_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_related_by_related" ON "article_related" USING btree ("related_id");--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_assigned_to_people_id_fk" FOREIGN KEY ("assigned_to") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "articles_assigned" ON "articles" USING btree ("assigned_to") WHERE assigned_to is not null;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_state_is_known" CHECK ("articles"."state" in ('draft','submitted','in_edit','ready','scheduled','published','unpublished'));