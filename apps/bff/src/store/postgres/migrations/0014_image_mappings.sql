CREATE TABLE "image_mapping" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"from_name" text collate "C" NOT NULL,
	"to_name" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C",
	CONSTRAINT "image_mapping_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "image_mapping" ADD CONSTRAINT "image_mapping_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "image_mapping_from" ON "image_mapping" USING btree ("organization_id","from_name");