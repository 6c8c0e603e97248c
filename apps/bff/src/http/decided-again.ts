/** In milliseconds; a body that comes with its head is there long before. */
const lateMs = 500;

/**
 * Decides who asks, then reads what they ask for. A body can be half a minute on its way, and its sender be dismissed
 * meanwhile: behind one that came late it is decided again, so that nobody can hold requests ready for that.
 */
export async function decidedAgain<Call, Input>(
  decide: () => Promise<Call>,
  read: () => Promise<Input>,
): Promise<{ call: Call; input: Input }> {
  const call = await decide();
  const startedAt = performance.now();
  const input = await read();
  return { call: performance.now() - startedAt < lateMs ? call : await decide(), input };
}
