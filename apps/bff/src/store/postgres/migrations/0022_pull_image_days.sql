CREATE TABLE "pull_image_day" (
	"organization_id" text collate "C" NOT NULL,
	"day" integer NOT NULL,
	"registry_id" text collate "C" NOT NULL,
	"project_id" text collate "C" NOT NULL,
	"image_name" text collate "C" NOT NULL,
	"started" integer NOT NULL,
	"succeeded" integer NOT NULL,
	"failed" integer NOT NULL,
	"refused" integer NOT NULL,
	"handed_out" integer NOT NULL,
	"last_at" bigint NOT NULL,
	CONSTRAINT "pull_image_day_pk" PRIMARY KEY("organization_id","day","registry_id","project_id","image_name")
);
--> statement-breakpoint
ALTER TABLE "pull_image_day" ADD CONSTRAINT "pull_image_day_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
INSERT INTO "pull_image_day" ("organization_id", "day", "registry_id", "project_id", "image_name", "started", "succeeded", "failed", "refused", "handed_out", "last_at")
SELECT "organization_id", "at" / 86400000, coalesce("registry_id", ''), coalesce("project_id", ''), coalesce("image_name", ''),
  sum(case when "status" = 'started' then 1 else 0 end), sum(case when "status" = 'succeeded' then 1 else 0 end),
  sum(case when "status" = 'failed' then 1 else 0 end), sum(case when "status" = 'refused' then 1 else 0 end),
  sum(case when "outcome" = 'credential' then 1 else 0 end), max("at")
FROM "pull"
GROUP BY "organization_id", "at" / 86400000, coalesce("registry_id", ''), coalesce("project_id", ''), coalesce("image_name", '');