/** Everything of the contract stands below this path. */
export const apiBase = "/api/v1";
