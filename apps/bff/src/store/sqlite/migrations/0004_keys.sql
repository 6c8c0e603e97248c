CREATE TABLE `instance_key` (
	`key_id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`kek_id` text NOT NULL,
	`wrapped` blob NOT NULL,
	`row_version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`recovery` blob,
	`recovery_recipient` text,
	FOREIGN KEY (`kek_id`) REFERENCES `keyring`(`kek_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `instance_key_version` ON `instance_key` (`version`);--> statement-breakpoint
ALTER TABLE `keyring` ADD `active` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `org_key` ADD `recovery` blob;--> statement-breakpoint
ALTER TABLE `org_key` ADD `recovery_recipient` text;