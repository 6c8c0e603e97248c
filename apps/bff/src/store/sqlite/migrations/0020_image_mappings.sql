CREATE TABLE `image_mapping` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`from_name` text NOT NULL,
	`to_name` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `image_mapping_from` ON `image_mapping` (`organization_id`,`from_name`);