import { hashToken, machineTokens } from "./machine-token.ts";

const apiTokens = machineTokens("brth_a_");

export const createApiToken = apiTokens.create;
export const isApiToken = apiTokens.is;
export const hashApiToken = hashToken;
