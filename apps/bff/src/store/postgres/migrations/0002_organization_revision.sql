CREATE TABLE "organization_revision" (
	"organization_id" text collate "C" PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "token_hash" "bytea";--> statement-breakpoint
ALTER TABLE "member" ADD COLUMN "last_active_at" bigint;--> statement-breakpoint
ALTER TABLE "pull" ADD COLUMN "carrier" text DEFAULT 'pull' NOT NULL;--> statement-breakpoint
ALTER TABLE "pull" ADD COLUMN "timing" text;--> statement-breakpoint
ALTER TABLE "pull" ADD COLUMN "slow" text;--> statement-breakpoint
ALTER TABLE "pull" ADD COLUMN "usual_ms" bigint;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "started_at" bigint;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "confirmed_at" bigint;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "seen_at" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_token" ON "invitation" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "pull_image" ON "pull" USING btree ("organization_id","image_name","at");--> statement-breakpoint
CREATE INDEX "pull_slow" ON "pull" USING btree ("organization_id","at") WHERE "pull"."slow" is not null;