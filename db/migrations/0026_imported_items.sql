CREATE TABLE "imported_items" (
	"source" text NOT NULL,
	"source_ref" text NOT NULL,
	"fingerprint" text NOT NULL,
	"article_id" uuid,
	"imported_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "imported_items_source_source_ref_pk" PRIMARY KEY("source","source_ref")
);
--> statement-breakpoint
ALTER TABLE "imported_items" ADD CONSTRAINT "imported_items_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "imported_items_by_article" ON "imported_items" USING btree ("article_id");