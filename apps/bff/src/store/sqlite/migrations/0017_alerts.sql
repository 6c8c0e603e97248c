CREATE TABLE `alert_channel` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`recipients` text NOT NULL,
	`host` text,
	`events` text NOT NULL,
	`paused` integer DEFAULT false NOT NULL,
	`secret_version` integer NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `alert_delivery` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`channel_id` text NOT NULL,
	`event_id` text,
	`recipient` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`outcome` text,
	`created_at` integer NOT NULL,
	`last_attempt_at` integer,
	`next_attempt_at` integer,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`,`channel_id`) REFERENCES `alert_channel`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`event_id`) REFERENCES `alert_event`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_delivery_once` ON `alert_delivery` (`organization_id`,`event_id`,`channel_id`,`recipient`);--> statement-breakpoint
CREATE INDEX `alert_delivery_time` ON `alert_delivery` (`organization_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `alert_delivery_channel` ON `alert_delivery` (`organization_id`,`channel_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `alert_event` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`at` integer NOT NULL,
	`subject_id` text NOT NULL,
	`subject_name` text NOT NULL,
	`facts` text NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `alert_event_key` ON `alert_event` (`organization_id`,`key`);--> statement-breakpoint
CREATE INDEX `alert_event_subject` ON `alert_event` (`organization_id`,`subject_id`,`at`);--> statement-breakpoint
CREATE INDEX `alert_event_time` ON `alert_event` (`at`);--> statement-breakpoint
CREATE TABLE `alert_secret` (
	`organization_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`field` text NOT NULL,
	`version` integer NOT NULL,
	`record` blob NOT NULL,
	PRIMARY KEY(`organization_id`, `channel_id`, `field`),
	FOREIGN KEY (`organization_id`,`channel_id`) REFERENCES `alert_channel`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
