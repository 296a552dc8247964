-- A gift has a key of its own: its attempt's, where one began it. What refers to it goes on referring to the same rows.
ALTER TABLE "claims" RENAME COLUMN "attempt_id" TO "gift_id";--> statement-breakpoint
ALTER TABLE "waiting_list" RENAME COLUMN "attempt_id" TO "gift_id";--> statement-breakpoint
ALTER TABLE "claims" RENAME CONSTRAINT "claims_attempt_id_campaign_gifts_attempt_id_fk" TO "claims_gift_id_campaign_gifts_id_fk";--> statement-breakpoint
ALTER TABLE "waiting_list" RENAME CONSTRAINT "waiting_list_attempt_id_campaign_gifts_attempt_id_fk" TO "waiting_list_gift_id_campaign_gifts_id_fk";--> statement-breakpoint
ALTER INDEX "claims_attempt" RENAME TO "claims_gift_once";--> statement-breakpoint
ALTER TABLE "campaign_gifts" DROP CONSTRAINT "campaign_gifts_attempt_id_checkout_attempts_id_fk";--> statement-breakpoint
ALTER TABLE "campaign_gifts" RENAME COLUMN "attempt_id" TO "id";--> statement-breakpoint
ALTER TABLE "campaign_gifts" ADD COLUMN "attempt_id" uuid;--> statement-breakpoint
ALTER TABLE "campaign_gifts" ADD COLUMN "counts_from" timestamp (3) with time zone;--> statement-breakpoint
UPDATE "campaign_gifts" SET "attempt_id" = "id";--> statement-breakpoint
ALTER TABLE "campaign_gifts" ADD CONSTRAINT "campaign_gifts_attemptId_unique" UNIQUE("attempt_id");--> statement-breakpoint
ALTER TABLE "campaign_gifts" ADD CONSTRAINT "campaign_gifts_attempt_id_checkout_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."checkout_attempts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_gifts" ADD CONSTRAINT "campaign_gifts_begin_or_go_on" CHECK (case when "campaign_gifts"."attempt_id" is null then "campaign_gifts"."counts_from" is not null and "campaign_gifts"."stripe_subscription_id" is not null
        else "campaign_gifts"."attempt_id" = "campaign_gifts"."id" and "campaign_gifts"."counts_from" is null end);
--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "settled" text;
