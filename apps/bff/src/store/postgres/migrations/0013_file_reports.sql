CREATE TABLE "file_report" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"project_id" text collate "C",
	"images" text NOT NULL,
	"image_count" integer NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C",
	CONSTRAINT "file_report_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "file_report" ADD CONSTRAINT "file_report_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "file_report_time" ON "file_report" USING btree ("organization_id","created_at");