export * from "./transport.ts";
export * from "./check-event.ts";
