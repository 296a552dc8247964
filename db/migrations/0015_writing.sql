ALTER TABLE "comments" DROP CONSTRAINT "comments_text_has_a_length";--> statement-breakpoint
ALTER TABLE "notices" ALTER COLUMN "comment_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "comments" ADD COLUMN "state_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "comments_to_erase" ON "comments" USING btree ("state_at") WHERE state = 'deleted' and text <> '';--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_text_has_a_length" CHECK (length("comments"."text") <= 5000 and ("comments"."text" <> '' or "comments"."state" = 'deleted'));