CREATE TABLE `registry_draft` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`answers` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`updated_at` integer NOT NULL,
	`updated_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `registry_draft_time` ON `registry_draft` (`organization_id`,`updated_at`);