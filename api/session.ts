import { z } from "zod";
import { currencyCode } from "./money.ts";
import { language } from "./language.ts";
import { listOf, shopSlug, userId } from "./identifier.ts";

/** What a person may do in a shop: an owner everything, an operator all but settings. */
export const role = z.enum(["owner", "operator"]);

/** What anyone may know before signing in: whether this installation still waits for its first owner. */
export const sessionState = z.object({ signedIn: z.boolean(), firstRun: z.boolean() });

/** What a first owner who gave no name of her own is called; readers see the word for her role instead. */
export const unnamedOwner = "Owner";

/** A shop of the signed-in person. */
export const shopSeat = z.object({
  slug: shopSlug,
  name: z.string(),
  role,
  currency: currencyCode,
  country: z.string(),
  languages: listOf(language),
  /** IANA name. */
  timeZone: z.string(),
  /** By which money comes in, archived ones too: journal accounts name them by id. */
  rails: listOf(z.object({ id: z.string(), kind: z.string(), name: z.string() })),
});
/** A shop of the signed-in person. */
export type ShopSeat = z.output<typeof shopSeat>;

/** The signed-in person and her shops. `demo` is set where the demo world runs beside the server. */
export const me = z.object({
  user: z.object({ id: userId, name: z.string(), email: z.string() }),
  shops: listOf(shopSeat),
  demo: z
    .object({
      /** The customers' phone, to be shown in a frame; `?shop=` chooses the shop it writes to. */
      phoneUrl: z.string(),
      /** The demo world's own page. */
      worldUrl: z.string(),
    })
    .nullable(),
});
/** The signed-in person and her shops. */
export type Me = z.output<typeof me>;

const email = z.email().max(254);
const password = z.string().min(10).max(256);

/** Signing in. */
export const signIn = z.object({ email, password: z.string().min(1).max(256) });
/** The first owner's account; refused once there is one. */
export const firstOwner = z.object({ name: z.string().trim().min(1).max(120), email, password });
/** A one-time link's token. */
export const linkClaim = z.object({ token: z.string().min(16).max(256) });
