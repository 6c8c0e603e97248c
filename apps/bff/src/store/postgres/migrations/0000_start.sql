CREATE TABLE "account" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"account_id" text collate "C" NOT NULL,
	"provider_id" text collate "C" NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"access_token" text collate "C",
	"refresh_token" text collate "C",
	"id_token" text collate "C",
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text collate "C",
	"password" text collate "C",
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_event" (
	"organization_id" text collate "C" NOT NULL,
	"sequence" bigint NOT NULL,
	"id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"action" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" text collate "C",
	"actor_name" text collate "C" NOT NULL,
	"object_kind" text collate "C" NOT NULL,
	"object_id" text collate "C" NOT NULL,
	"object_name" text collate "C" NOT NULL,
	"changes" text NOT NULL,
	"address" text collate "C",
	"request_id" text collate "C" NOT NULL,
	"prev_hash" text collate "C" NOT NULL,
	"hash" text collate "C" NOT NULL,
	CONSTRAINT "audit_event_organization_id_sequence_pk" PRIMARY KEY("organization_id","sequence")
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"organization_id" text collate "C" PRIMARY KEY NOT NULL,
	"sequence" bigint NOT NULL,
	"hash" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "check" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"subject" text NOT NULL,
	"registry_id" text collate "C",
	"profile" text DEFAULT 'full' NOT NULL,
	"registry_name" text collate "C",
	"image" text collate "C" NOT NULL,
	"status" text NOT NULL,
	"started_at" bigint NOT NULL,
	"started_by" text collate "C",
	"finished_at" bigint,
	"duration_ms" bigint,
	"requests" integer,
	"trace" text,
	"diagnosis" text,
	"outcome" text,
	"digest" text collate "C",
	"proof" text collate "C",
	CONSTRAINT "check_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "expectation" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"registry_id" text collate "C" NOT NULL,
	"image" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C",
	CONSTRAINT "expectation_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "health_change" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"registry_id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"reason" text collate "C",
	"check_id" text collate "C",
	CONSTRAINT "health_change_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "instance" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"schema" integer NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "instance_key" (
	"key_id" text collate "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"kek_id" text collate "C" NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL,
	"recovery" "bytea",
	"recovery_recipient" text collate "C"
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organization_id" text collate "C" NOT NULL,
	"email" text collate "C" NOT NULL,
	"role" text collate "C",
	"status" text collate "C" DEFAULT 'pending' NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"inviter_id" text collate "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"kind" text collate "C" NOT NULL,
	"payload" text NOT NULL,
	"due_at" bigint NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"lease" text collate "C",
	"lease_until" bigint
);
--> statement-breakpoint
CREATE TABLE "keyring" (
	"kek_id" text collate "C" PRIMARY KEY NOT NULL,
	"provider" text collate "C" NOT NULL,
	"check_value" "bytea" NOT NULL,
	"created_at" bigint NOT NULL,
	"active" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "member" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"organization_id" text collate "C" NOT NULL,
	"user_id" text collate "C" NOT NULL,
	"role" text collate "C" DEFAULT 'member' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "org_key" (
	"organization_id" text collate "C" NOT NULL,
	"key_id" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"kek_id" text collate "C" NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"row_version" integer DEFAULT 1 NOT NULL,
	"created_at" bigint NOT NULL,
	"recovery" "bytea",
	"recovery_recipient" text collate "C",
	CONSTRAINT "org_key_organization_id_key_id_pk" PRIMARY KEY("organization_id","key_id")
);
--> statement-breakpoint
CREATE TABLE "organization" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"slug" text collate "C" NOT NULL,
	"logo" text collate "C",
	"created_at" timestamp (3) with time zone NOT NULL,
	"metadata" text collate "C",
	CONSTRAINT "organization_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
CREATE TABLE "pattern" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"registry_id" text collate "C" NOT NULL,
	"position" integer NOT NULL,
	"text" text collate "C" NOT NULL,
	"canonical" text collate "C" NOT NULL,
	CONSTRAINT "pattern_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "pattern_history" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"pattern_id" text collate "C" NOT NULL,
	"registry_id" text collate "C" NOT NULL,
	"registry_name" text collate "C" NOT NULL,
	"registry_type" text NOT NULL,
	"host_rule" text NOT NULL,
	"text" text collate "C" NOT NULL,
	"canonical" text collate "C" NOT NULL,
	"paused" boolean NOT NULL,
	"valid_from" bigint NOT NULL,
	"valid_to" bigint,
	CONSTRAINT "pattern_history_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "pattern_revision" (
	"organization_id" text collate "C" PRIMARY KEY NOT NULL,
	"revision" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "project" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"external_id" text collate "C",
	"name" text collate "C" NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"owner_kind" text NOT NULL,
	"owner_person_id" text collate "C",
	"created_at" bigint NOT NULL,
	CONSTRAINT "project_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "project_member" (
	"organization_id" text collate "C" NOT NULL,
	"project_id" text collate "C" NOT NULL,
	"person_id" text collate "C" NOT NULL,
	CONSTRAINT "project_member_organization_id_project_id_person_id_pk" PRIMARY KEY("organization_id","project_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "pull" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"image" text collate "C" NOT NULL,
	"canonical" text collate "C",
	"image_name" text collate "C",
	"digest" text collate "C",
	"outcome" text NOT NULL,
	"reason" text,
	"message" text collate "C" NOT NULL,
	"status" text NOT NULL,
	"registry_id" text collate "C",
	"registry_name" text collate "C",
	"pattern" text collate "C",
	"project_id" text collate "C",
	"project_name" text collate "C",
	"project_owner_kind" text,
	"worker_token_id" text collate "C",
	"worker_token_name" text collate "C",
	"credential_kind" text,
	"scope" text collate "C",
	"duration_ms" bigint,
	"bytes" bigint,
	"error" text collate "C",
	"finished_at" bigint,
	CONSTRAINT "pull_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "registry" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"name_key" text collate "C" NOT NULL,
	"type" text NOT NULL,
	"settings" text NOT NULL,
	"host" text collate "C" NOT NULL,
	"host_rule" text NOT NULL,
	"identity" text collate "C",
	"hand_out_stored" boolean NOT NULL,
	"test_image" text collate "C",
	"expiry_at" bigint,
	"expiry_source" text NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"health_state" text NOT NULL,
	"health_reason" text collate "C",
	"health_since" bigint,
	"health_checked_at" bigint,
	"health_check_id" text collate "C",
	"doubt_effect" text,
	"doubt_count" integer,
	"doubt_since" bigint,
	"secret_version" integer NOT NULL,
	"secret_fingerprint" text collate "C" NOT NULL,
	"secret_set_at" bigint NOT NULL,
	"secret_set_by" text collate "C",
	"version" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C",
	"updated_at" bigint NOT NULL,
	"updated_by" text collate "C",
	CONSTRAINT "registry_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "registry_draft" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"type" text NOT NULL,
	"answers" text NOT NULL,
	"version" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C",
	"updated_at" bigint NOT NULL,
	"updated_by" text collate "C",
	CONSTRAINT "registry_draft_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "registry_secret" (
	"organization_id" text collate "C" NOT NULL,
	"registry_id" text collate "C" NOT NULL,
	"field" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"record" "bytea" NOT NULL,
	CONSTRAINT "registry_secret_organization_id_registry_id_field_pk" PRIMARY KEY("organization_id","registry_id","field")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"token" text collate "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"ip_address" text collate "C",
	"user_agent" text collate "C",
	"user_id" text collate "C" NOT NULL,
	"active_organization_id" text collate "C",
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"name" text collate "C" NOT NULL,
	"email" text collate "C" NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text collate "C",
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"identifier" text collate "C" NOT NULL,
	"value" text collate "C" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "worker_token" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"prefix" text collate "C" NOT NULL,
	"hash" "bytea" NOT NULL,
	"project_kind" text NOT NULL,
	"project_id" text collate "C",
	"created_at" bigint NOT NULL,
	"created_by" text collate "C",
	"expires_at" bigint NOT NULL,
	"revoked_at" bigint,
	"last_used_at" bigint,
	"scope" text,
	"rotated_from" text collate "C",
	CONSTRAINT "worker_token_organization_id_id_pk" PRIMARY KEY("organization_id","id"),
	CONSTRAINT "worker_token_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "worker_token_link" (
	"organization_id" text collate "C" NOT NULL,
	"worker_token_id" text collate "C" NOT NULL,
	"hash" "bytea" NOT NULL,
	"expires_at" bigint NOT NULL,
	"opened_at" bigint,
	"opened_again_at" bigint,
	CONSTRAINT "worker_token_link_organization_id_worker_token_id_pk" PRIMARY KEY("organization_id","worker_token_id"),
	CONSTRAINT "worker_token_link_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "check" ADD CONSTRAINT "check_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "expectation" ADD CONSTRAINT "expectation_registry" FOREIGN KEY ("organization_id","registry_id") REFERENCES "public"."registry"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "health_change" ADD CONSTRAINT "health_change_registry" FOREIGN KEY ("organization_id","registry_id") REFERENCES "public"."registry"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "instance_key" ADD CONSTRAINT "instance_key_kek_id_keyring_kek_id_fk" FOREIGN KEY ("kek_id") REFERENCES "public"."keyring"("kek_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_inviter_id_user_id_fk" FOREIGN KEY ("inviter_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_key" ADD CONSTRAINT "org_key_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "org_key" ADD CONSTRAINT "org_key_kek_id_keyring_kek_id_fk" FOREIGN KEY ("kek_id") REFERENCES "public"."keyring"("kek_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pattern" ADD CONSTRAINT "pattern_registry_fk" FOREIGN KEY ("organization_id","registry_id") REFERENCES "public"."registry"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pattern_history" ADD CONSTRAINT "pattern_history_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pattern_revision" ADD CONSTRAINT "pattern_revision_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_owner_person_id_user_id_fk" FOREIGN KEY ("owner_person_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_member" ADD CONSTRAINT "project_member_person_id_user_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_member" ADD CONSTRAINT "project_member_project" FOREIGN KEY ("organization_id","project_id") REFERENCES "public"."project"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pull" ADD CONSTRAINT "pull_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registry" ADD CONSTRAINT "registry_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registry_draft" ADD CONSTRAINT "registry_draft_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "registry_secret" ADD CONSTRAINT "registry_secret_registry" FOREIGN KEY ("organization_id","registry_id") REFERENCES "public"."registry"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "worker_token" ADD CONSTRAINT "worker_token_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "worker_token_link" ADD CONSTRAINT "worker_token_link_token" FOREIGN KEY ("organization_id","worker_token_id") REFERENCES "public"."worker_token"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_user" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "account_provider" ON "account" USING btree ("provider_id","account_id");--> statement-breakpoint
CREATE UNIQUE INDEX "audit_event_id" ON "audit_event" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "audit_event_object" ON "audit_event" USING btree ("organization_id","object_id","sequence");--> statement-breakpoint
CREATE INDEX "check_time" ON "check" USING btree ("organization_id","started_at","id");--> statement-breakpoint
CREATE INDEX "check_registry" ON "check" USING btree ("organization_id","registry_id","started_at","id");--> statement-breakpoint
CREATE INDEX "check_status" ON "check" USING btree ("status");--> statement-breakpoint
CREATE UNIQUE INDEX "expectation_once" ON "expectation" USING btree ("organization_id","registry_id","image");--> statement-breakpoint
CREATE INDEX "health_change_time" ON "health_change" USING btree ("organization_id","registry_id","at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "instance_key_version" ON "instance_key" USING btree ("version");--> statement-breakpoint
CREATE INDEX "invitation_organization" ON "invitation" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "invitation_email" ON "invitation" USING btree ("email");--> statement-breakpoint
CREATE INDEX "job_due" ON "job" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "job_kind" ON "job" USING btree ("kind");--> statement-breakpoint
CREATE UNIQUE INDEX "member_once" ON "member" USING btree ("organization_id","user_id");--> statement-breakpoint
CREATE INDEX "member_user" ON "member" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "org_key_version" ON "org_key" USING btree ("organization_id","version");--> statement-breakpoint
CREATE UNIQUE INDEX "pattern_canonical" ON "pattern" USING btree ("organization_id","canonical");--> statement-breakpoint
CREATE INDEX "pattern_registry" ON "pattern" USING btree ("organization_id","registry_id");--> statement-breakpoint
CREATE INDEX "pattern_history_time" ON "pattern_history" USING btree ("organization_id","valid_to","valid_from");--> statement-breakpoint
CREATE INDEX "pattern_history_registry" ON "pattern_history" USING btree ("organization_id","registry_id");--> statement-breakpoint
CREATE UNIQUE INDEX "project_name" ON "project" USING btree ("organization_id","name_key");--> statement-breakpoint
CREATE UNIQUE INDEX "project_external_id" ON "project" USING btree ("organization_id","external_id");--> statement-breakpoint
CREATE INDEX "project_owner" ON "project" USING btree ("owner_person_id");--> statement-breakpoint
CREATE INDEX "project_member_person" ON "project_member" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "pull_time" ON "pull" USING btree ("organization_id","at","id");--> statement-breakpoint
CREATE INDEX "pull_registry" ON "pull" USING btree ("organization_id","registry_id","at","outcome");--> statement-breakpoint
CREATE INDEX "pull_project" ON "pull" USING btree ("organization_id","project_id","at","outcome");--> statement-breakpoint
CREATE UNIQUE INDEX "registry_name" ON "registry" USING btree ("organization_id","name_key");--> statement-breakpoint
CREATE INDEX "registry_draft_time" ON "registry_draft" USING btree ("organization_id","updated_at");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "verification_identifier" ON "verification" USING btree ("identifier");--> statement-breakpoint
CREATE INDEX "worker_token_rotated" ON "worker_token" USING btree ("organization_id","rotated_from");