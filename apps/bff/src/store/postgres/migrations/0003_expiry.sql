ALTER TABLE "registry" ADD COLUMN "expiry_set_by" text collate "C";--> statement-breakpoint
ALTER TABLE "registry" ADD COLUMN "expiry_snoozed_until" bigint;--> statement-breakpoint
ALTER TABLE "registry" ADD COLUMN "rotate_after_days" integer;