CREATE TABLE "support_staff" (
	"person_id" text collate "C" PRIMARY KEY NOT NULL,
	"appointed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support_visit" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"person_id" text collate "C" NOT NULL,
	"reason" text collate "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"ends_at" bigint NOT NULL,
	"ended_at" bigint,
	CONSTRAINT "support_visit_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
ALTER TABLE "security_setting" ADD COLUMN "support_may_enter" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "support_staff" ADD CONSTRAINT "support_staff_person_id_user_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_visit" ADD CONSTRAINT "support_visit_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "support_visit" ADD CONSTRAINT "support_visit_person_id_user_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "support_visit_person" ON "support_visit" USING btree ("person_id","ends_at");