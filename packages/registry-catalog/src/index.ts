export { applyFix, type FormValues } from "./apply-fix.ts";
export {
  bindingFieldNames,
  bindingFields,
  changedBinding,
  secretAgainMessage,
  type BindingField,
  type BindingFieldName,
} from "./binding.ts";
export {
  detectType,
  registryType,
  registryTypes,
  specificTypeOf,
  suggestedName,
} from "./catalog.ts";
export { certificatesIn } from "./fields/certificate-field.ts";
export type { CertificateFacts } from "./certificate/certificate.ts";
export { checkPatternFor, type PatternCheck, type PatternOwner } from "./check-pattern-for.ts";
export { checkSecret, secretFieldsOf, type SecretResult } from "./check-secret.ts";
export {
  checkField,
  checkSettings,
  checkStep,
  draftSettings,
  initialSettings,
  type SettingsResult,
  type StepResult,
} from "./check-settings.ts";
export { draftAnswers, type DraftTexts } from "./draft-answers.ts";
export type { FieldOption, FieldStep, SecretField, SettingField } from "./field.ts";
export {
  guideStepIds,
  missingIn,
  renderTemplate,
  type Command,
  type GuideBlock,
  type GuideFile,
  type GuideStep,
  type GuideStepId,
  type Template,
  type TemplatePart,
} from "./guide.ts";
export {
  checkHostStar,
  type HostStarRule,
  type StarErrorCode,
  type StarProblem,
} from "./host-star.ts";
export { decodeBase64 } from "./text/base64.ts";
export { decodeUtf8 } from "./text/utf8.ts";
export { cleanHost, type CleanHostOptions, type HostResult } from "./host/clean-host.ts";
export { coversOnly } from "./host/host-rule.ts";
export { serverRoleUses, type GuideFacts, type ServerRoleUse } from "./server-role.ts";
export {
  waysToPull,
  type WayToPull,
  type WayToPullId,
  type WaysToPullInput,
} from "./ways-to-pull.ts";
export type { HostRule } from "@berth/image-pattern";
export {
  ecrApiHost,
  parseEcrHost,
  stsHost,
  type EcrHost,
  type EcrHostForm,
} from "./types/aws-ecr/ecr-host.ts";
export { partitionOfRegion } from "./types/aws-ecr/regions.ts";
export { readKeyFile, type KeyFile } from "./types/google-artifact-registry/key-file.ts";
export { parseGarHost } from "./types/google-artifact-registry/gar-host.ts";
export {
  cloudOf,
  parseLoginServer,
  type AzureCloud,
} from "./types/azure-container-registry/login-server.ts";
export { readJfrogToken, type JfrogToken } from "./types/jfrog/token.ts";
export { dayInWords } from "./text/date.ts";
export { sharedSuffixOf } from "./host/shared-suffixes.ts";
export type { FieldResult, Fix, Issue, Notice, Problem } from "./issue.ts";
export { cachedName, type PullThroughCache } from "./pull-through-cache.ts";
export type {
  ExpiryReading,
  Fact,
  Findings,
  HandOut,
  Pasted,
  Preset,
  RealmRule,
  RegistryType,
  RegistryTypeSlug,
  SuggestedPattern,
  TypeBinding,
} from "./registry-type.ts";
export {
  flagSetting,
  listSetting,
  textSetting,
  type SecretValues,
  type Settings,
  type SettingValue,
} from "./values.ts";
