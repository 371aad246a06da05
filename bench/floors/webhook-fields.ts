/** The little a floor reads of a webhook. */
export type Post =
  | { readonly kind: "message"; readonly id: string; readonly phone: string; readonly text: string }
  | { readonly kind: "status"; readonly id: string; readonly messageId: string; readonly rank: number };

type Value = {
  readonly messages?: readonly {
    readonly id: string;
    readonly from: string;
    readonly text?: { readonly body: string };
  }[];
  readonly statuses?: readonly { readonly id: string; readonly status: string }[];
};
type Body = { readonly entry: readonly { readonly changes: readonly { readonly value: Value }[] }[] };

const ranks = ["sent", "delivered", "read"];

/** Reads the one element of a bench's webhook. */
export function readPost(body: Buffer): Post {
  const { entry } = JSON.parse(body.toString("utf8")) as Body; // signed by the bench itself
  const { messages, statuses } = entry[0]?.changes[0]?.value ?? {};
  const [message] = messages ?? [];
  if (message) return { kind: "message", id: message.id, phone: message.from, text: message.text?.body ?? "" };
  const [status] = statuses ?? [];
  if (!status) throw new Error("neither a message nor a status");
  return {
    kind: "status",
    id: `${status.id}:${status.status}`,
    messageId: status.id,
    rank: ranks.indexOf(status.status),
  };
}
