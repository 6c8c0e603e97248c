export type PersonRef = { id: string; name: string };

export type RegistryRef = { id: string; name: string };

export type NamedRef = { id: string; name: string | null };

export type Settings = Readonly<Record<string, unknown>>;
