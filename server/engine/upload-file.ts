import type { MediaFile } from "#contracts/channel";
import { days } from "#domain/instant";
import type { Ports } from "#engine/ports";
import type { ChannelAccount, Shop } from "#engine/shops";

/** A file's id at the channel, or why it has none. */
export type Uploaded =
  | { readonly ok: true; readonly mediaId: string }
  | { readonly ok: false; readonly retry: boolean; readonly reason: string };

/** Ids of uploads live 30 days at WhatsApp; a fresh one is made a little before. */
const uploadLife = days(29);

/** The id a file of ours has at a channel; uploads it when it has none or the old one has run out. */
export async function uploadFile(
  ports: Ports,
  shop: Shop,
  account: ChannelAccount,
  fileKey: string,
): Promise<Uploaded> {
  const key = { channel_id: account.id, file_key: fileKey };
  const [known] = await ports.store.tx(shop.businessId, (tx) => tx.find("upload", [key]));
  if (known && ports.clock.now() - known.uploaded_at < uploadLife) return { ok: true, mediaId: known.media_id };
  const file = await openFile(ports, shop, fileKey);
  if (!file) return { ok: false, retry: false, reason: `the file ${fileKey} does not exist` };
  const uploaded = await account.plug.upload(file, account.settings, ports.http);
  if (uploaded.outcome !== "done") return { ok: false, retry: uploaded.outcome === "retry", reason: uploaded.reason };
  await ports.store.tx(shop.businessId, async (tx) => {
    await tx.remove("upload", { channel_id: { eq: account.id }, file_key: { eq: fileKey } });
    await tx.insertNew("upload", [{ ...key, media_id: uploaded.id, uploaded_at: ports.clock.now() }]);
  });
  return { ok: true, mediaId: uploaded.id };
}

/**
 * The bytes of a file of ours: an upload as it was given, a paper or a payment's code made from what is on record. All
 * papers are named `receipt/`, as those were that customers hold from before there were others.
 */
export async function openFile(ports: Ports, shop: Shop, fileKey: string): Promise<MediaFile | undefined> {
  const [kind, id] = fileKey.split("/");
  if (id === undefined) return undefined;
  if (kind === "receipt") {
    const [document] = await ports.store.tx(shop.businessId, (tx) => tx.find("document", [{ document_id: id }]));
    if (!document) return undefined;
    const print = document.kind === "receipt" ? ports.documents.receipt : ports.documents.invoice;
    const bytes = await print(document.content);
    return { bytes, mimeType: "application/pdf", filename: `${document.series}-${document.number}.pdf` };
  }
  if (kind === "code") {
    const [payment] = await ports.store.tx(shop.businessId, (tx) => tx.find("payment", [{ payment_id: id }]));
    const code = payment?.shows?.code;
    if (!payment || !code) return undefined;
    const bytes = await ports.documents.code(code, "thread");
    return { bytes, mimeType: "image/png", filename: `${payment.provider_ref ?? "code"}.png` };
  }
  const [file] = await ports.store.tx(shop.businessId, (tx) => tx.find("file", [{ file_id: id }]));
  return file && { bytes: file.bytes, mimeType: file.mime_type, filename: file.name };
}
