import type { PlantedBug } from "./bug.ts";

const facts = "server/payments/lyra/facts.ts";
const refunds = "server/payments/lyra/refunds.ts";
const signature = "server/payments/lyra/signature.ts";

/** Bugs with a gateway that knows no keys, promises before it takes, and signs with more than one key. */
export const lyraBugs: readonly PlantedBug[] = [
  {
    name: "Lyra: a refund is tried again without a look",
    seenAt: "a gateway without idempotency keys",
    patches: [
      {
        file: refunds,
        find: "const lost = credits.find((one) => one.amount === amount && !isKnown(request, uuidOf(one.uuid)));",
        replace: "const lost = credits.find((one) => one.amount < 0 && !isKnown(request, uuidOf(one.uuid)));",
      },
    ],
  },
  {
    name: "Lyra: any refund of the same sum is taken for the lost one",
    seenAt: "refunds without a name of ours",
    patches: [
      {
        file: refunds,
        find: "one.amount === amount && !isKnown(request, uuidOf(one.uuid))",
        replace: "one.amount === amount",
      },
    ],
  },
  {
    name: "Lyra: a part of what was promised is returned by cancelling all of it",
    seenAt: "PSP_103 answered with AUTO",
    patches: [
      {
        file: refunds,
        find: "if (amount === transaction.amount) return cancel(work);",
        replace: "if (amount <= transaction.amount) return cancel(work);",
      },
    ],
  },
  {
    name: "Lyra: a fault after the work counts as a refusal",
    seenAt: "PSP_999",
    patches: [
      {
        file: "server/payments/lyra/error-codes.ts",
        find: 'if (code.endsWith("_999")) return "doubt";',
        replace: 'if (code.endsWith("_999")) return "never";',
      },
    ],
  },
  {
    name: "Lyra: authorised counts as captured",
    seenAt: "plug-ins that look at the status PAID alone",
    patches: [
      {
        file: facts,
        find: 'return [{ ...common, kind: "authorised", ...capture() }];',
        replace: 'return [{ ...common, kind: "captured", ...capture() }];',
      },
    ],
  },
  {
    name: "Lyra: what was promised is never booked",
    seenAt: "plug-ins that end at the authorisation",
    patches: [
      {
        file: "server/engine/promised-money.ts",
        find: 'if (!(await moveOn(batch, capture, "booked"))) return;',
        replace: 'if (batch || !(await moveOn(batch, capture, "booked"))) return;',
      },
    ],
  },
  {
    name: "Lyra: a remittance the bank refused is not heard of",
    seenAt: "plug-ins that end at the authorisation",
    patches: [
      {
        file: facts,
        find: `    case "capture-failed":
      return [{ ...common, kind: "capture-failed", ...capture(), reason: reasonOf(transaction) }];
    default:`,
        replace: "    default:",
      },
    ],
  },
  {
    name: "Lyra: the key is the one the post names",
    seenAt: "kr-hash-key read before it is believed",
    patches: [
      {
        file: signature,
        find: 'if (!post || post.hashKey !== "password" || post.hashAlgorithm !== "sha256_hmac") return refused;',
        replace: 'if (!post || post.hashAlgorithm !== "sha256_hmac") return refused;',
      },
      {
        file: signature,
        find: "for (const password of passwordsOf(settings))",
        replace:
          'for (const password of post.hashKey === "password" ? passwordsOf(settings) : [settings.hmacKey ?? ""])',
      },
    ],
  },
  {
    name: "Lyra: the mode of a notification is not looked at",
    seenAt: "test payments that settle real orders",
    patches: [
      {
        file: signature,
        find: "return about.shopId === shop.shopId && about.mode === shop.mode ? { ok: true } : refused;",
        replace: "return about.shopId === shop.shopId ? { ok: true } : refused;",
      },
      {
        file: "server/payments/lyra/notifications.ts",
        find: " || payment.orderDetails?.mode !== shop.mode) return [];",
        replace: ") return [];",
      },
    ],
  },
  {
    name: "Lyra: slashes written in another way break the signature",
    seenAt: "lyra/rest-php-sdk",
    patches: [
      {
        file: signature,
        find: String.raw`for (const text of [post.answer, post.answer.replaceAll("\\/", "/")])`,
        replace: "for (const text of [post.answer])",
      },
    ],
  },
];
