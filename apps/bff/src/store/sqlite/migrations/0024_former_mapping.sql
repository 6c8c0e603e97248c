CREATE TABLE `former_mapping` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`from_name` text NOT NULL,
	`to_name` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`removed_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `former_mapping_time` ON `former_mapping` (`organization_id`,`removed_at`);