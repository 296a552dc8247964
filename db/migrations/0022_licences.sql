CREATE TABLE "licence_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigserial NOT NULL,
	"licence_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"actor" text NOT NULL,
	"person_id" uuid,
	"text" text DEFAULT '' NOT NULL,
	"details" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "licence_events_actor_is_known" CHECK ("licence_events"."actor" in ('desk','licensee','magazine'))
);
--> statement-breakpoint
CREATE TABLE "licences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" bigserial NOT NULL,
	"case_id" uuid,
	"article_id" uuid NOT NULL,
	"submission_id" uuid NOT NULL,
	"licensee" text NOT NULL,
	"publication" text NOT NULL,
	"contact_name" text NOT NULL,
	"email" text NOT NULL,
	"terms" text NOT NULL,
	"fee" integer,
	"currency" text,
	"scope" text NOT NULL,
	"part" jsonb,
	"not_public_anyway" boolean DEFAULT false NOT NULL,
	"territory" text NOT NULL,
	"language" text NOT NULL,
	"valid_from" timestamp (3) with time zone NOT NULL,
	"valid_until" timestamp (3) with time zone,
	"credit_line" text NOT NULL,
	"link_required" boolean NOT NULL,
	"message" text DEFAULT '' NOT NULL,
	"state" text NOT NULL,
	"offered_at" timestamp (3) with time zone NOT NULL,
	"offered_by" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	"accepted_name" text,
	"invoice_state" text DEFAULT 'none' NOT NULL,
	"stripe_invoice_id" text,
	"invoice_url" text,
	"invoice_due_at" timestamp (3) with time zone,
	"reminded_at" timestamp (3) with time zone,
	"settled_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "licences_number_unique" UNIQUE("number"),
	CONSTRAINT "licences_submissionId_unique" UNIQUE("submission_id"),
	CONSTRAINT "licences_stripeInvoiceId_unique" UNIQUE("stripe_invoice_id"),
	CONSTRAINT "licences_terms_is_known" CHECK ("licences"."terms" in ('free','fee')),
	CONSTRAINT "licences_scope_is_known" CHECK ("licences"."scope" in ('whole','part')),
	CONSTRAINT "licences_state_is_known" CHECK ("licences"."state" in ('offered','accepted','declined','refused','withdrawn','ended')),
	CONSTRAINT "licences_invoice_state_is_known" CHECK ("licences"."invoice_state" in ('none','open','paid','void')),
	CONSTRAINT "licences_fee_has_an_amount" CHECK (("licences"."terms" = 'fee') = ("licences"."fee" is not null and "licences"."currency" is not null)),
	CONSTRAINT "licences_fee_is_something" CHECK ("licences"."fee" > 0),
	CONSTRAINT "licences_part_has_blocks" CHECK (("licences"."scope" = 'part') = ("licences"."part" is not null)),
	CONSTRAINT "licences_end_after_their_beginning" CHECK ("licences"."valid_until" > "licences"."valid_from"),
	CONSTRAINT "licences_settled_is_accepted" CHECK ("licences"."settled_at" is null or "licences"."accepted_name" is not null)
);
--> statement-breakpoint
ALTER TABLE "licence_events" ADD CONSTRAINT "licence_events_licence_id_licences_id_fk" FOREIGN KEY ("licence_id") REFERENCES "public"."licences"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licence_events" ADD CONSTRAINT "licence_events_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_case_id_cases_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."cases"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "licences" ADD CONSTRAINT "licences_offered_by_people_id_fk" FOREIGN KEY ("offered_by") REFERENCES "public"."people"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "licence_events_of_licence" ON "licence_events" USING btree ("licence_id","number");--> statement-breakpoint
CREATE INDEX "licences_newest" ON "licences" USING btree ("number" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "licences_of_article" ON "licences" USING btree ("article_id","state");--> statement-breakpoint
CREATE INDEX "licences_of_case" ON "licences" USING btree ("case_id") WHERE case_id is not null;--> statement-breakpoint
CREATE INDEX "licences_waiting" ON "licences" USING btree ("offered_at") WHERE state = 'offered';--> statement-breakpoint
CREATE INDEX "licences_unpaid" ON "licences" USING btree ("invoice_due_at") WHERE invoice_state = 'open';
--> statement-breakpoint
CREATE TRIGGER licence_events_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON licence_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER licence_events_are_not_dated_back BEFORE INSERT ON licence_events
  FOR EACH ROW EXECUTE FUNCTION refuse_backdating('at');
--> statement-breakpoint
CREATE TRIGGER licences_are_never_deleted BEFORE DELETE OR TRUNCATE ON licences
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER licences_are_not_dated_back BEFORE INSERT ON licences
  FOR EACH ROW EXECUTE FUNCTION refuse_backdating('offered_at');
--> statement-breakpoint
CREATE FUNCTION keep_what_was_offered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- What an answer, a payment or an end changes; all else is as it was offered.
  free text[] := ARRAY['state', 'answered_at', 'accepted_name', 'invoice_state', 'stripe_invoice_id', 'invoice_url',
    'invoice_due_at', 'reminded_at', 'settled_at', 'closed_at'];
BEGIN
  IF (to_jsonb(NEW) - free) IS DISTINCT FROM (to_jsonb(OLD) - free) THEN
    RAISE EXCEPTION 'what a licence was offered with never changes' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER licences_keep_what_was_offered BEFORE UPDATE ON licences
  FOR EACH ROW EXECUTE FUNCTION keep_what_was_offered();
