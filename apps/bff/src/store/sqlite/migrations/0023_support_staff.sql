CREATE TABLE `support_staff` (
	`person_id` text PRIMARY KEY NOT NULL,
	`appointed_at` integer NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `support_visit` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`person_id` text NOT NULL,
	`reason` text NOT NULL,
	`started_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `support_visit_person` ON `support_visit` (`person_id`,`ends_at`);--> statement-breakpoint
ALTER TABLE `security_setting` ADD `support_may_enter` integer DEFAULT true NOT NULL;