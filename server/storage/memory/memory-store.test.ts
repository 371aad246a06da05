import { describeStore } from "../../../tests/contracts/store.contract.ts";
import { createMemoryStore } from "./memory-store.ts";

describeStore("the store in memory", () => {
  const store = createMemoryStore({ owner: "one" });
  return Promise.resolve({ store, another: store.seenBy("two"), close: () => Promise.resolve() });
});
