CREATE TABLE "pull_day" (
	"organization_id" text collate "C" NOT NULL,
	"owner_kind" text NOT NULL,
	"owner_id" text collate "C" NOT NULL,
	"day" integer NOT NULL,
	"pulls" integer NOT NULL,
	"last_at" bigint NOT NULL,
	CONSTRAINT "pull_day_organization_id_owner_kind_owner_id_day_pk" PRIMARY KEY("organization_id","owner_kind","owner_id","day")
);
--> statement-breakpoint
INSERT INTO "pull_day" ("organization_id", "owner_kind", "owner_id", "day", "pulls", "last_at")
SELECT "organization_id", 'registry', "registry_id", "at" / 86400000, count(*), max("at") FROM "pull"
WHERE "registry_id" IS NOT NULL AND "outcome" <> 'refused'
GROUP BY "organization_id", "registry_id", "at" / 86400000;--> statement-breakpoint
INSERT INTO "pull_day" ("organization_id", "owner_kind", "owner_id", "day", "pulls", "last_at")
SELECT "organization_id", 'project', "project_id", "at" / 86400000, count(*), max("at") FROM "pull"
WHERE "project_id" IS NOT NULL AND "outcome" <> 'refused'
GROUP BY "organization_id", "project_id", "at" / 86400000;--> statement-breakpoint
DROP INDEX "pull_registry";--> statement-breakpoint
DROP INDEX "pull_project";--> statement-breakpoint
ALTER TABLE "pull_day" ADD CONSTRAINT "pull_day_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pull_day_age" ON "pull_day" USING btree ("organization_id","day");--> statement-breakpoint
CREATE INDEX "pull_registry" ON "pull" USING btree ("organization_id","registry_id","at");--> statement-breakpoint
CREATE INDEX "pull_project" ON "pull" USING btree ("organization_id","project_id","at");