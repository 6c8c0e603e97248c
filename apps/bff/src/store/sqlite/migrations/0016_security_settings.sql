CREATE TABLE `security_setting` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`managers_need_second_factor` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
