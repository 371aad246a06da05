import { createAccounts } from "../../server/http/session/accounts.ts";
import { publicId } from "../../server/http/public-ids.ts";
import { createRealClock } from "../../server/ports/real-clock.ts";
import { createUuidIds } from "../../server/ports/uuid-ids.ts";
import { openPool, type PostgresConnection } from "../../server/storage/postgres/connections.ts";
import { type PostgresStore, createPostgresStore } from "../../server/storage/postgres/postgres-store.ts";
import { amounts } from "./ledger-of-truth.ts";
import { until } from "./pay-and-refund.ts";
import type { Outside } from "./outside.ts";

const role = "comptoir_app";

/** A look into a server's database from outside, and an operator who is signed in. */
export type Books = {
  readonly store: PostgresStore;
  readonly businessId: string;
  /** Returns a part of what a session was paid with, through the API: asked again, with the same key, until it is taken. */
  readonly refund: (session: string) => Promise<void>;
  /** Resolves when nothing is left to do, here and outside. */
  readonly drained: (outside: Outside) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens them once the server has made its tables. `tillUrl` is where the API answers whenever the server lives. */
export async function openBooks(connection: PostgresConnection, tillUrl: string): Promise<Books> {
  const quiet = (): void => undefined;
  const store = createPostgresStore({ connection, role, connections: 2, log: quiet });
  const pool = openPool({ connection, role, connections: 1, log: quiet });
  const accounts = createAccounts(pool, createRealClock(), createUuidIds());
  const [business] = await store.installation.businesses();
  if (!business) throw new Error("the shop was not applied");
  const { businessId } = business;
  const session = await accounts.claimSignInToken(await accounts.issueSignInToken());
  if (!session) throw new Error("the operator could not sign in");
  await accounts.adoptShops([businessId]);
  await pool.end();
  const headers = { cookie: `comptoir_session=${session.token}`, "content-type": "application/json" };

  /** Asks for the refund once; gives the answer's status, or 0 when nobody answered. */
  const ask = async (orderId: string, key: string): Promise<number> => {
    const path = `/api/v1/shops/${business.slug}/orders/${publicId("order", orderId)}/refunds`;
    const body = JSON.stringify({ amount: { minor: amounts.returned, currency: "EUR" }, reason: "operator" });
    try {
      const asked = { method: "POST", headers: { ...headers, "idempotency-key": key }, body };
      // No limit of time: a server that dies closes the line, and one that lives must not be asked beside itself.
      const answer = await fetch(`${tillUrl}${path}`, asked);
      await answer.text();
      return answer.status;
    } catch {
      return 0;
    }
  };
  /** The operator presses the button again until it is taken; told that it is under way, she looks whether it was done. */
  const insist = async (orderId: string): Promise<void> => {
    let presses = 0;
    await until("the refund to be taken", async () => {
      const status = await ask(orderId, `refund-${orderId}-${presses}`);
      if (status === 202) return true;
      if (status === 409) {
        const mine = { order_id: { eq: orderId }, requested_by: { not: "till" } };
        const rows = await readable(() => store.tx(businessId, (tx) => tx.select("refund", mine)));
        if (rows === undefined) return undefined;
        if (rows.length > 0) return true;
        presses += 1;
      } else if (status >= 400 && status < 500) throw new Error(`the refund was refused: ${status}`);
      return undefined;
    });
  };
  return {
    store,
    businessId,
    async refund(paid) {
      const orderId = await until("the order", async () => {
        const rows = await readable(() =>
          store.tx(businessId, (tx) => tx.select("payment", { provider_ref: { eq: paid } })),
        );
        return rows?.[0]?.order_id;
      });
      await insist(orderId);
    },
    drained: (outside) => drained(store, businessId, outside),
    close: () => store.close(),
  };
}

/** What a database that is just coming back cannot say is asked again. */
const readable = <Result>(work: () => Promise<Result>): Promise<Result | undefined> => work().catch(() => undefined);

async function drained(store: PostgresStore, businessId: string, { meta, stripe }: Outside): Promise<void> {
  const left = () =>
    readable(() =>
      store.tx(businessId, async (tx) => ({
        events: (await tx.select("inbox", { state: { eq: "open" } })).length,
        sends: (await tx.select("message", { unsent: { eq: true } })).length,
        tasks: (await tx.select("task", { state: { in: ["queued", "running"] }, kind: { not: "mark-read" } })).length,
        refunds: (await tx.select("refund", { state: { in: ["requested", "pending"] } })).length,
      })),
    );
  await until(
    "everything to be done",
    async () => {
      if (!meta.quiet() || stripe.truth().deliveries.some(({ state }) => state === "pending")) return undefined;
      const counts = await left();
      return counts && Object.values(counts).every((count) => count === 0) ? true : undefined;
    },
    240_000,
  );
}
