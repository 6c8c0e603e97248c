CREATE TABLE "attempt_counter" (
	"key" text collate "C" PRIMARY KEY NOT NULL,
	"count" integer NOT NULL,
	"until" bigint NOT NULL,
	"holder" text collate "C"
);
--> statement-breakpoint
CREATE INDEX "attempt_counter_time" ON "attempt_counter" USING btree ("until");