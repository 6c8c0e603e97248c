CREATE TABLE "support_look" (
	"organization_id" text collate "C" NOT NULL,
	"visit_id" text collate "C" NOT NULL,
	"route" text collate "C" NOT NULL,
	"times" bigint NOT NULL,
	"first_at" bigint NOT NULL,
	"last_at" bigint NOT NULL,
	CONSTRAINT "support_look_organization_id_visit_id_route_pk" PRIMARY KEY("organization_id","visit_id","route")
);
--> statement-breakpoint
ALTER TABLE "support_look" ADD CONSTRAINT "support_look_visit" FOREIGN KEY ("organization_id","visit_id") REFERENCES "public"."support_visit"("organization_id","id") ON DELETE cascade ON UPDATE no action;