ALTER TABLE `invitation` ADD `token_hash` blob;--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_token` ON `invitation` (`token_hash`);--> statement-breakpoint
ALTER TABLE `member` ADD `last_active_at` integer;--> statement-breakpoint
ALTER TABLE `session` ADD `started_at` integer;--> statement-breakpoint
ALTER TABLE `session` ADD `confirmed_at` integer;--> statement-breakpoint
ALTER TABLE `session` ADD `seen_at` integer;