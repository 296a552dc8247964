CREATE TABLE "counted_months" (
	"from_at" timestamp (3) with time zone NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"sums" jsonb NOT NULL,
	"counted_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "counted_months_from_at_until_at_pk" PRIMARY KEY("from_at","until_at")
);
--> statement-breakpoint
DROP INDEX "donations_yearly";