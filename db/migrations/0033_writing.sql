CREATE TABLE "article_presence" (
	"article_id" uuid NOT NULL,
	"tab" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"typed_at" timestamp (3) with time zone,
	CONSTRAINT "article_presence_article_id_tab_pk" PRIMARY KEY("article_id","tab")
);
--> statement-breakpoint
CREATE TABLE "set_aside_copies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"reason" text NOT NULL,
	"person_id" uuid,
	"set_aside_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "thrown_away_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "article_presence" ADD CONSTRAINT "article_presence_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "article_presence" ADD CONSTRAINT "article_presence_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "set_aside_copies" ADD CONSTRAINT "set_aside_copies_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "set_aside_copies" ADD CONSTRAINT "set_aside_copies_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "set_aside_copies_of_article" ON "set_aside_copies" USING btree ("article_id","set_aside_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "articles_thrown_away" ON "articles" USING btree ("updated_at" DESC NULLS FIRST,"id" DESC NULLS FIRST) WHERE thrown_away_at is not null;