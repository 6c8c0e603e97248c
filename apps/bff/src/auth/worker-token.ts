import { hashToken, hashTokenAsText, machineTokens } from "./machine-token.ts";

const workerTokens = machineTokens("brth_w_");

export const createWorkerToken = workerTokens.create;
export const isWorkerToken = workerTokens.is;
export const hashWorkerToken = hashToken;
export const hashWorkerTokenAsText = hashTokenAsText;
