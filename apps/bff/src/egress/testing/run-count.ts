/** Cases a property is tried with: few by default, more where `BERTH_PROPERTY_RUNS` asks for it. */
export const propertyRuns = Number(process.env["BERTH_PROPERTY_RUNS"] ?? 2_000);
