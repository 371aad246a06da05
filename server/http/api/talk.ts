import type { talkRoutes } from "#api/routes-talk";
import type { RowOf } from "#contracts/store";
import type { OutboundMessage } from "#domain/outbound";
import { messageValidity } from "#engine/batch";
import { editCart, markThreadRead, sendAsOperator, sendLink, setOwner } from "#engine/operate";
import type { PaymentRequested } from "#engine/request-payment";
import { transact } from "#engine/transact";
import { type RequestProblem, notFound } from "../problem.ts";
import { ownId } from "../public-ids.ts";
import type { Looking } from "../read/looking.ts";
import { listMessages, messagesByIds } from "../read/messages.ts";
import { readOrder } from "../read/orders.ts";
import { listThreadEvents } from "../read/thread-events.ts";
import { listThreads, readThread } from "../read/threads.ts";
import type { Call, Handlers } from "./call.ts";
import { keepFile, sendFile } from "./files.ts";
import { accepted, refusal } from "./refusals.ts";

const threadOf = ({ params }: { readonly params: { readonly thread: string } }): string =>
  ownId("thread", params.thread);

const inTx = <Name extends "message" | "file" | "thread">(
  { till, shop }: Pick<Looking, "till" | "shop">,
  table: Name,
  key: Partial<RowOf<Name>>,
): Promise<RowOf<Name> | undefined> =>
  till.ports.store.tx(shop.businessId, async (tx) => (await tx.find(table, [key]))[0]);

/** The message a draft stands for. A file goes as what it is; a caption only where the channel shows one. */
async function contentOf(call: Call<"sendMessage">): Promise<OutboundMessage> {
  const { body } = call;
  if (body.kind === "text") return { kind: "text", body: body.body };
  const file_id = ownId("file", body.fileId);
  const file = await inTx(call, "file", { file_id });
  if (!file) throw notFound();
  const source = { from: "file", fileId: `upload/${file_id}` } as const;
  const caption = body.caption === undefined ? {} : { caption: body.caption };
  if (/^image\/(jpeg|png)$/.test(file.mime_type)) return { kind: "image", source, ...caption };
  if (file.mime_type === "image/webp") return { kind: "sticker", source };
  if (/^video\/(mp4|3gpp)$/.test(file.mime_type)) return { kind: "video", source, ...caption };
  if (file.mime_type.startsWith("audio/")) return { kind: "audio", source };
  return { kind: "document", source, filename: file.name, ...caption };
}

async function send(call: Call<"sendMessage">) {
  const { till, shop, person, body, keyedId } = call;
  const threadId = threadOf(call);
  const content = await contentOf(call);
  const quoted =
    body.replyTo === undefined
      ? undefined
      : await inTx(call, "message", { message_id: ownId("message", body.replyTo) });
  if (body.replyTo !== undefined && quoted?.thread_id !== threadId) throw notFound();
  const replyTo = quoted?.provider_id ?? undefined;
  const sent = accepted(
    await sendAsOperator(till.ports, shop, person.userId, threadId, content, {
      messageId: keyedId,
      ...(replyTo === undefined ? {} : { replyTo }),
    }),
  );
  till.node.wake("outbox");
  return { items: await messagesByIds(call, sent.messageIds, body.clientId) };
}

/** Puts a failed message into the outbox once more. */
async function retry(call: Call<"retryMessage">) {
  const { till, shop } = call;
  const message_id = ownId("message", call.params.message);
  const threadId = threadOf(call);
  await transact(till.ports, shop, async (batch) => {
    const { tx, now } = batch;
    const [again] = await tx.updateIf(
      "message",
      {
        message_id: { eq: message_id },
        thread_id: { eq: threadId },
        direction: { eq: "out" },
        send_state: { eq: "failed" },
      },
      {
        send_state: "queued",
        unsent: true,
        status: "queued",
        status_rank: 0,
        send_after: now,
        attempts: 0,
        valid_until: now + messageValidity,
        provider_id: null,
        error: null,
      },
    );
    if (again) batch.changes.push({ resource: "message", id: `${threadId}/${message_id}` });
    else if (((await tx.find("message", [{ message_id }]))[0]?.thread_id ?? "") !== threadId) throw notFound();
    else throw refusal("message.not-failed");
  });
  till.node.wake("outbox");
  const [shown] = await messagesByIds(call, [message_id]);
  if (!shown) throw notFound();
  return shown;
}

