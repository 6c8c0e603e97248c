CREATE TABLE `pull_image_day` (
	`organization_id` text NOT NULL,
	`day` integer NOT NULL,
	`registry_id` text NOT NULL,
	`project_id` text NOT NULL,
	`image_name` text NOT NULL,
	`started` integer NOT NULL,
	`succeeded` integer NOT NULL,
	`failed` integer NOT NULL,
	`refused` integer NOT NULL,
	`handed_out` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `day`, `registry_id`, `project_id`, `image_name`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
) WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `pull_image_day` (`organization_id`, `day`, `registry_id`, `project_id`, `image_name`, `started`, `succeeded`, `failed`, `refused`, `handed_out`, `last_at`)
SELECT `organization_id`, `at` / 86400000, coalesce(`registry_id`, ''), coalesce(`project_id`, ''), coalesce(`image_name`, ''),
  sum(case when `status` = 'started' then 1 else 0 end), sum(case when `status` = 'succeeded' then 1 else 0 end),
  sum(case when `status` = 'failed' then 1 else 0 end), sum(case when `status` = 'refused' then 1 else 0 end),
  sum(case when `outcome` = 'credential' then 1 else 0 end), max(`at`)
FROM `pull`
GROUP BY `organization_id`, `at` / 86400000, coalesce(`registry_id`, ''), coalesce(`project_id`, ''), coalesce(`image_name`, '');