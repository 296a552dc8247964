CREATE TABLE "membership_spells" (
	"person_id" uuid NOT NULL,
	"began_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"tier" text NOT NULL,
	"in_grace" boolean NOT NULL,
	"beginning" text NOT NULL,
	"lapses" boolean NOT NULL,
	CONSTRAINT "membership_spells_person_id_began_at_pk" PRIMARY KEY("person_id","began_at"),
	CONSTRAINT "membership_spells_end_after_they_begin" CHECK ("membership_spells"."ended_at" is null or "membership_spells"."ended_at" > "membership_spells"."began_at"),
	CONSTRAINT "membership_spells_beginning_is_known" CHECK ("membership_spells"."beginning" in ('new','returned','tier_changed','failed','made_good'))
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"name" text NOT NULL,
	"day" date NOT NULL,
	"count" integer NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "counters_name_day_pk" PRIMARY KEY("name","day")
);
--> statement-breakpoint
ALTER TABLE "membership_spells" ADD CONSTRAINT "membership_spells_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "membership_spells_began" ON "membership_spells" USING btree ("began_at","beginning","tier","in_grace");--> statement-breakpoint
CREATE INDEX "membership_spells_ended" ON "membership_spells" USING btree ("ended_at","lapses","tier","in_grace") WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX "donations_in_figures" ON "donations" USING btree ("paid_at","currency","frequency","amount","refunded");--> statement-breakpoint
CREATE INDEX "subscriptions_going_on" ON "subscriptions" USING btree ("status","currency","interval","cancel_at_period_end","collection_paused","grace_until","amount") WHERE ended_at is null;