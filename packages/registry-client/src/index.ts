export * from "./transport.ts";
export * from "./check-event.ts";
export { askThrough } from "./ask-through.ts";
export { findCallerArn } from "./caller-arn.ts";
export { certificateFacts, withCertificate, type CertificateFacts } from "./certificate-facts.ts";
export { momentInWords } from "./moment-in-words.ts";
export { systemClock, type Clock } from "./clock.ts";
export type { CheckImage, CheckInput, CheckRegistry, ReCheckInput } from "./check/check-input.ts";
export type { Credential, OwnAws, OwnAwsKeys } from "./credential.ts";
export { runFullCheck } from "./check/full-check.ts";
export { runReCheck } from "./check/re-check.ts";
export { reportFits, type CheckReport } from "./check/report-fits.ts";
export { requestsSent } from "./check/requests-sent.ts";
export { durationMsMax, requestsMax } from "./check/session.ts";
export { stepTitles } from "./check/step-log.ts";
export {
  diagnose,
  diagnosisCodes,
  healthEffectOf,
  isOfOneRepository,
} from "./diagnosis/diagnose.ts";
export { plainSymptom } from "./diagnosis/plain-symptom.ts";
export { issuePair, type IssuedPair, type IssuePairInput } from "./issue-pair.ts";
export {
  issuePullCredential,
  type IssuedPullCredential,
  type NotIssued,
} from "./issue-pull-credential.ts";
export type { PullCredential } from "./pull-credential.ts";
export {
  probeAddress,
  type AddressProbe,
  type ProbedAuth,
  type ProbeInput,
} from "./probe-address.ts";
export { decideRealm, type RealmDecision, type RealmRule } from "./realm-rule.ts";
export { createRedactor, type Redactor } from "./redact.ts";
export { isResendable } from "./resend-rule.ts";
export { chooseScope, type ChosenScope } from "./scope.ts";
export { coversHost, signIns, tokenBesideStored } from "./sign-in/index.ts";
export type { IssueContext, OpenedSignIn, SignIn, SignInContext } from "./sign-in/sign-in.ts";
export type { Finding, FindingText } from "./diagnosis/finding.ts";
export type { Names } from "./diagnosis/names.ts";
export { parseChallenges, type Challenge, type ParsedChallenges } from "./challenge.ts";
export { chooseChallenge, type ChosenChallenge } from "./choose-challenge.ts";
export { readErrorBody } from "./error-body.ts";
export { transportCodeOf } from "./transport-code.ts";
export { readTokenAnswer, tokenUrl, type TokenAnswer } from "./token.ts";
export { manifestAccept } from "./manifest.ts";
