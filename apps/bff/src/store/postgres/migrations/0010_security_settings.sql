CREATE TABLE "security_setting" (
	"organization_id" text collate "C" PRIMARY KEY NOT NULL,
	"managers_need_second_factor" boolean NOT NULL
);
--> statement-breakpoint
ALTER TABLE "security_setting" ADD CONSTRAINT "security_setting_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;