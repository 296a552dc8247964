CREATE TABLE "book_batches" (
	"id" uuid PRIMARY KEY NOT NULL,
	"campaign_id" uuid NOT NULL,
	"zone_id" uuid,
	"name" text NOT NULL,
	"created_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "campaign_banner_counts" (
	"campaign_id" uuid NOT NULL,
	"day" date NOT NULL,
	"edition" text NOT NULL,
	"seen" integer NOT NULL,
	"followed" integer NOT NULL,
	CONSTRAINT "campaign_banner_counts_campaign_id_day_edition_pk" PRIMARY KEY("campaign_id","day","edition"),
	CONSTRAINT "campaign_banner_counts_are_counts" CHECK ("campaign_banner_counts"."seen" >= 0 and "campaign_banner_counts"."followed" >= 0)
);
--> statement-breakpoint
CREATE TABLE "campaign_gifts" (
	"attempt_id" uuid PRIMARY KEY NOT NULL,
	"campaign_id" uuid NOT NULL,
	"wish" text NOT NULL,
	"rule" text NOT NULL,
	"least" integer NOT NULL,
	"payments_needed" integer NOT NULL,
	"zone_id" uuid,
	"country" text,
	"postage" integer DEFAULT 0 NOT NULL,
	"dedication" text DEFAULT '' NOT NULL,
	"donation_id" uuid,
	"stripe_subscription_id" text,
	"paid_at" timestamp (3) with time zone,
	"new_member" boolean,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "campaign_gifts_amounts" CHECK ("campaign_gifts"."least" > 0 and "campaign_gifts"."payments_needed" > 0 and "campaign_gifts"."postage" >= 0)
);
--> statement-breakpoint
CREATE TABLE "campaign_zones" (
	"id" uuid PRIMARY KEY NOT NULL,
	"campaign_id" uuid NOT NULL,
	"name" text NOT NULL,
	"countries" text[] NOT NULL,
	"postage" jsonb,
	"position" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claim_address_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"claim_id" uuid NOT NULL,
	"viewer_id" uuid NOT NULL,
	"shown_on" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claim_addresses" (
	"claim_id" uuid PRIMARY KEY NOT NULL,
	"ciphertext" text,
	"key_id" text NOT NULL,
	"country" text NOT NULL,
	"given_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL,
	"notice_at" timestamp (3) with time zone,
	"locked_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "claim_addresses_removed_is_gone" CHECK (("claim_addresses"."ciphertext" is null) = ("claim_addresses"."removed_at" is not null)),
	CONSTRAINT "claim_addresses_country_is_iso_3166" CHECK ("claim_addresses"."country" ~ '^[A-Z]{2}$')
);
--> statement-breakpoint
CREATE TABLE "claim_history" (
	"sequence" bigserial PRIMARY KEY NOT NULL,
	"claim_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"fact" text NOT NULL,
	"state_before" text,
	"state_after" text NOT NULL,
	"why" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "claims" (
	"id" uuid PRIMARY KEY NOT NULL,
	"campaign_id" uuid NOT NULL,
	"person_id" uuid,
	"attempt_id" uuid NOT NULL,
	"replaces_id" uuid,
	"state" text NOT NULL,
	"holds_copy" boolean NOT NULL,
	"payments_needed" integer NOT NULL,
	"payments_made" integer DEFAULT 0 NOT NULL,
	"dedication" text DEFAULT '' NOT NULL,
	"dedication_state" text DEFAULT 'none' NOT NULL,
	"dedication_note" text,
	"zone_id" uuid,
	"country" text,
	"copy_number" integer,
	"batch_id" uuid,
	"carrier" text,
	"tracking_number" text,
	"tracking_url" text,
	"trouble" text,
	"trouble_at" timestamp (3) with time zone,
	"ending" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"promised_at" timestamp (3) with time zone,
	"earned_at" timestamp (3) with time zone,
	"packed_at" timestamp (3) with time zone,
	"dispatched_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"returned_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "claims_replaced_once" UNIQUE("replaces_id"),
	CONSTRAINT "claims_copy_number" UNIQUE("campaign_id","copy_number"),
	CONSTRAINT "claims_state_is_known" CHECK ("claims"."state" in ('reserved','promised','earned','packed','dispatched','delivered','returned','replaced','ended')),
	CONSTRAINT "claims_under_way_hold_a_copy" CHECK ("claims"."holds_copy" or "claims"."state" in ('replaced','ended')),
	CONSTRAINT "claims_are_somebodys_once_paid" CHECK ("claims"."state" in ('reserved','ended') or "claims"."person_id" is not null),
	CONSTRAINT "claims_payments_are_counted" CHECK ("claims"."payments_made" between 0 and "claims"."payments_needed"),
	CONSTRAINT "claims_end_for_a_reason" CHECK (("claims"."state" = 'ended') = ("claims"."ending" is not null)),
	CONSTRAINT "claims_dedication_is_short" CHECK (char_length("claims"."dedication") <= 120)
);
--> statement-breakpoint
CREATE TABLE "waiting_list" (
	"id" uuid PRIMARY KEY NOT NULL,
	"sequence" bigserial NOT NULL,
	"campaign_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"attempt_id" uuid,
	"state" text DEFAULT 'waiting' NOT NULL,
	"joined_at" timestamp (3) with time zone NOT NULL,
	"held_until" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "waiting_list_state_is_known" CHECK ("waiting_list"."state" in ('waiting','held','taken','lapsed','left')),
	CONSTRAINT "waiting_list_held_until" CHECK ("waiting_list"."state" <> 'held' or "waiting_list"."held_until" is not null)
);
--> statement-breakpoint
DROP INDEX "campaigns_live";--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "published_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "ended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "banner_editions" text[] DEFAULT '{standard,supporter}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "once_from" jsonb;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "year_from" jsonb;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "month_from" jsonb;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "month_payments" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "copy_cost" integer;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "copy_cost_currency" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "per_donor" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "hs_code" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "origin_country" text;--> statement-breakpoint
ALTER TABLE "campaigns" ADD COLUMN "weight_grams" integer;--> statement-breakpoint
ALTER TABLE "donations" ADD COLUMN "postage" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "book_batches" ADD CONSTRAINT "book_batches_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_batches" ADD CONSTRAINT "book_batches_zone_id_campaign_zones_id_fk" FOREIGN KEY ("zone_id") REFERENCES "public"."campaign_zones"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "book_batches" ADD CONSTRAINT "book_batches_created_by_people_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_banner_counts" ADD CONSTRAINT "campaign_banner_counts_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_gifts" ADD CONSTRAINT "campaign_gifts_attempt_id_checkout_attempts_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."checkout_attempts"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_gifts" ADD CONSTRAINT "campaign_gifts_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_gifts" ADD CONSTRAINT "campaign_gifts_zone_id_campaign_zones_id_fk" FOREIGN KEY ("zone_id") REFERENCES "public"."campaign_zones"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_gifts" ADD CONSTRAINT "campaign_gifts_donation_id_donations_id_fk" FOREIGN KEY ("donation_id") REFERENCES "public"."donations"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "campaign_zones" ADD CONSTRAINT "campaign_zones_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_address_views" ADD CONSTRAINT "claim_address_views_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_address_views" ADD CONSTRAINT "claim_address_views_viewer_id_people_id_fk" FOREIGN KEY ("viewer_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_addresses" ADD CONSTRAINT "claim_addresses_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_history" ADD CONSTRAINT "claim_history_claim_id_claims_id_fk" FOREIGN KEY ("claim_id") REFERENCES "public"."claims"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claim_history" ADD CONSTRAINT "claim_history_actor_id_people_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_attempt_id_campaign_gifts_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."campaign_gifts"("attempt_id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_zone_id_campaign_zones_id_fk" FOREIGN KEY ("zone_id") REFERENCES "public"."campaign_zones"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_batch_id_book_batches_id_fk" FOREIGN KEY ("batch_id") REFERENCES "public"."book_batches"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_replaces_id_claims_id_fk" FOREIGN KEY ("replaces_id") REFERENCES "public"."claims"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_list" ADD CONSTRAINT "waiting_list_campaign_id_campaigns_id_fk" FOREIGN KEY ("campaign_id") REFERENCES "public"."campaigns"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_list" ADD CONSTRAINT "waiting_list_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_list" ADD CONSTRAINT "waiting_list_attempt_id_campaign_gifts_attempt_id_fk" FOREIGN KEY ("attempt_id") REFERENCES "public"."campaign_gifts"("attempt_id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "book_batches_campaign" ON "book_batches" USING btree ("campaign_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "campaign_gifts_campaign" ON "campaign_gifts" USING btree ("campaign_id","paid_at");--> statement-breakpoint
CREATE INDEX "campaign_gifts_subscription" ON "campaign_gifts" USING btree ("stripe_subscription_id");--> statement-breakpoint
CREATE INDEX "campaign_gifts_donation" ON "campaign_gifts" USING btree ("donation_id");--> statement-breakpoint
CREATE INDEX "campaign_zones_campaign" ON "campaign_zones" USING btree ("campaign_id","position");--> statement-breakpoint
CREATE INDEX "claim_address_views_claim" ON "claim_address_views" USING btree ("claim_id","at");--> statement-breakpoint
CREATE INDEX "claim_history_claim" ON "claim_history" USING btree ("claim_id","sequence");--> statement-breakpoint
CREATE UNIQUE INDEX "claims_attempt" ON "claims" USING btree ("attempt_id") WHERE state not in ('ended','replaced');--> statement-breakpoint
CREATE INDEX "claims_queue" ON "claims" USING btree ("campaign_id","state","created_at","id");--> statement-breakpoint
CREATE INDEX "claims_person" ON "claims" USING btree ("person_id","created_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "claims_gift" ON "claims" USING btree ("attempt_id");--> statement-breakpoint
CREATE INDEX "claims_batch" ON "claims" USING btree ("batch_id");--> statement-breakpoint
CREATE INDEX "claims_trouble" ON "claims" USING btree ("trouble_at") WHERE trouble is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_list_once" ON "waiting_list" USING btree ("campaign_id","person_id") WHERE state in ('waiting','held');--> statement-breakpoint
CREATE INDEX "waiting_list_next" ON "waiting_list" USING btree ("campaign_id","sequence") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "waiting_list_held" ON "waiting_list" USING btree ("held_until") WHERE state = 'held';--> statement-breakpoint
CREATE INDEX "waiting_list_person" ON "waiting_list" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "campaigns_published" ON "campaigns" USING btree ("starts_at","ends_at") WHERE published_at is not null and ended_at is null;--> statement-breakpoint
-- What qualified before the new columns were there.
UPDATE "campaigns" SET
  "published_at" = CASE WHEN "state" <> 'draft' THEN "created_at" END,
  "ended_at" = CASE WHEN "state" = 'ended' THEN least(now(), "ends_at") END,
  "once_from" = CASE WHEN "frequency" = 'once' THEN "thresholds" END,
  "year_from" = CASE WHEN "frequency" = 'year' THEN "thresholds" END,
  "month_from" = CASE WHEN "frequency" = 'month' THEN "thresholds" END,
  "month_payments" = CASE WHEN "frequency" = 'month' THEN "payments" ELSE 1 END;--> statement-breakpoint
ALTER TABLE "campaigns" DROP COLUMN "state";--> statement-breakpoint
ALTER TABLE "campaigns" DROP COLUMN "frequency";--> statement-breakpoint
ALTER TABLE "campaigns" DROP COLUMN "payments";--> statement-breakpoint
ALTER TABLE "campaigns" DROP COLUMN "thresholds";--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_counts_are_positive" CHECK ("campaigns"."month_payments" > 0 and "campaigns"."per_donor" > 0 and "campaigns"."weight_grams" > 0);--> statement-breakpoint
ALTER TABLE "campaigns" ADD CONSTRAINT "campaigns_cost_has_a_currency" CHECK (("campaigns"."copy_cost" is null) = ("campaigns"."copy_cost_currency" is null));--> statement-breakpoint
ALTER TABLE "donations" ADD CONSTRAINT "donations_postage_within_amount" CHECK ("donations"."postage" between 0 and "donations"."amount");--> statement-breakpoint
CREATE TRIGGER claim_history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_history
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();--> statement-breakpoint
CREATE TRIGGER claim_address_views_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON claim_address_views
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
