ALTER TABLE "sanctions" ADD COLUMN "email_hash" text;--> statement-breakpoint
CREATE INDEX "sanctions_of_address" ON "sanctions" USING btree ("email_hash") WHERE email_hash is not null;