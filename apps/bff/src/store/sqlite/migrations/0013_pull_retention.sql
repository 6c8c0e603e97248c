CREATE TABLE `pull_setting` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`kept_days` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
