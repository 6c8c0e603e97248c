CREATE TABLE "pull_setting" (
	"organization_id" text collate "C" PRIMARY KEY NOT NULL,
	"kept_days" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "pull_setting" ADD CONSTRAINT "pull_setting_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;