CREATE TABLE `calendar_address` (
	`organization_id` text NOT NULL,
	`person_id` text NOT NULL,
	`hash` blob NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	PRIMARY KEY(`organization_id`, `person_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `calendar_address_hash` ON `calendar_address` (`hash`);--> statement-breakpoint
ALTER TABLE `registry` ADD `expiry_set_by` text;--> statement-breakpoint
ALTER TABLE `registry` ADD `expiry_snoozed_until` integer;--> statement-breakpoint
ALTER TABLE `registry` ADD `rotate_after_days` integer;