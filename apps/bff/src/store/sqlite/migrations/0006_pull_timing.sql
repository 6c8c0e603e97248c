ALTER TABLE `pull` ADD `carrier` text DEFAULT 'pull' NOT NULL;--> statement-breakpoint
ALTER TABLE `pull` ADD `timing` text;--> statement-breakpoint
ALTER TABLE `pull` ADD `slow` text;--> statement-breakpoint
ALTER TABLE `pull` ADD `usual_ms` integer;--> statement-breakpoint
CREATE INDEX `pull_image` ON `pull` (`organization_id`,`image_name`,`at`);--> statement-breakpoint
CREATE INDEX `pull_slow` ON `pull` (`organization_id`,`at`) WHERE "pull"."slow" is not null;