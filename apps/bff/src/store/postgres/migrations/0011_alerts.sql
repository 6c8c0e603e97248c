CREATE TABLE "alert_channel" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"name" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"recipients" text NOT NULL,
	"host" text collate "C",
	"events" text NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"secret_version" integer NOT NULL,
	"version" integer NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "alert_channel_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "alert_delivery" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"channel_id" text collate "C" NOT NULL,
	"event_id" text collate "C",
	"recipient" text collate "C" NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"outcome" text collate "C",
	"created_at" bigint NOT NULL,
	"last_attempt_at" bigint,
	"next_attempt_at" bigint,
	CONSTRAINT "alert_delivery_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "alert_event" (
	"organization_id" text collate "C" NOT NULL,
	"id" text collate "C" NOT NULL,
	"key" text collate "C" NOT NULL,
	"kind" text NOT NULL,
	"at" bigint NOT NULL,
	"subject_id" text collate "C" NOT NULL,
	"subject_name" text collate "C" NOT NULL,
	"facts" text NOT NULL,
	CONSTRAINT "alert_event_organization_id_id_pk" PRIMARY KEY("organization_id","id")
);
--> statement-breakpoint
CREATE TABLE "alert_secret" (
	"organization_id" text collate "C" NOT NULL,
	"channel_id" text collate "C" NOT NULL,
	"field" text collate "C" NOT NULL,
	"version" integer NOT NULL,
	"record" "bytea" NOT NULL,
	CONSTRAINT "alert_secret_organization_id_channel_id_field_pk" PRIMARY KEY("organization_id","channel_id","field")
);
--> statement-breakpoint
ALTER TABLE "alert_channel" ADD CONSTRAINT "alert_channel_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_delivery" ADD CONSTRAINT "alert_delivery_channel_fk" FOREIGN KEY ("organization_id","channel_id") REFERENCES "public"."alert_channel"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_delivery" ADD CONSTRAINT "alert_delivery_event" FOREIGN KEY ("organization_id","event_id") REFERENCES "public"."alert_event"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_event" ADD CONSTRAINT "alert_event_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_secret" ADD CONSTRAINT "alert_secret_channel" FOREIGN KEY ("organization_id","channel_id") REFERENCES "public"."alert_channel"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "alert_delivery_once" ON "alert_delivery" USING btree ("organization_id","event_id","channel_id","recipient");--> statement-breakpoint
CREATE INDEX "alert_delivery_time" ON "alert_delivery" USING btree ("organization_id","created_at","id");--> statement-breakpoint
CREATE INDEX "alert_delivery_channel" ON "alert_delivery" USING btree ("organization_id","channel_id","created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "alert_event_key" ON "alert_event" USING btree ("organization_id","key");--> statement-breakpoint
CREATE INDEX "alert_event_subject" ON "alert_event" USING btree ("organization_id","subject_id","at");--> statement-breakpoint
CREATE INDEX "alert_event_time" ON "alert_event" USING btree ("at");