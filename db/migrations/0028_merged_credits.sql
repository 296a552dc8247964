ALTER TABLE "authors" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "topics" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "authors" ADD CONSTRAINT "authors_merged_into_authors_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."authors"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "topics" ADD CONSTRAINT "topics_merged_into_topics_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."topics"("id") ON DELETE restrict ON UPDATE no action;