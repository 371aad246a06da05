import { createHash } from "node:crypto";
import { parseMultipart } from "../multipart.ts";
import type { WireRequest } from "../wire.ts";
import { invalidRequest, noSuch, refusedByState } from "./failure.ts";
import type { ParameterTree } from "./form-body.ts";
import type { FileObject } from "./objects.ts";
import { type Fields, groupAt, textAt, wholeAt } from "./parameters.ts";
import type { Route } from "./routes.ts";
import { type Cause, newId, seconds } from "./state.ts";

/** The parameters of `POST /v1/files`, whose body is a form with a file in it (docs.stripe.com/api/files/create). */
const fileFields: Fields = {
  purpose: { is: "text", oneOf: ["dispute_evidence"], required: true },
  file: {
    is: "group",
    required: true,
    fields: { name: { is: "text" }, type: { is: "text" }, size: { is: "whole" }, sha256: { is: "text" } },
  },
  expand: { is: "list", of: { is: "text" }, max: 20 },
  file_link_data: { is: "unplayed" },
};

const kinds = new Map([
  ["application/pdf", "pdf"],
  ["image/jpeg", "jpg"],
  ["image/png", "png"],
]);

/** Evidence may be 5 MB a file; of one answer all files together 4.5 MB (as remembered, not from a page of the store). */
const mostOfFile = 5_000_000;
const mostOfAnswer = 4_500_000;

/** The parameters of a form with files: of a file its name, kind, size and hash; its bytes are not kept. */
export function uploadedForm({ headers, body }: WireRequest): ParameterTree {
  const tree: ParameterTree = new Map();
  for (const { name, filename, mimeType, bytes } of parseMultipart(headers["content-type"] ?? "", body)) {
    if (filename === undefined) {
      tree.set(name, new TextDecoder().decode(bytes));
      continue;
    }
    const about = [
      ["name", filename],
      ["type", mimeType ?? "application/octet-stream"],
      ["size", String(bytes.byteLength)],
      ["sha256", createHash("sha256").update(bytes).digest("hex")],
    ] as const;
    tree.set(name, new Map(about));
  }
  return tree;
}

function createFile({ state, account }: Cause, asked: ParameterTree): FileObject {
  const type = kinds.get(textAt(asked, "file", "type") ?? "");
  const size = wholeAt(asked, "file", "size") ?? 0;
  if (type === undefined) throw invalidRequest("Invalid file: evidence must be a PDF, JPEG or PNG.", { param: "file" });
  if (size === 0 || size > mostOfFile) {
    throw invalidRequest("Invalid file: evidence must be smaller than 5 MB.", { param: "file" });
  }
  const file: FileObject = {
    id: newId(state, "file_1"),
    object: "file",
    created: seconds(state),
    expires_at: null,
    filename: textAt(asked, "file", "name"),
    links: { object: "list", data: [], has_more: false, url: "/v1/file_links" },
    purpose: "dispute_evidence",
    size,
    title: null,
    type,
    url: null,
  };
  account.files.set(file.id, file);
  return file;
}

/** Parts of an answer that name files. */
const fileNames = [
  "cancellation_policy",
  "customer_communication",
  "customer_signature",
  "duplicate_charge_documentation",
  "receipt",
  "refund_policy",
  "service_documentation",
  "shipping_documentation",
  "uncategorized_file",
];

/** Refuses evidence that names files nobody uploaded, or more of them than a bank takes. */
export function checkEvidenceFiles({ account }: Cause, asked: ParameterTree): void {
  const evidence = groupAt(asked, "evidence");
  let size = 0;
  for (const name of fileNames) {
    const id = textAt(evidence, name);
    if (id === null) continue;
    const file = account.files.get(id);
    if (file === undefined) throw noSuch("file upload", id, `evidence[${name}]`);
    size += file.size;
  }
  if (size > mostOfAnswer) throw refusedByState("The combined size of all evidence files may not exceed 4.5 MB.");
}

/** Uploads. */
export const fileRoutes: readonly Route[] = [
  { method: "POST", path: "/v1/files", gives: "file", fields: fileFields, run: createFile },
];
