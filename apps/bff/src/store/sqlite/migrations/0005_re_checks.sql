CREATE TABLE `health_change` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`registry_id` text NOT NULL,
	`at` integer NOT NULL,
	`from_state` text,
	`to_state` text NOT NULL,
	`reason` text,
	`check_id` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`,`registry_id`) REFERENCES `registry`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `health_change_time` ON `health_change` (`organization_id`,`registry_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `job` (
	`key` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`due_at` integer NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`lease` text,
	`lease_until` integer
);
--> statement-breakpoint
CREATE INDEX `job_due` ON `job` (`due_at`);--> statement-breakpoint
CREATE INDEX `job_kind` ON `job` (`kind`);--> statement-breakpoint
ALTER TABLE `check` ADD `profile` text DEFAULT 'full' NOT NULL;--> statement-breakpoint
ALTER TABLE `registry` ADD `doubt_effect` text;--> statement-breakpoint
ALTER TABLE `registry` ADD `doubt_count` integer;--> statement-breakpoint
ALTER TABLE `registry` ADD `doubt_since` integer;