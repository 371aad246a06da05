/**
 * Waits for works that share one transaction: their statements travel together instead of one round trip each. All have
 * ended when this does; the first failure is everybody's.
 */
export async function sideBySide(works: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(works);
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}
