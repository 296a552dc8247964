CREATE TABLE "drift_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"checked" jsonb NOT NULL,
	"repaired" jsonb NOT NULL,
	"unrepaired" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "gift_memberships" (
	"id" uuid PRIMARY KEY NOT NULL,
	"attempt_id" uuid NOT NULL,
	"buyer_id" uuid,
	"tier" text NOT NULL,
	"months" integer NOT NULL,
	"giver_name" text NOT NULL,
	"recipient_name" text NOT NULL,
	"recipient_email" text NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"deliver_at" timestamp (3) with time zone NOT NULL,
	"code" text,
	"state" text DEFAULT 'awaiting_payment' NOT NULL,
	"stripe_ref" text,
	"paid_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"redeemed_by" uuid,
	"redeemed_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "gift_memberships_attemptId_unique" UNIQUE("attempt_id"),
	CONSTRAINT "gift_memberships_code_unique" UNIQUE("code"),
	CONSTRAINT "gift_memberships_stripeRef_unique" UNIQUE("stripe_ref"),
	CONSTRAINT "gift_memberships_state_is_known" CHECK ("gift_memberships"."state" in ('awaiting_payment','paid','redeemed','withdrawn')),
	CONSTRAINT "gift_memberships_months_are_positive" CHECK ("gift_memberships"."months" > 0),
	CONSTRAINT "gift_memberships_paid_has_a_code" CHECK ("gift_memberships"."state" = 'awaiting_payment' or "gift_memberships"."code" is not null),
	CONSTRAINT "gift_memberships_redeemed_by_somebody" CHECK ("gift_memberships"."state" <> 'redeemed' or ("gift_memberships"."redeemed_by" is not null and "gift_memberships"."redeemed_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "refund_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"donation_id" uuid NOT NULL,
	"amount" integer NOT NULL,
	"reason" text NOT NULL,
	"actor_id" uuid,
	"state" text DEFAULT 'begun' NOT NULL,
	"stripe_refund_id" text,
	"problem" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "refund_requests_stripeRefundId_unique" UNIQUE("stripe_refund_id"),
	CONSTRAINT "refund_requests_amount_is_positive" CHECK ("refund_requests"."amount" > 0),
	CONSTRAINT "refund_requests_state_is_known" CHECK ("refund_requests"."state" in ('begun','done','refused'))
);
--> statement-breakpoint
CREATE TABLE "subscription_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"stripe_subscription_id" text NOT NULL,
	"kind" text NOT NULL,
	"details" jsonb NOT NULL,
	"reason" text,
	"comment" text,
	"state" text DEFAULT 'begun' NOT NULL,
	"problem" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "subscription_changes_kind_is_known" CHECK ("subscription_changes"."kind" in ('change','pause','cancel','resume')),
	CONSTRAINT "subscription_changes_state_is_known" CHECK ("subscription_changes"."state" in ('begun','done','refused'))
);
--> statement-breakpoint
CREATE TABLE "account_deletions" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"problem" text,
	"done_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "donations" ADD COLUMN "receipt_number" bigserial NOT NULL;--> statement-breakpoint
ALTER TABLE "stripe_events" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "collection_paused" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "resumes_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "latest_invoice_id" text;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "decline_code" text;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "invoice_url" text;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "card_brand" text;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "card_last4" text;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "card_expires_month" integer;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD COLUMN "card_expires_year" integer;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "mail_refused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "mail_refused_because" text;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "deleted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "refused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "mails" ADD COLUMN "problem" text;--> statement-breakpoint
ALTER TABLE "gift_memberships" ADD CONSTRAINT "gift_memberships_attempt_id_checkout_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."checkout_attempts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gift_memberships" ADD CONSTRAINT "gift_memberships_buyer_id_people_id_fk" FOREIGN KEY ("buyer_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gift_memberships" ADD CONSTRAINT "gift_memberships_redeemed_by_people_id_fk" FOREIGN KEY ("redeemed_by") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_donation_id_donations_id_fk" FOREIGN KEY ("donation_id") REFERENCES "public"."donations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_requests" ADD CONSTRAINT "refund_requests_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_changes" ADD CONSTRAINT "subscription_changes_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account_deletions" ADD CONSTRAINT "account_deletions_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drift_reports_newest" ON "drift_reports" USING btree ("at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "gift_memberships_buyer" ON "gift_memberships" USING btree ("buyer_id");--> statement-breakpoint
CREATE INDEX "gift_memberships_redeemer" ON "gift_memberships" USING btree ("redeemed_by");--> statement-breakpoint
CREATE INDEX "gift_memberships_to_deliver" ON "gift_memberships" USING btree ("deliver_at") WHERE state = 'paid' and delivered_at is null;--> statement-breakpoint
CREATE INDEX "refund_requests_donation" ON "refund_requests" USING btree ("donation_id");--> statement-breakpoint
CREATE INDEX "subscription_changes_person" ON "subscription_changes" USING btree ("person_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "subscription_changes_kind" ON "subscription_changes" USING btree ("kind","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "people_name_similar" ON "people" USING gin ("name" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "people_email_similar" ON "people" USING gin ("email" gin_trgm_ops);--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_receiptNumber_unique" UNIQUE("receipt_number");