import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A send as it arrived. */
export type GraphSend = { readonly to: string; readonly body: string; readonly authorization: string };

/** The least of a WhatsApp Cloud API: takes sends, names them, remembers them in the order they came. */
export type FakeGraph = {
  readonly url: string;
  readonly sends: readonly GraphSend[];
  /** Resolves once so many sends came; rejects after `patience` milliseconds. */
  readonly received: (count: number, patience?: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

type Text = {
  readonly to?: string;
  readonly recipient?: string;
  readonly type?: string;
  readonly text?: { readonly body: string };
};

/** Starts one on a free port of 127.0.0.1. */
export async function startFakeGraph(): Promise<FakeGraph> {
  const sends: GraphSend[] = [];
  let answered = 0;
  let told = Promise.withResolvers<void>();
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const sent = JSON.parse(Buffer.concat(chunks).toString("utf8") || "{}") as Text;
      if (sent.type === "text") {
        const to = sent.to ?? sent.recipient ?? "";
        sends.push({ to, body: sent.text?.body ?? "", authorization: request.headers.authorization ?? "" });
        told.resolve();
        told = Promise.withResolvers();
      }
      response.writeHead(200, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ messaging_product: "whatsapp", messages: [{ id: `wamid.fake-${(answered += 1)}` }] }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sends,
    async received(count, patience = 30_000) {
      const late = Promise.withResolvers<never>();
      const timer = setTimeout(() => late.reject(new Error(`${sends.length} of ${count} sends came`)), patience);
      while (sends.length < count) await Promise.race([told.promise, late.promise]);
      clearTimeout(timer);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
