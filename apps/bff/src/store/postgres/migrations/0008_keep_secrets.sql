ALTER TABLE "registry_secret" DROP CONSTRAINT "registry_secret_organization_id_registry_id_field_pk";--> statement-breakpoint
ALTER TABLE "registry_secret" ADD CONSTRAINT "registry_secret_organization_id_registry_id_version_field_pk" PRIMARY KEY("organization_id","registry_id","version","field");--> statement-breakpoint
ALTER TABLE "registry" ADD COLUMN "kept_version" integer;--> statement-breakpoint
ALTER TABLE "registry" ADD COLUMN "kept_fingerprint" text collate "C";--> statement-breakpoint
ALTER TABLE "registry" ADD COLUMN "kept_set_at" bigint;--> statement-breakpoint
ALTER TABLE "registry" ADD COLUMN "kept_set_by" text collate "C";--> statement-breakpoint
ALTER TABLE "registry" ADD COLUMN "kept_until" bigint;--> statement-breakpoint
ALTER TABLE "registry" ADD COLUMN "kept_settings" text;--> statement-breakpoint
ALTER TABLE "registry" ADD COLUMN "kept_identity" text collate "C";--> statement-breakpoint
ALTER TABLE "registry" ADD COLUMN "kept_expiry_at" bigint;--> statement-breakpoint
ALTER TABLE "registry" ADD COLUMN "kept_expiry_source" text;