/**
 * Gathers items while the batch before them is being written, and writes them together: the one idea every durable
 * floor rests on. `add` resolves once the item's batch is written.
 */
export function createGroupCommit<Item>(write: (batch: readonly Item[]) => Promise<void>, most = 256) {
  const waiting: { readonly item: Item; readonly told: PromiseWithResolvers<void> }[] = [];
  let writing = false;
  const writeAll = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most);
      try {
        await write(batch.map(({ item }) => item));
        for (const { told } of batch) told.resolve();
      } catch (error) {
        for (const { told } of batch) told.reject(error);
      }
    }
    writing = false;
  };
  return (item: Item): Promise<void> => {
    const told = Promise.withResolvers<void>();
    waiting.push({ item, told });
    if (!writing) void writeAll();
    return told.promise;
  };
}
