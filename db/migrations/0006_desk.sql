CREATE INDEX "stripe_events_newest" ON "stripe_events" USING btree ("received_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "subscriptions_paused" ON "subscriptions" USING btree ("person_id") WHERE collection_paused;--> statement-breakpoint
CREATE INDEX "membership_ledger_state" ON "membership_ledger" USING btree ("state","person_id");--> statement-breakpoint
CREATE INDEX "people_mail_refused" ON "people" USING btree ("id") WHERE mail_refused_at is not null;