CREATE TABLE "export_archives" (
	"id" uuid PRIMARY KEY NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"with_revisions" boolean NOT NULL,
	"with_addresses" boolean NOT NULL,
	"requested_by" uuid,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"written" integer DEFAULT 0 NOT NULL,
	"total" integer DEFAULT 0 NOT NULL,
	"bytes" bigint,
	"problem" text
);
--> statement-breakpoint
ALTER TABLE "export_archives" ADD CONSTRAINT "export_archives_requested_by_people_id_fk" FOREIGN KEY ("requested_by") REFERENCES "public"."people"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "export_archives_newest" ON "export_archives" USING btree ("requested_at" DESC NULLS FIRST);