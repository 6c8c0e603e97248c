ALTER TABLE "check" ADD COLUMN "worker_token_id" text collate "C";--> statement-breakpoint
ALTER TABLE "check" ADD COLUMN "worker_token_name" text collate "C";