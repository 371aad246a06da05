import { paymentObject } from "./objects.ts";
import { signedFields } from "./signature.ts";
import type { Sale, Scene } from "./state.ts";

/** The way from a page back to the shop: a link, or a form that posts the signed answer. */
export type WayBack =
  | { readonly kind: "link"; readonly url: string }
  | { readonly kind: "form"; readonly url: string; readonly fields: readonly (readonly [string, string])[] };

/**
 * The way back from a page that is over, or null when neither the call nor the shop gave an address. What the browser
 * carries is signed with the HMAC key, never with the password.
 */
export function wayBackOf(scene: Scene, sale: Sale): WayBack | null {
  const { shop, state } = scene;
  const { waysBack } = sale.terms;
  const url = (sale.status === "PAID" ? waysBack.success : waysBack.refused) ?? shop.returnUrl;
  if (url === null) return null;
  const last = sale.attempts.at(-1);
  if (waysBack.mode === "NONE" || last === undefined) return { kind: "link", url };
  const answer = JSON.stringify(paymentObject(scene, sale.terms, [last], sale));
  const signing = {
    name: "sha256_hmac",
    key: shop.hmacKey,
    source: null,
    escaped: state.chaos.escapedSlashes,
  } as const;
  const fields = signedFields(answer, signing);
  if (waysBack.mode === "POST") return { kind: "form", url, fields: [...fields] };
  const address = new URL(url);
  for (const [name, value] of fields) address.searchParams.set(name, value);
  return { kind: "link", url: address.href };
}

/** Where she goes who leaves without paying, or null. */
export function leavingUrl({ shop }: Scene, { terms }: Sale): string | null {
  return terms.waysBack.cancel ?? shop.returnUrl;
}
