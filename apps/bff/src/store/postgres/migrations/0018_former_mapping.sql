CREATE TABLE "former_mapping" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"from_name" text collate "C" NOT NULL,
	"to_name" text collate "C" NOT NULL,
	"created_at" bigint NOT NULL,
	"created_by" text collate "C",
	"removed_at" bigint NOT NULL,
	CONSTRAINT "former_mapping_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "former_mapping" ADD CONSTRAINT "former_mapping_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "former_mapping_time" ON "former_mapping" USING btree ("organization_id","removed_at");