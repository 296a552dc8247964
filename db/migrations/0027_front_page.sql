CREATE TABLE "front_arrangement_history" (
	"id" uuid PRIMARY KEY NOT NULL,
	"arrangement_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"deed" text NOT NULL,
	"name" text NOT NULL,
	"plan" jsonb NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"person_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "front_arrangement_history_once" UNIQUE("arrangement_id","version","deed"),
	CONSTRAINT "front_arrangement_history_deed_is_known" CHECK ("front_arrangement_history"."deed" in ('made','changed','cancelled','began','ended'))
);
--> statement-breakpoint
CREATE TABLE "front_arrangements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"plan" jsonb NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"changed_by" uuid,
	"changed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "front_arrangements_end_after_they_start" CHECK ("front_arrangements"."ends_at" is null or "front_arrangements"."ends_at" > "front_arrangements"."starts_at")
);
--> statement-breakpoint
ALTER TABLE "front_arrangement_history" ADD CONSTRAINT "front_arrangement_history_arrangement_id_front_arrangements_id_fk" FOREIGN KEY ("arrangement_id") REFERENCES "public"."front_arrangements"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "front_arrangements" ADD CONSTRAINT "front_arrangements_changed_by_people_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "front_arrangement_history_latest" ON "front_arrangement_history" USING btree ("at","id");--> statement-breakpoint
CREATE INDEX "front_arrangements_in_turn" ON "front_arrangements" USING btree ("starts_at","id") WHERE cancelled_at is null;--> statement-breakpoint
CREATE TRIGGER front_arrangement_history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON front_arrangement_history
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
