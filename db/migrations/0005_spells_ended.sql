DROP INDEX "membership_spells_ended";--> statement-breakpoint
CREATE INDEX "donations_yearly" ON "donations" USING btree ("paid_at","currency","frequency","amount","refunded") WHERE frequency = 'year';--> statement-breakpoint
CREATE INDEX "membership_spells_ended" ON "membership_spells" USING btree ("ended_at","lapses","tier","in_grace","began_at");