CREATE TABLE `support_look` (
	`organization_id` text NOT NULL,
	`visit_id` text NOT NULL,
	`route` text NOT NULL,
	`times` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `visit_id`, `route`),
	FOREIGN KEY (`organization_id`,`visit_id`) REFERENCES `support_visit`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
