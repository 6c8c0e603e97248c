/** Whose requests are counted together: one registry of one organization. */
type Owner = { organizationId: string; registryId: string };

export type ResendAllowance = {
  /** Counts a request of this owner, whatever becomes of it. */
  sent: (owner: Owner) => void;
  /** Takes one second sending of this owner, if there is one left. */
  take: (owner: Owner) => boolean;
};

/** A second sending for every tenth request, so that a registry in trouble isn't asked twice for all. */
const share = 0.1;
/** How many may be saved up; a new owner begins with these. */
const savedMax = 3;
/** Whoever is forgotten begins anew. */
const ownersMax = 1_000;

/** Keeps the allowance of each owner apart: no registry uses up what belongs to another. */
export function createResendAllowance(): ResendAllowance {
  /** The one that sent last stands last. */
  const saved = new Map<string, number>();
  const keep = (key: string, left: number) => {
    saved.delete(key);
    saved.set(key, left);
    const oldest = saved.keys().next();
    if (saved.size > ownersMax && !oldest.done) saved.delete(oldest.value);
  };
  const keyOf = ({ organizationId, registryId }: Owner) =>
    JSON.stringify([organizationId, registryId]);
  return {
    sent: (owner) => {
      const key = keyOf(owner);
      keep(key, Math.min((saved.get(key) ?? savedMax) + share, savedMax));
    },
    take: (owner) => {
      const key = keyOf(owner);
      const left = saved.get(key) ?? savedMax;
      // A tenth added ten times falls short of one by what binary fractions lose.
      if (left < 0.999) return false;
      keep(key, left - 1);
      return true;
    },
  };
}
