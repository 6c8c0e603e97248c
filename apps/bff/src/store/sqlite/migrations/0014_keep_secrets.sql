PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_registry_secret` (
	`organization_id` text NOT NULL,
	`registry_id` text NOT NULL,
	`field` text NOT NULL,
	`version` integer NOT NULL,
	`record` blob NOT NULL,
	PRIMARY KEY(`organization_id`, `registry_id`, `version`, `field`),
	FOREIGN KEY (`organization_id`,`registry_id`) REFERENCES `registry`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
INSERT INTO `__new_registry_secret`("organization_id", "registry_id", "field", "version", "record") SELECT "organization_id", "registry_id", "field", "version", "record" FROM `registry_secret`;--> statement-breakpoint
DROP TABLE `registry_secret`;--> statement-breakpoint
ALTER TABLE `__new_registry_secret` RENAME TO `registry_secret`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
ALTER TABLE `registry` ADD `kept_version` integer;--> statement-breakpoint
ALTER TABLE `registry` ADD `kept_fingerprint` text;--> statement-breakpoint
ALTER TABLE `registry` ADD `kept_set_at` integer;--> statement-breakpoint
ALTER TABLE `registry` ADD `kept_set_by` text;--> statement-breakpoint
ALTER TABLE `registry` ADD `kept_until` integer;--> statement-breakpoint
ALTER TABLE `registry` ADD `kept_settings` text;--> statement-breakpoint
ALTER TABLE `registry` ADD `kept_identity` text;--> statement-breakpoint
ALTER TABLE `registry` ADD `kept_expiry_at` integer;--> statement-breakpoint
ALTER TABLE `registry` ADD `kept_expiry_source` text;