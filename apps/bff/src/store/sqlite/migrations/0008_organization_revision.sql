CREATE TABLE `organization_revision` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL
);
