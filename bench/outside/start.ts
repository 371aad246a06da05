import { createCustomers } from "./customers.ts";
import type { Ask, Hello } from "./plan.ts";
import { createPostman } from "./postman.ts";
import { type Provider, startProvider } from "./provider.ts";
import { type Load, startLoad } from "./run-load.ts";
import { type Orders, startOrders } from "./run-orders.ts";
import { codeIn } from "./texts.ts";

// The program outside the shop: customers who write, and the provider that carries their words and the shop's.
// It is asked by its parent and ends with it.

const customers = createCustomers();
const postman = createPostman();
let load: Load | undefined;
let orders: Orders | undefined;

const provider: Provider = await startProvider((phone, sent, id) => {
  const code = sent.type === "text" ? codeIn(sent.text?.body ?? "") : undefined;
  if (code !== undefined) load?.arrived(phone, code, { id, opaque: sent.biz_opaque_callback_data });
  else orders?.arrived(phone, sent);
});

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.ask) {
    case "drive":
      load = startLoad(ask.plan, customers, postman);
      return load.outcome;
    case "orders":
      orders = startOrders(ask.plan, postman);
      return orders.outcome;
    case "mood":
      return provider.setMood(ask.mood);
    case "mark":
      return load?.mark();
  }
}

process.on("disconnect", () => process.exit(0));
process.on("message", ({ n, ask }: { readonly n: number; readonly ask: Ask }) => {
  answer(ask).then(
    (value) => process.send?.({ n, value: value ?? null }),
    (error: unknown) => process.send?.({ n, problem: error instanceof Error ? error.message : String(error) }),
  );
});
process.send?.({ url: provider.url } satisfies Hello);
