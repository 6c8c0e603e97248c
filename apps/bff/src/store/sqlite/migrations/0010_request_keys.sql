CREATE TABLE `request_key` (
	`organization_id` text NOT NULL,
	`actor_id` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`request_id` text NOT NULL,
	`at` integer NOT NULL,
	`status` integer,
	`answer` text,
	PRIMARY KEY(`organization_id`, `actor_id`, `key`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `request_key_time` ON `request_key` (`at`);