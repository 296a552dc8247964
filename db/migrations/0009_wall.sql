CREATE TABLE "gift_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"article_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"most" integer NOT NULL,
	"openings" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"withdrawn_at" timestamp (3) with time zone,
	CONSTRAINT "gift_links_tokenHash_unique" UNIQUE("token_hash"),
	CONSTRAINT "gift_links_open_so_many" CHECK ("gift_links"."openings" between 0 and "gift_links"."most")
);
--> statement-breakpoint
CREATE TABLE "metered_readings" (
	"person_id" uuid NOT NULL,
	"month" text NOT NULL,
	"article_id" uuid NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "metered_readings_person_id_month_article_id_pk" PRIMARY KEY("person_id","month","article_id"),
	CONSTRAINT "metered_readings_month_is_one" CHECK ("metered_readings"."month" ~ '^[0-9]{4}-[0-9]{2}$')
);
--> statement-breakpoint
ALTER TABLE "gift_links" ADD CONSTRAINT "gift_links_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gift_links" ADD CONSTRAINT "gift_links_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metered_readings" ADD CONSTRAINT "metered_readings_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "metered_readings" ADD CONSTRAINT "metered_readings_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "gift_links_person" ON "gift_links" USING btree ("person_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "gift_links_article" ON "gift_links" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "gift_links_expires" ON "gift_links" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "metered_readings_month" ON "metered_readings" USING btree ("month");--> statement-breakpoint
CREATE INDEX "metered_readings_article" ON "metered_readings" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "articles_lately" ON "articles" USING btree ("updated_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "articles_by_access" ON "articles" USING btree ("access","updated_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);