async function own(call: Call<"takeOver" | "giveBack">, owner: "human" | "bot") {
  const { till, shop, person } = call;
  const threadId = threadOf(call);
  const refused = await setOwner(till.ports, shop, person.userId, threadId, owner);
  if (refused) accepted(refused);
  return readThread(call, threadId);
}

async function edit(call: Call<"editCart">) {
  const { till, shop, person, body } = call;
  const done = accepted(
    await editCart(till.ports, shop, person.userId, threadOf(call), body.edit, body.revision ?? undefined),
    { stale: "cart.changed" },
  );
  till.node.wake("outbox");
  return { order: await readOrder(call, done.order.order_id), problems: done.problems };
}

function notPayable({ reason, details }: Extract<PaymentRequested, { readonly asked: "refused" }>): RequestProblem {
  switch (reason) {
    case "empty":
      return refusal("link.cart-empty");
    case "no-rail":
      return refusal("link.no-rail");
    case "not-payable":
      return refusal("link.order-closed");
    case "limit":
      return refusal("link.limit", { reason: details ?? "" });
    case "amount":
      return refusal("link.amount", { reason: details ?? "" });
  }
}

async function askForMoney(call: Call<"requestLink">) {
  const { till, shop, person, body } = call;
  const threadId = threadOf(call);
  const before = await readThread(call, threadId);
  if (!before.order) throw refusal("link.cart-empty");
  if (before.order.revision !== body.revision) throw refusal("cart.changed");
  if (body.railId !== undefined && !shop.rails.some(({ id }) => id === body.railId)) throw notFound();
  const asked = accepted(await sendLink(till.ports, shop, person.userId, threadId, body.railId));
  if (asked.asked === "refused") throw notPayable(asked);
  for (const work of ["tasks", "outbox"] as const) till.node.wake(work);
  return {
    state: asked.asked === "ready" ? ("ready" as const) : ("pending" as const),
    order: await readOrder(call, ownId("order", before.order.id)),
  };
}

/** The inbox: threads, messages, the cart in a thread, files. */
export const talkHandlers: Handlers<keyof typeof talkRoutes> = {
  threads: (call) => listThreads(call, call.query),
  thread: (call) => readThread(call, threadOf(call)),
  messages: (call) => listMessages(call, threadOf(call), call.query),
  threadEvents: (call) => listThreadEvents(call, threadOf(call)),
  sendMessage: send,
  retryMessage: retry,
  async markRead(call) {
    const { till, shop } = call;
    const threadId = threadOf(call);
    const thread = await inTx(call, "thread", { thread_id: threadId });
    if (!thread) throw notFound();
    // She saw an older state of the thread: what came since is still unread.
    if (call.body.seq < thread.seq) return;
    await markThreadRead(till.ports, shop, threadId);
    till.node.wake("tasks");
  },
  async typing(call) {
    const { hub, shop, person } = call;
    const threadId = threadOf(call);
    const thread = await inTx(call, "thread", { thread_id: threadId });
    if (!thread) throw notFound();
    hub.typing(shop.businessId, threadId, person.name);
  },
  takeOver: (call) => own(call, "human"),
  giveBack: (call) => own(call, "bot"),
  editCart: edit,
  requestLink: askForMoney,
  uploadFile: keepFile,
  file: (call) => sendFile(call, call.reply, `upload/${ownId("file", call.params.file)}`, call.query.download === true),
  document: (call) =>
    sendFile(call, call.reply, `receipt/${ownId("document", call.params.document)}`, call.query.download === true),
};
