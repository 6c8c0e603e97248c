CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `account_user` ON `account` (`user_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `account_provider` ON `account` (`provider_id`,`account_id`);--> statement-breakpoint
CREATE TABLE `audit_event` (
	`organization_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`actor_name` text NOT NULL,
	`object_kind` text NOT NULL,
	`object_id` text NOT NULL,
	`object_name` text NOT NULL,
	`changes` text NOT NULL,
	`address` text,
	`request_id` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`organization_id`, `sequence`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_event_id` ON `audit_event` (`organization_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_event_object` ON `audit_event` (`organization_id`,`object_id`,`sequence`);--> statement-breakpoint
CREATE TABLE `audit_head` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`sequence` integer NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `check` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`subject` text NOT NULL,
	`registry_id` text,
	`registry_name` text,
	`image` text NOT NULL,
	`status` text NOT NULL,
	`started_at` integer NOT NULL,
	`started_by` text,
	`finished_at` integer,
	`duration_ms` integer,
	`requests` integer,
	`trace` text,
	`diagnosis` text,
	`outcome` text,
	`digest` text,
	`proof` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `check_time` ON `check` (`organization_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `check_registry` ON `check` (`organization_id`,`registry_id`,`started_at`,`id`);--> statement-breakpoint
CREATE INDEX `check_status` ON `check` (`status`);--> statement-breakpoint
CREATE TABLE `expectation` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`registry_id` text NOT NULL,
	`image` text NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`,`registry_id`) REFERENCES `registry`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `expectation_once` ON `expectation` (`organization_id`,`registry_id`,`image`);--> statement-breakpoint
CREATE TABLE `instance` (
	`id` text PRIMARY KEY NOT NULL,
	`schema` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `invitation` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`email` text NOT NULL,
	`role` text,
	`status` text DEFAULT 'pending' NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`inviter_id` text NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`inviter_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `invitation_organization` ON `invitation` (`organization_id`);--> statement-breakpoint
CREATE INDEX `invitation_email` ON `invitation` (`email`);--> statement-breakpoint
CREATE TABLE `keyring` (
	`kek_id` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`check_value` blob NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `member` (
	`id` text PRIMARY KEY NOT NULL,
	`organization_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text DEFAULT 'member' NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `member_once` ON `member` (`organization_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `member_user` ON `member` (`user_id`);--> statement-breakpoint
CREATE TABLE `org_key` (
	`organization_id` text NOT NULL,
	`key_id` text NOT NULL,
	`version` integer NOT NULL,
	`kek_id` text NOT NULL,
	`wrapped` blob NOT NULL,
	`row_version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `key_id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`kek_id`) REFERENCES `keyring`(`kek_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `org_key_version` ON `org_key` (`organization_id`,`version`);--> statement-breakpoint
CREATE TABLE `organization` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`logo` text,
	`created_at` integer NOT NULL,
	`metadata` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `organization_slug_unique` ON `organization` (`slug`);--> statement-breakpoint
CREATE TABLE `pattern` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`registry_id` text NOT NULL,
	`position` integer NOT NULL,
	`text` text NOT NULL,
	`canonical` text NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`,`registry_id`) REFERENCES `registry`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `pattern_canonical` ON `pattern` (`organization_id`,`canonical`);--> statement-breakpoint
CREATE INDEX `pattern_registry` ON `pattern` (`organization_id`,`registry_id`);--> statement-breakpoint
CREATE TABLE `pattern_history` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`pattern_id` text NOT NULL,
	`registry_id` text NOT NULL,
	`registry_name` text NOT NULL,
	`registry_type` text NOT NULL,
	`host_rule` text NOT NULL,
	`text` text NOT NULL,
	`canonical` text NOT NULL,
	`paused` integer NOT NULL,
	`valid_from` integer NOT NULL,
	`valid_to` integer,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `pattern_history_time` ON `pattern_history` (`organization_id`,`valid_to`,`valid_from`);--> statement-breakpoint
CREATE INDEX `pattern_history_registry` ON `pattern_history` (`organization_id`,`registry_id`);--> statement-breakpoint
CREATE TABLE `pattern_revision` (
	`organization_id` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `project` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`external_id` text,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`owner_kind` text NOT NULL,
	`owner_person_id` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`owner_person_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `project_name` ON `project` (`organization_id`,`name_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `project_external_id` ON `project` (`organization_id`,`external_id`);--> statement-breakpoint
CREATE INDEX `project_owner` ON `project` (`owner_person_id`);--> statement-breakpoint
CREATE TABLE `project_member` (
	`organization_id` text NOT NULL,
	`project_id` text NOT NULL,
	`person_id` text NOT NULL,
	PRIMARY KEY(`organization_id`, `project_id`, `person_id`),
	FOREIGN KEY (`person_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`,`project_id`) REFERENCES `project`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `project_member_person` ON `project_member` (`person_id`);--> statement-breakpoint
CREATE TABLE `pull` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`image` text NOT NULL,
	`canonical` text,
	`image_name` text,
	`digest` text,
	`outcome` text NOT NULL,
	`reason` text,
	`message` text NOT NULL,
	`status` text NOT NULL,
	`registry_id` text,
	`registry_name` text,
	`pattern` text,
	`project_id` text,
	`project_name` text,
	`project_owner_kind` text,
	`worker_token_id` text,
	`worker_token_name` text,
	`credential_kind` text,
	`scope` text,
	`duration_ms` integer,
	`bytes` integer,
	`error` text,
	`finished_at` integer,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `pull_time` ON `pull` (`organization_id`,`at`,`id`);--> statement-breakpoint
CREATE INDEX `pull_registry` ON `pull` (`organization_id`,`registry_id`,`at`,`outcome`);--> statement-breakpoint
CREATE INDEX `pull_project` ON `pull` (`organization_id`,`project_id`,`at`,`outcome`);--> statement-breakpoint
CREATE TABLE `registry` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`type` text NOT NULL,
	`settings` text NOT NULL,
	`host` text NOT NULL,
	`host_rule` text NOT NULL,
	`identity` text,
	`hand_out_stored` integer NOT NULL,
	`test_image` text,
	`expiry_at` integer,
	`expiry_source` text NOT NULL,
	`paused` integer DEFAULT false NOT NULL,
	`health_state` text NOT NULL,
	`health_reason` text,
	`health_since` integer,
	`health_checked_at` integer,
	`health_check_id` text,
	`secret_version` integer NOT NULL,
	`secret_fingerprint` text NOT NULL,
	`secret_set_at` integer NOT NULL,
	`secret_set_by` text,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`created_by` text,
	`updated_at` integer NOT NULL,
	`updated_by` text,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `registry_name` ON `registry` (`organization_id`,`name_key`);--> statement-breakpoint
CREATE TABLE `registry_secret` (
	`organization_id` text NOT NULL,
	`registry_id` text NOT NULL,
	`field` text NOT NULL,
	`version` integer NOT NULL,
	`record` blob NOT NULL,
	PRIMARY KEY(`organization_id`, `registry_id`, `field`),
	FOREIGN KEY (`organization_id`,`registry_id`) REFERENCES `registry`(`organization_id`,`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL,
	`token` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`user_id` text NOT NULL,
	`active_organization_id` text,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE INDEX `session_user` ON `session` (`user_id`);--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_identifier` ON `verification` (`identifier`);--> statement-breakpoint
CREATE TABLE `worker_token` (
	`organization_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`prefix` text NOT NULL,
	`hash` blob NOT NULL,
	`project_kind` text NOT NULL,
	`project_id` text,
	`created_at` integer NOT NULL,
	`created_by` text,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`last_used_at` integer,
	PRIMARY KEY(`organization_id`, `id`),
	FOREIGN KEY (`organization_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `worker_token_hash_unique` ON `worker_token` (`hash`);