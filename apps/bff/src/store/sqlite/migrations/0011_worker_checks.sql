ALTER TABLE `check` ADD `worker_token_id` text;--> statement-breakpoint
ALTER TABLE `check` ADD `worker_token_name` text;