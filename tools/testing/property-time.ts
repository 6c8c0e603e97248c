import fc from "fast-check";

/** `BERTH_PROPERTY_MS`: how long one property is tried at most; without it, until its count is reached. */
const limit = process.env["BERTH_PROPERTY_MS"];
if (limit !== undefined) fc.configureGlobal({ interruptAfterTimeLimit: Number(limit) });
