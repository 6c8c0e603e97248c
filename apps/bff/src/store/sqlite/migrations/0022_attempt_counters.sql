CREATE TABLE `attempt_counter` (
	`key` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`until` integer NOT NULL,
	`holder` text
);
--> statement-breakpoint
CREATE INDEX `attempt_counter_time` ON `attempt_counter` (`until`);