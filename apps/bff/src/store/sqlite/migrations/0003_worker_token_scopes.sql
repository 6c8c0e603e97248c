CREATE TABLE `worker_token_link` (
	`organization_id` text NOT NULL,
	`worker_token_id` text NOT NULL,
	`hash` blob NOT NULL,
	`expires_at` integer NOT NULL,
	`opened_at` integer,
	`opened_again_at` integer,
	PRIMARY KEY(`organization_id`, `worker_token_id`),
	FOREIGN KEY (`organization_id`,`worker_token_id`) REFERENCES `worker_token`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `worker_token_link_hash_unique` ON `worker_token_link` (`hash`);--> statement-breakpoint
ALTER TABLE `worker_token` ADD `scope` text;--> statement-breakpoint
ALTER TABLE `worker_token` ADD `rotated_from` text;--> statement-breakpoint
CREATE INDEX `worker_token_rotated` ON `worker_token` (`organization_id`,`rotated_from`);