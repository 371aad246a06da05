import { Agent } from "undici";
import { signatureOf } from "./texts.ts";

/** Posts webhooks as a provider does. */
export type Postman = {
  /** Posts a body once; gives the status, 0 when no answer came. */
  readonly post: (url: string, body: string, signature?: string) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** Longest wait for one answer, in milliseconds. */
const deadline = 10_000;

/** Makes one with its own connections. */
export function createPostman(): Postman {
  const agent = new Agent({ connections: 256, keepAliveTimeout: 30_000 });
  return {
    async post(url, body, signature = signatureOf(body)) {
      const { origin, pathname } = new URL(url);
      try {
        const answer = await agent.request({
          origin,
          path: pathname,
          method: "POST",
          headers: {
            "content-type": "application/json",
            "user-agent": "facebookexternalua",
            ...(signature === "" ? {} : { "x-hub-signature-256": signature }),
          },
          body,
          headersTimeout: deadline,
          bodyTimeout: deadline,
        });
        await answer.body.dump();
        return answer.statusCode;
      } catch {
        return 0;
      }
    },
    close: () => agent.destroy(),
  };
}
