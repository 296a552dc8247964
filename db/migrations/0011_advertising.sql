CREATE TABLE "house_ad_counts" (
	"house_ad_id" uuid NOT NULL,
	"day" date NOT NULL,
	"slot" text NOT NULL,
	"impressions" integer NOT NULL,
	"clicks" integer NOT NULL,
	CONSTRAINT "house_ad_counts_house_ad_id_day_slot_pk" PRIMARY KEY("house_ad_id","day","slot"),
	CONSTRAINT "house_ad_counts_are_counts" CHECK ("house_ad_counts"."impressions" >= 0 and "house_ad_counts"."clicks" >= 0)
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"choice" text NOT NULL,
	"text_version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "consents_choice_is_known" CHECK ("consents"."choice" in ('accepted','refused'))
);
--> statement-breakpoint
ALTER TABLE "house_ads" DROP CONSTRAINT "house_ads_slug_unique";--> statement-breakpoint
ALTER TABLE "house_ads" ADD COLUMN "alt" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "house_ads" ADD COLUMN "cap" integer;--> statement-breakpoint
ALTER TABLE "house_ads" ADD COLUMN "cap_per_day" integer;--> statement-breakpoint
ALTER TABLE "house_ads" ADD COLUMN "paused_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "house_ads" ADD COLUMN "ended_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "articles" ADD COLUMN "ad_free" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "topics" ADD COLUMN "ad_free" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "house_ad_counts" ADD CONSTRAINT "house_ad_counts_house_ad_id_house_ads_id_fk" FOREIGN KEY ("house_ad_id") REFERENCES "public"."house_ads"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "house_ads" DROP COLUMN "slug";--> statement-breakpoint
ALTER TABLE "house_ads" ADD CONSTRAINT "house_ads_caps_are_positive" CHECK ("house_ads"."cap" > 0 and "house_ads"."cap_per_day" > 0);